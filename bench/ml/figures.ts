/** Repetitions of one measurement: the median, and between what they lie. */
export interface Spread {
  readonly median: number
  readonly least: number
  readonly most: number
}

/** What has to hold of a comparison. */
export type Goal =
  | { readonly of: 'ratio' | 'difference' | 'ours'; readonly atMost: number }
  | { readonly of: 'ratio' | 'difference' | 'ours'; readonly atLeast: number }

/** What is compared, before it was measured. */
export interface Question {
  readonly section: string
  /** `seconds`, `peak memory`, ... */
  readonly measure: string
  readonly unit: string
  readonly better: 'less' | 'more'
  /** Data, shape of the trees, threads, ...: what tells this row from the others. */
  readonly about: Readonly<Record<string, string | number>>
  readonly goal?: Goal
  /** The peer to compare with; default the best. */
  readonly against?: string
}

export interface Comparison extends Question {
  readonly ours: Spread
  /** By name; empty where nobody else does this. */
  readonly peers: Readonly<Record<string, Spread>>
  /** The best of the peers, or the one that was asked for. */
  readonly best?: string
  /** Ours divided by that peer's. */
  readonly ratio?: number
  /** Ours less that peer's. */
  readonly difference?: number
  readonly met?: boolean
}

export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >>> 1
  const median = sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  return { median, least: sorted[0], most: sorted[sorted.length - 1] }
}

/**
 * @param measured the repetitions of each contestant, by name; `ours` must be among them
 */
export function compare(
  question: Question,
  measured: Readonly<Record<string, readonly number[]>>,
): Comparison {
  const { ours: own, ...others } = measured
  const ours = spread(own)
  const peers = Object.fromEntries(Object.entries(others).map(([name, values]) => [name, spread(values)]))
  const sign = question.better === 'less' ? 1 : -1
  const [first] = Object.keys(peers).sort((a, b) => sign * (peers[a].median - peers[b].median))
  const best = question.against ?? first
  const against =
    best === undefined
      ? {}
      : { best, ratio: ours.median / peers[best].median, difference: ours.median - peers[best].median }
  const comparison = { ...question, ours, peers, ...against }
  return question.goal === undefined ? comparison : { ...comparison, met: isMet(question.goal, comparison) }
}

/** False where there was nothing to compare with. */
function isMet(goal: Goal, { ours, ratio = NaN, difference = NaN }: Comparison): boolean {
  const value = { ratio, difference, ours: ours.median }[goal.of]
  return 'atMost' in goal ? value <= goal.atMost : value >= goal.atLeast
}
