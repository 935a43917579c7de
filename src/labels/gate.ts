import type { Task } from '../config/plan.js'
import { failed, ok, type Result } from '../shared/result.js'
import type { LabelCounts } from './counts.js'

/** What there must be before anything is learned. */
export interface GateMinimum {
  /** Rows with the outcome, and rows without, over all anchors. */
  readonly ofEach: number
  /** Rows of a quantity to predict, over all anchors. */
  readonly rows: number
}

/**
 * About ten events for each of ten parameters that matter (Peduzzi et al., 1996, "A simulation study of the number of
 * events per variable in logistic regression analysis"): below, what is learned is mostly chance.
 */
const defaultMinimum: GateMinimum = { ofEach: 100, rows: 200 }

/** Fewer anchors than these are no reason to refuse, but to say what that means. */
const fewAnchors = 3

export interface GatePassed {
  /** What was asked for and found, in a sentence. */
  readonly summary: string
  readonly warnings: readonly string[]
}

export interface GateRefusal {
  /** What is not there, in a sentence. */
  readonly reason: string
  /** What can be done about it, in a sentence. */
  readonly remedy: string
}

/** Decides whether there is enough to learn from. A refusal is a value: it is an answer about the data, not a failure. */
export function dataGate(
  counts: Pick<LabelCounts, 'anchors' | 'times'>,
  task: Task,
  minimum: GateMinimum = defaultMinimum,
): Result<GatePassed, GateRefusal> {
  const { anchors, times } = counts
  if (times === undefined) {
    return failed({ reason: 'There are no events.', remedy: 'Import some with "foretell ingest".' })
  }
  if (anchors.length === 0) {
    return failed({
      reason: `There is no time at which the outcome is known. ${times.shortage ?? ''}`.trim(),
      remedy: "Import a longer history, or shorten the label's window or the population's.",
    })
  }
  const rows = anchors.reduce((sum, anchor) => sum + anchor.rows, 0)
  if (rows === 0) {
    return failed({
      reason: `At none of ${anchors.length} anchors was anyone in the population.`,
      remedy: "Check the names of the events in the population's condition, or widen it.",
    })
  }
  const refusal = task === 'regression' ? fewRows(rows, minimum) : fewOutcomes(counts, task, rows, minimum)
  if (refusal !== undefined) return failed(refusal)
  return ok({ summary: summary(counts, task, rows, minimum), warnings: warnings(counts) })
}

function fewRows(rows: number, minimum: GateMinimum): GateRefusal | undefined {
  if (rows >= minimum.rows) return undefined
  return {
    reason: `There are ${shown(rows)} outcomes to learn from, and it takes ${shown(minimum.rows)}.`,
    remedy: 'Widen the population, allow more anchors, or wait for more data.',
  }
}

function fewOutcomes(
  { anchors }: Pick<LabelCounts, 'anchors'>,
  task: Task,
  rows: number,
  { ofEach }: GateMinimum,
): GateRefusal | undefined {
  const positives = positivesOf(anchors)
  const negatives = rows - positives
  // Of a time until something there need not be anyone to whom it did not happen.
  const lacking =
    positives < ofEach ? 'with' : task === 'classification' && negatives < ofEach ? 'without' : undefined
  if (lacking === undefined) return undefined
  const found = lacking === 'with' ? positives : negatives
  const direction = lacking === 'with' ? 'rare' : 'common'
  return {
    reason: `Of ${shown(rows)} rows at ${anchors.length} anchors, ${shown(found)} are ${lacking} the outcome, and it takes ${shown(ofEach)}.`,
    remedy:
      found === 0
        ? `Check the label: as it is written, the outcome ${lacking === 'with' ? 'never' : 'always'} happens.`
        : `The outcome is too ${direction} here: widen the population, change the label's window, allow more anchors, or wait for more data.`,
  }
}

function summary(
  { anchors }: Pick<LabelCounts, 'anchors'>,
  task: Task,
  rows: number,
  minimum: GateMinimum,
): string {
  const at = `at ${anchors.length} ${anchors.length === 1 ? 'anchor' : 'anchors'}`
  if (task === 'regression') return `${shown(rows)} outcomes ${at}; it takes ${shown(minimum.rows)}.`
  const positives = positivesOf(anchors)
  return `${shown(positives)} rows with and ${shown(rows - positives)} without the outcome ${at}; it takes ${shown(minimum.ofEach)} of each.`
}

function warnings({ anchors, times }: Pick<LabelCounts, 'anchors' | 'times'>): string[] {
  if (anchors.length >= fewAnchors) return []
  const few =
    anchors.length === 1
      ? 'With one anchor nothing can be said of how well the future is predicted, only of how well other entities are.'
      : 'With two anchors there is one time to learn from and one to measure on: how the result varies over time is not known.'
  return [`${few} ${times?.shortage ?? ''}`.trim()]
}

function positivesOf(anchors: LabelCounts['anchors']): number {
  return anchors.reduce((sum, { positives }) => sum + (positives ?? 0), 0)
}

function shown(count: number): string {
  return count.toLocaleString('en-US')
}
