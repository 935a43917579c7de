import type { Sample } from '../features/compile.js'
import type { AnchorLabels } from './counts.js'

/**
 * Which part of each anchor's population to read, so that at most about `maximumRows` come together, evenly over the
 * anchors: an anchor with fewer than its part gives what it has, and leaves the rest to the others.
 * @returns one for each anchor; undefined where all of it is read
 */
export function anchorSamples(
  anchors: readonly Pick<AnchorLabels, 'rows'>[],
  maximumRows: number,
  seed: number,
): (Sample | undefined)[] {
  const smallestFirst = anchors.map(({ rows }, index) => ({ rows, index })).sort((a, b) => a.rows - b.rows)
  const samples = new Array<Sample | undefined>(anchors.length).fill(undefined)
  let left = maximumRows
  smallestFirst.forEach(({ rows, index }, position) => {
    const part = left / (anchors.length - position)
    if (rows > part) samples[index] = { share: part / rows, seed }
    left -= Math.min(rows, part)
  })
  return samples
}
