import type { EventPredictionPlan } from '../config/plan.js'
import type { FeatureSet } from '../features/choose.js'
import { featureSet } from '../features/matrix.js'
import { type AnchorLabels, labelCounts } from '../labels/counts.js'
import { type Examples, examples } from '../labels/examples.js'
import { dataGate } from '../labels/gate.js'
import { anchorSamples } from '../labels/sample.js'
import { ForetellError } from '../shared/errors.js'
import { observed } from '../shared/observer.js'
import type { Project } from '../warehouse/project.js'
import type { Alarm, CardAnchor, SplitPart } from './card.js'
import type { Gathered } from './gathered.js'
import { textDraw } from './hashing.js'
import { type LabelledRows, stackLabelled, takeLabelled, withoutUseless } from './labelled-rows.js'
import type { Parts } from './learn.js'
import { type AnchorCount, type AnchorSplit, sharedPart, splitAnchors } from './split.js'

/**
 * From events to rows in three parts: counts outcomes at every anchor, refuses where there is too little, divides
 * the anchors by time, and reads features and outcomes of those that are used.
 * @throws ForetellError `DATA_GATE_CLOSED`
 */
export async function gatherEvents(project: Project, prediction: EventPredictionPlan): Promise<Gathered> {
  const set = await featureSet(project, prediction)
  const counts = await labelCounts(project, prediction, set)
  const gate = dataGate(counts, prediction.task)
  if (!gate.ok) {
    throw new ForetellError('DATA_GATE_CLOSED', { values: { name: prediction.name, ...gate.problem } })
  }
  const anchors = counts.anchors.filter(({ rows }) => rows > 0)
  const split = splitAnchors(anchors.map(anchorCount), prediction)
  const rows = await readAnchors(project, prediction, { anchors, split, set })
  const { parts, dropped } = withoutUseless(dividedRows(rows, split, prediction.seed))
  const used = Object.values(parts).reduce((sum, part) => sum + part.target.length, 0)
  return {
    task: prediction.task === 'regression' ? 'regression' : 'classification',
    parts,
    kinds: set.kinds,
    alarms: split.kind === 'entity' ? [fewAnchorsAlarm(split)] : [],
    data: {
      rows: used,
      available: anchors
        .filter((_, index) => split.parts[index] !== 'purged')
        .reduce((sum, anchor) => sum + anchor.rows, 0),
      features: parts.training.features.length,
      censored: (counts.open?.population ?? 0) + anchors.reduce((sum, anchor) => sum + anchor.missing, 0),
      anchors: anchors.map((anchor, index) => cardAnchor(anchor, split.parts[index])),
      dropped,
      gate: gate.value.summary,
      notes: [...gate.value.warnings, ...set.notes],
    },
    split: { kind: split.kind, description: split.description },
    positiveClass: null,
  }
}

function anchorCount({ at, rows, positives }: AnchorLabels): AnchorCount {
  return { at, rows, positives }
}

function cardAnchor({ at, rows, positives }: AnchorLabels, part: SplitPart | 'shared'): CardAnchor {
  return { at: new Date(at).toISOString(), rows, positives, part }
}

/** Rows of one anchor and the part they belong to. */
interface AnchorRows {
  readonly part: SplitPart | 'shared'
  readonly rows: LabelledRows
}

/** Reads the anchors that are used; a purged one costs nothing, and leaves its share of the rows to the others. */
async function readAnchors(
  project: Project,
  prediction: EventPredictionPlan,
  {
    anchors,
    split,
    set,
  }: { readonly anchors: readonly AnchorLabels[]; readonly split: AnchorSplit; readonly set: FeatureSet },
): Promise<readonly AnchorRows[]> {
  const used = anchors
    .map((anchor, index) => ({ anchor, part: split.parts[index] }))
    .filter(({ part }) => part !== 'purged')
  const samples = anchorSamples(
    used.map(({ anchor }) => anchor),
    prediction.maximumRows,
    prediction.seed,
  )
  return observed(
    project.observer,
    `Reading features of ${prediction.name}`,
    async (step) => {
      const read: AnchorRows[] = []
      for (const [index, { anchor, part }] of used.entries()) {
        const sample = samples[index]
        const found = await examples(project, prediction, anchor.at, {
          features: set,
          ...(sample === undefined ? {} : { sample }),
        })
        read.push({ part, rows: asRows(found, prediction) })
        step.progress(index + 1, used.length, 'anchors')
      }
      return read
    },
    (read) => {
      const rows = read.reduce((sum, anchor) => sum + anchor.rows.target.length, 0)
      return `${rows.toLocaleString('en-US')} rows, ${set.features.length} features`
    },
  )
}

/** Of a time until something, what is learned is whether it happens within the horizon at all. */
function asRows(found: Examples, { task }: EventPredictionPlan): LabelledRows {
  return {
    frame: found.frame,
    target: task === 'survival' ? Float64Array.from(found.observed) : found.target,
    entityIds: found.entityIds,
    anchors: found.entityIds.map(() => found.anchor),
    features: found.features,
  }
}

function dividedRows(anchors: readonly AnchorRows[], split: AnchorSplit, seed: number): Parts {
  const of = (wanted: SplitPart): LabelledRows =>
    stackLabelled(
      anchors.flatMap(({ part, rows }) => {
        if (part === wanted) return [rows]
        if (part !== 'shared') return []
        const own = Array.from(rows.entityIds.keys()).filter(
          (row) => sharedPart(split.shares, textDraw(rows.entityIds[row], seed)) === wanted,
        )
        return [takeLabelled(rows, own)]
      }),
    )
  return { training: of('training'), validation: of('validation'), holdout: of('holdout') }
}

function fewAnchorsAlarm(split: AnchorSplit): Alarm {
  return { code: 'FEW_ANCHORS', severity: 'warning', message: split.description, features: [] }
}
