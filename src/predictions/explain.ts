import type { Frame } from '../ml/frame.js'
import type { Factor } from './prediction.js'
import type { Scorer } from './scorer.js'

/** Why one row is predicted as it is. */
export interface Explanation {
  /** What would be predicted with nothing known. */
  readonly base: number
  /** The most important first; at most as many as were asked for. */
  readonly factors: readonly Factor[]
}

/**
 * Says why, row by row. `explanations/`, which lies after this folder in the flow, makes it (`explainRows`);
 * scoring is handed one, so that it needs to know nothing of how reasons are found.
 */
export type Explain = (
  scorer: Scorer,
  /** Name of the prediction, for the sentences. */
  prediction: string,
  frame: Frame,
) => readonly Explanation[]
