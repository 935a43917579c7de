import { ForetellError } from '../../shared/errors.js'

/**
 * Successive halving: most settings are tried on a small budget, and only the best of them on the next larger one.
 */
export interface Halving {
  /** The smallest share of the full budget, in (0, 1): rounds of boosting, or rows. */
  readonly smallest: number
  /** Each rung costs so many times the one below, and one in so many gets there. Above 1; default 3. */
  readonly factor?: number
}

/** What came of one trial on one rung. */
export interface RungResult {
  readonly trial: number
  readonly rung: number
  /** Lower is better; NaN for one that failed. Undefined while it runs. */
  readonly loss?: number
}

/**
 * The budgets of the rungs, from the smallest to 1.
 * @throws ForetellError `PARAMETER_INVALID`
 */
export function sharesOf(halving: Halving | undefined): number[] {
  if (halving === undefined) return [1]
  const { smallest, factor = 3 } = halving
  if (!(smallest > 0 && smallest < 1)) throw invalid('smallest', 'a number between 0 and 1', smallest)
  if (!(factor > 1 && factor < Infinity)) throw invalid('factor', 'a number above 1', factor)
  const shares = [1]
  // The slack forgives that 1 / 9 is no double.
  for (let share = 1 / factor; share >= smallest * (1 - 1e-9); share /= factor) shares.unshift(share)
  return shares
}

/**
 * The trial that should go one rung up, by asynchronous successive halving (Li et al. 2018): from the top down, the
 * best of a rung that has not gone up yet, if it is among its best 1 / factor. Unlike there no more than 1 / factor
 * of a rung go up in all: settings that learn from those before them keep entering the best, and would send nearly
 * everyone up.
 * @param results all that were started; those on a higher rung show who has gone up
 * @param rungs how many there are
 * @returns undefined when none should
 */
export function promotion(
  results: readonly RungResult[],
  rungs: number,
  factor: number,
): RungResult | undefined {
  for (let rung = rungs - 2; rung >= 0; rung--) {
    const finished = results.filter((each) => each.rung === rung && each.loss !== undefined)
    // The slack forgives rounding, as with the shares.
    const places = Math.floor(finished.length / factor + 1e-9)
    const gone = new Set(results.filter((each) => each.rung === rung + 1).map(({ trial }) => trial))
    if (gone.size >= places) continue
    const next = ranked(finished)
      .slice(0, places)
      .find(({ trial }) => !gone.has(trial))
    if (next !== undefined) return next
  }
  return undefined
}

/**
 * Who is sent up when nothing else is left to do: the leader of a rung, from the top down, so that the most
 * promising setting is measured with the whole budget.
 * @returns undefined when each rung's leader has gone up
 */
export function lastPromotion(results: readonly RungResult[], rungs: number): RungResult | undefined {
  for (let rung = rungs - 2; rung >= 0; rung--) {
    const above = new Map(
      results.filter((each) => each.rung === rung + 1).map((each) => [each.trial, each.loss]),
    )
    // One that failed with more of the budget leads nothing.
    const leader = ranked(results.filter((each) => each.rung === rung)).find(
      ({ trial }) => !Number.isNaN(above.get(trial)),
    )
    if (leader !== undefined && !above.has(leader.trial)) return leader
  }
  return undefined
}

/** The best first, of equal ones the older; without those that failed. */
function ranked(results: readonly RungResult[]): RungResult[] {
  return results
    .filter(({ loss }) => loss !== undefined && !Number.isNaN(loss))
    .toSorted((a, b) => (a.loss ?? 0) - (b.loss ?? 0) || a.trial - b.trial)
}

function invalid(name: string, expected: string, got: number): ForetellError {
  return new ForetellError('PARAMETER_INVALID', { values: { name, expected, got } })
}
