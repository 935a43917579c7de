import type { EventPredictionPlan } from '../config/plan.js'
import { type FeatureSet } from '../features/choose.js'
import { compilePopulation, historySettings, withTables } from '../features/compile.js'
import { pastRequest } from '../features/matrix.js'
import { observed } from '../shared/observer.js'
import { dayText, type Instant } from '../shared/time.js'
import type { Project } from '../warehouse/project.js'
import { type Anchors, anchorTimes } from './anchors.js'
import { compileOutcome } from './outcome.js'
import { dataSpan } from './span.js'

/** Who was in the population at one anchor, and what became of them. */
export interface AnchorLabels {
  readonly at: Instant
  /** Entities in the population. */
  readonly population: number
  /** Those of them with an outcome to learn from: all but the `missing`. */
  readonly rows: number
  /** With the outcome; of a time until something, those to whom it happened. Null for a quantity. */
  readonly positives: number | null
  /** Without the outcome; null for anything but a condition. */
  readonly negatives: number | null
  /** A time until something: those to whom it had not happened by the end of the window. 0 for the rest. */
  readonly censored: number
  /** A quantity that is not defined for the entity, such as the mean of nothing. */
  readonly missing: number
  /** Of the outcome; null without rows. */
  readonly mean: number | null
}

export interface LabelCounts {
  /** The newest first. */
  readonly anchors: readonly AnchorLabels[]
  /** Those whose window is still open: in the population now, with an outcome that nobody knows yet. */
  readonly open: { readonly at: Instant; readonly population: number } | undefined
  readonly times: Anchors | undefined
}

/**
 * Counts what there is to learn from, anchor by anchor.
 * @param found kinds of properties that no configuration declares; default none
 */
export async function labelCounts(
  project: Project,
  prediction: EventPredictionPlan,
  found: Pick<FeatureSet, 'kinds'> = { kinds: {} },
): Promise<LabelCounts> {
  const data = await dataSpan(project, prediction.entity)
  if (data === undefined) return { anchors: [], open: undefined, times: undefined }
  const times = anchorTimes(prediction, data, project.clock.now())
  return observed(
    project.observer,
    `Counting outcomes of ${prediction.name}`,
    async (step) => {
      const anchors: AnchorLabels[] = []
      for (const at of times.anchors) {
        anchors.push(await anchorLabels(project, prediction, at, found))
        step.progress(anchors.length, times.anchors.length, 'anchors')
      }
      const population = await populationSize(project, prediction, times.scoring, found)
      return { anchors, open: { at: times.scoring, population }, times }
    },
    ({ anchors }) =>
      anchors.length === 0
        ? 'no anchor'
        : `${anchors.length} anchors since ${dayText(anchors[anchors.length - 1].at)}`,
  )
}

async function anchorLabels(
  project: Project,
  prediction: EventPredictionPlan,
  at: Instant,
  found: Pick<FeatureSet, 'kinds'>,
): Promise<AnchorLabels> {
  const { label, horizon } = prediction
  const { sql, parameters } = compileOutcome({
    ...(await pastRequest(project, prediction, at, found)),
    label,
    horizon,
  })
  const [counts] = await project.warehouse.rows<OutcomeCounts>(
    `SELECT
  count() AS population,
  countIf(isNaN(target)) AS missing,
  countIf(target = 1) AS ones,
  countIf(observed = 0) AS censored,
  avgIf(target, NOT isNaN(target)) AS mean
FROM (
${sql}
)`,
    { parameters, settings: historySettings, signal: project.signal },
  )
  return { at, ...interpreted(counts, label.kind) }
}

interface OutcomeCounts {
  readonly population: number
  readonly missing: number
  readonly ones: number
  readonly censored: number
  readonly mean: number | null
}

function interpreted(
  { population, missing, ones, censored, mean }: OutcomeCounts,
  kind: EventPredictionPlan['label']['kind'],
): Omit<AnchorLabels, 'at'> {
  const rows = population - missing
  const shared = { population, rows, censored, missing, mean: rows === 0 ? null : mean }
  switch (kind) {
    case 'condition':
      return { ...shared, positives: ones, negatives: rows - ones }
    case 'quantity':
      return { ...shared, positives: null, negatives: null }
    case 'until':
      return { ...shared, positives: rows - censored, negatives: null }
  }
}

async function populationSize(
  project: Project,
  prediction: EventPredictionPlan,
  at: Instant,
  found: Pick<FeatureSet, 'kinds'>,
): Promise<number> {
  const { tables, parameters } = compilePopulation(await pastRequest(project, prediction, at, found))
  const [{ size }] = await project.warehouse.rows<{ size: number }>(
    `${withTables(tables)}\nSELECT count() AS size FROM population`,
    { parameters, settings: historySettings, signal: project.signal },
  )
  return size
}
