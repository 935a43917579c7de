import { ForetellError } from '../../shared/errors.js'
import { checkFrame } from '../frame-check.js'
import type { Frame } from '../frame.js'
import type { Contributions, FitOptions, ModelInput } from '../model.js'
import { antitheticWalks, everyCoalition } from './coalitions.js'
import { HybridRows } from './hybrid-rows.js'

export interface PermutationShapOptions extends Pick<FitOptions, 'seed' | 'signal' | 'onProgress'> {
  /**
   * Orders in which the inputs of a row become known, for each background row, each walked both ways; at least 1.
   * Default: as many as give 32 walks or more with the whole background.
   */
  readonly permutations?: number
  /** The columns to divide the prediction among, in the order of the result. Default: all of the background. */
  readonly inputs?: readonly string[]
}

/** Up to so many inputs every coalition is asked: 256 of them at most. */
const EXACT_INPUTS = 8
/** Rows predicted at a time. */
const BATCH_ROWS = 16_384
const LEAST_WALKS = 32

/**
 * Shapley values of anything that predicts, by asking it about rows mixed from the row explained and each row of
 * a background (the interventional game: inputs that are not known are drawn independently of those that are).
 * With up to 8 inputs every coalition is asked and the values are exact; with more, random orders are walked
 * forwards and backwards (Strumbelj and Kononenko, "Explaining prediction models and individual predictions with
 * feature contributions", 2014; antithetic as in Mitchell et al., "Sampling permutations for Shapley value
 * estimation", 2022), which is exact for sums of functions of two inputs at most. Every walk goes from the
 * background row to the row, so baseline and contributions add up to the raw prediction, to rounding, however few
 * the walks are. A column the predictions do not depend on has exactly 0.
 *
 * It costs about `frame rows x background rows x 2 x permutations x inputs` predictions (2^inputs in place of
 * the last three when exact), less what is equal in both rows: a background of 100 rows is usually enough.
 *
 * @param predictRaw one number a row, on a scale on which effects add up (log odds, not probabilities); is given
 *   frames of the inputs alone, which it must not keep
 * @param background at least one row; levels are matched by name
 * @throws ForetellError `DATASET_INVALID` for a background without rows, `COLUMN_MISSING` and `COLUMN_KIND` when a
 *   frame lacks an input, `CANCELLED` between two batches
 */
export function permutationShap(
  predictRaw: (frame: Frame) => Float64Array,
  frame: Frame,
  background: Frame,
  { seed = 0, permutations, inputs, signal, onProgress }: PermutationShapOptions = {},
): Contributions {
  checkRows(frame, background)
  const players = inputsOf(background, inputs)
  const count = players.length
  const pairs = permutations ?? Math.ceil(LEAST_WALKS / 2 / background.rows)
  const coalitions =
    count <= EXACT_INPUTS ? everyCoalition(count) : antitheticWalks(count, background.rows, pairs, seed)
  const rows = new HybridRows(players, frame, background, Math.max(BATCH_ROWS, coalitions.count(count)))

  const ofBackground = predictRaw(rows.whole('unknown', background.rows)).slice()
  const ofFrame = predictRaw(rows.whole('known', frame.rows)).slice()
  const values = new Float64Array(frame.rows * count)
  const pending: Game[] = []
  const play = (): void => {
    if (signal?.aborted === true) {
      throw new ForetellError('CANCELLED', { values: { what: 'the explanation' } })
    }
    const worths = rows.size === 0 ? new Float64Array(0) : predictRaw(rows.take())
    let at = 0
    for (const { row, against, differing } of pending) {
      const own = worths.subarray(at, (at += coalitions.count(differing.length)))
      const into = values.subarray(row * count, (row + 1) * count)
      const [none, all] = [ofBackground[against], ofFrame[row]]
      coalitions.credit(differing, against, own, none, all, 1 / background.rows, into)
    }
    pending.length = 0
  }

  for (let row = 0; row < frame.rows; row++) {
    for (let against = 0; against < background.rows; against++) {
      const differing = rows.differing(row, against)
      if (!rows.hasRoomFor(coalitions.count(differing.length)) || pending.length >= BATCH_ROWS) {
        play()
        onProgress?.(row / frame.rows)
      }
      coalitions.visit(differing, against, (present) => rows.add(row, against, present))
      pending.push({ row, against, differing })
    }
  }
  play()
  onProgress?.(1)
  return { baseline: ofBackground.reduce((sum, value) => sum + value, 0) / background.rows, values }
}

/** A row against a background row. */
interface Game {
  readonly row: number
  readonly against: number
  /** Places of the inputs in which they differ: the players. */
  readonly differing: readonly number[]
}

function checkRows(frame: Frame, background: Frame): void {
  checkFrame(frame)
  checkFrame(background)
  if (background.rows === 0) {
    throw new ForetellError('DATASET_INVALID', {
      values: { expected: 'a background of at least one row', got: 'none' },
    })
  }
}

function inputsOf(background: Frame, names: readonly string[] | undefined): ModelInput[] {
  const byName = new Map(background.columns.map(({ name, kind }) => [name, { name, kind }]))
  return (names ?? [...byName.keys()]).map((name) => {
    const input = byName.get(name)
    if (input === undefined) {
      throw new ForetellError('COLUMN_MISSING', { values: { column: name, kind: 'any kind' } })
    }
    return input
  })
}
