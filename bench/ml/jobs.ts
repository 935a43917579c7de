import type { firstSetting, searchSpace } from './search-space.js'

/** The trees that are grown, in words that every contestant translates into its own. */
export interface Shape {
  readonly name: string
  readonly policy: 'leaf' | 'depth'
  readonly leaves: number
  /** Splits from root to leaf at most; 0 is no limit. */
  readonly depth: number
}

export const shapes = {
  leafWise: { name: 'leaf-wise, 31 leaves', policy: 'leaf', leaves: 31, depth: 0 },
  depthWise: { name: 'depth 6', policy: 'depth', leaves: 64, depth: 6 },
  depth4: { name: 'depth 4', policy: 'depth', leaves: 16, depth: 4 },
  depth8: { name: 'depth 8', policy: 'depth', leaves: 256, depth: 8 },
  depth12: { name: 'depth 12', policy: 'depth', leaves: 4096, depth: 12 },
  deep: { name: 'leaf-wise, 255 leaves', policy: 'leaf', leaves: 255, depth: 0 },
} as const satisfies Record<string, Shape>

/** One measurement, made in a process of its own. Every contestant takes the same job and answers with numbers. */
export type Job = TrainJob | ScoreJob | SingleRowJob | ContributionsJob | TuneJob | ForestJob

export interface TrainJob {
  readonly kind: 'train'
  readonly table: string
  /** Only the first rows of the table, where there are more. */
  readonly rows: number
  readonly shape: Shape
  readonly trees: number
  readonly threads: number
  /** Where the model is kept, less its ending; default nowhere. */
  readonly save?: string
}

export interface TrainOutcome {
  /** From the values to the model, binning included. */
  readonly seconds: number
  readonly binningSeconds: number
  readonly growingSeconds: number
  /** Of the process, just after the training. */
  readonly peakMegabytes: number
  /** Of the process, when the data was there and the training had not begun. */
  readonly loadedMegabytes: number
  /** On the test rows. */
  readonly auc: number
}

export interface ScoreJob {
  readonly kind: 'score'
  readonly table: string
  readonly rows: number
  readonly model: string
  readonly threads: number
}

export interface ScoreOutcome {
  /** The first call in the process. */
  readonly firstSeconds: number
  /** Median of calls after two. */
  readonly seconds: number
}

export interface SingleRowJob {
  readonly kind: 'single-row'
  readonly table: string
  readonly model: string
}

export interface SingleRowOutcome {
  readonly scored: Latencies
  readonly explained: Latencies
}

/** Microseconds of one call. */
export interface Latencies {
  readonly p50: number
  readonly p99: number
}

export interface ContributionsJob {
  readonly kind: 'contributions'
  readonly table: string
  readonly rows: number
  readonly model: string
  readonly threads: number
}

export interface ContributionsOutcome {
  /** Of a call that is not the first. */
  readonly rowsPerSecond: number
  /** Of a process that has explained nothing yet. */
  readonly firstRowsPerSecond: number
  /** Largest difference between baseline plus contributions and the raw prediction. */
  readonly additivityError: number
}

export interface TuneJob {
  readonly kind: 'tune'
  /** With `folds.u8`: see `sections/quality.ts`. */
  readonly table: string
  readonly fold: number
  readonly trials: number
  readonly threads: number
  readonly space: typeof searchSpace
  readonly first: typeof firstSetting
}

export interface TuneOutcome {
  /** On the rows of the fold. */
  readonly auc: number
  /** Of the search and the last fit. */
  readonly seconds: number
}

export interface ForestJob {
  readonly kind: 'forest'
  readonly table: string
  readonly rows: number
  readonly variety: 'random-forest' | 'extra-trees'
  /** Rows a leaf holds at least. */
  readonly leaf: number
  readonly trees: number
  readonly threads: number
}

export type ForestOutcome = Pick<TrainOutcome, 'seconds' | 'peakMegabytes' | 'auc'>
