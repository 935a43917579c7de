import type { Random } from '../../shared/random.js'

/**
 * Draws `count` of `total` rows without replacement, ascending (selection sampling: Knuth, The Art of Computer
 * Programming 2, 3.4.2, algorithm S).
 * @param count at most `total`
 */
export function drawRows(total: number, count: number, random: Random): Int32Array {
  const drawn = new Int32Array(count)
  let taken = 0
  for (let row = 0; taken < count; row++) {
    if ((total - row) * random.uniform() < count - taken) drawn[taken++] = row
  }
  return drawn
}

/** Draws a share of the given items, at least one, and keeps their order. */
export function drawShare<Item>(items: readonly Item[], share: number, random: Random): readonly Item[] {
  const count = Math.min(items.length, Math.max(1, Math.round(items.length * share)))
  if (count === items.length) return items
  return Array.from(drawRows(items.length, count, random), (index) => items[index])
}
