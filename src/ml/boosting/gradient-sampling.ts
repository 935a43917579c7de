import type { Random } from '../../shared/random.js'
import { drawRows } from '../growing/drawing.js'
import type { Derivatives } from '../growing/growth-rows.js'

/**
 * One-side sampling by gradients (Ke et al., "LightGBM", 2017, algorithm 2): the rows that pull most are all seen, of
 * the others some, whose derivatives are made larger so that they stand for those left out.
 *
 * @param derivatives of each output; changed in place
 * @param topRate share of rows with the largest |gradient x hessian|, over all outputs
 * @param otherRate share of rows, out of all, drawn from the others
 * @returns how often each row is seen: 1 or 0
 */
export function sampleByGradient(
  derivatives: readonly Derivatives[],
  topRate: number,
  otherRate: number,
  random: Random,
): Uint8Array {
  const pulls = pullOfRows(derivatives)
  const rows = pulls.length
  const top = Math.max(1, Math.floor(rows * topRate))
  const least = largest(pulls.slice(), top)
  const counts = new Uint8Array(rows)
  const others = new Int32Array(rows)
  let otherCount = 0
  let taken = 0
  for (let row = 0; row < rows; row++) {
    if (pulls[row] >= least && taken < top) {
      counts[row] = 1
      taken++
    } else others[otherCount++] = row
  }
  const drawn = Math.min(otherCount, Math.max(1, Math.floor(rows * otherRate)))
  const factor = drawn === 0 ? 1 : otherCount / drawn
  for (const index of drawRows(otherCount, drawn, random)) {
    const row = others[index]
    counts[row] = 1
    for (const { gradients, hessians } of derivatives) {
      gradients[row] *= factor
      hessians[row] *= factor
    }
  }
  return counts
}

function pullOfRows(derivatives: readonly Derivatives[]): Float64Array {
  const pulls = new Float64Array(derivatives[0].gradients.length)
  for (const { gradients, hessians } of derivatives) {
    for (let row = 0; row < pulls.length; row++) pulls[row] += Math.abs(gradients[row] * hessians[row])
  }
  return pulls
}

/** The `rank`-th largest number, from 1 on (Hoare's selection). The list is reordered. */
function largest(list: Float64Array, rank: number): number {
  const place = list.length - rank
  let low = 0
  let high = list.length - 1
  while (low < high) {
    const pivot = list[(low + high) >>> 1]
    let i = low
    let j = high
    while (i <= j) {
      while (list[i] < pivot) i++
      while (list[j] > pivot) j--
      if (i <= j) {
        const kept = list[i]
        list[i++] = list[j]
        list[j--] = kept
      }
    }
    if (place <= j) high = j
    else if (place >= i) low = i
    else break
  }
  return list[place]
}
