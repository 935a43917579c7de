/** Neighbouring points that share one value. */
export interface Block {
  /** Sum of the weights of its points. */
  weight: number
  /** Weighted mean of its points' positions. */
  x: number
  /** Weighted mean of its points' values: the fitted value. */
  y: number
  /** How many points it spans. */
  points: number
}

/**
 * The non-decreasing values nearest to the given ones in weighted squares, by pooling adjacent violators (Barlow
 * et al. 1972; in one pass with a stack, as Best and Chakravarti 1990).
 * @param points in ascending order of `x`, each of weight above 0
 * @returns blocks of equal fitted value, `x` and `y` strictly ascending
 */
export function poolAdjacentViolators(
  points: Iterable<{ readonly x: number; readonly y: number; readonly weight: number }>,
): Block[] {
  const blocks: Block[] = []
  for (const { x, y, weight } of points) {
    let block: Block = { weight, x, y, points: 1 }
    let last = blocks.at(-1)
    while (last !== undefined && last.y >= block.y) {
      block = merged(last, block)
      blocks.pop()
      last = blocks.at(-1)
    }
    blocks.push(block)
  }
  return blocks
}

function merged(a: Block, b: Block): Block {
  const weight = a.weight + b.weight
  const share = b.weight / weight
  return {
    weight,
    // As a step from one towards the other, so that equal values stay equal to the last bit.
    x: a.x + share * (b.x - a.x),
    y: a.y + share * (b.y - a.y),
    points: a.points + b.points,
  }
}
