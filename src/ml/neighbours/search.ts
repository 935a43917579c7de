import type { Points } from './points.js'

/** Rows asked about at a time: each known point is read once for all of them. */
const BLOCK_ROWS = 8
/** Numbers added up before it is looked whether a point is too far already. */
const STRIDE = 8

/**
 * Finds the nearest of the known points for each point asked, exactly. Points that are equally far as the last
 * of them share its place, so the order of the rows never matters.
 * @param neighbours how many, in [1, known.rows]
 * @param take called for each point asked with the squared distances of all known points (infinity for those too
 *   far), the largest that counts, and the share in [0, 1] with which points at just that distance count
 */
export function searchNearest(
  known: Points,
  asked: Points,
  neighbours: number,
  take: (row: number, distances: Float64Array, largest: number, shareOfLargest: number) => void,
): void {
  const distances = Array.from({ length: BLOCK_ROWS }, () => new Float64Array(known.rows))
  const nearest = Array.from({ length: BLOCK_ROWS }, () => new LargestOfNearest(neighbours))
  for (let from = 0; from < asked.rows; from += BLOCK_ROWS) {
    const count = Math.min(BLOCK_ROWS, asked.rows - from)
    for (let i = 0; i < count; i++) nearest[i].clear()
    for (let row = 0; row < known.rows; row++) {
      for (let i = 0; i < count; i++) {
        const distance = squaredDistance(known, row, asked, from + i, nearest[i].largest)
        distances[i][row] = distance
        nearest[i].offer(distance)
      }
    }
    for (let i = 0; i < count; i++) {
      const { largest } = nearest[i]
      let nearer = 0
      let equal = 0
      for (const distance of distances[i]) {
        if (distance < largest) nearer++
        else if (distance === largest) equal++
      }
      take(from + i, distances[i], largest, (neighbours - nearer) / equal)
    }
  }
}

/** Infinity when it is above the limit. */
function squaredDistance(known: Points, row: number, asked: Points, other: number, limit: number): number {
  const { width, names } = known
  const [a, b] = [known.numbers, asked.numbers]
  let sum = 0
  for (let i = row * names, j = other * names, end = i + names; i < end; i++, j++) {
    if (known.codes[i] !== asked.codes[j]) sum++
  }
  let i = row * width
  let j = other * width
  const end = i + width
  while (i < end) {
    for (const stop = Math.min(end, i + STRIDE); i < stop; i++, j++) {
      const difference = a[i] - b[j]
      sum += difference * difference
    }
    if (sum > limit) return Infinity
  }
  return sum > limit ? Infinity : sum
}

/** Keeps the smallest numbers offered, so many, in a heap with the largest on top. */
class LargestOfNearest {
  readonly #heap: Float64Array
  #size = 0

  constructor(count: number) {
    this.#heap = new Float64Array(count)
  }

  /** Of those kept; infinity until there are enough of them. */
  get largest(): number {
    return this.#size < this.#heap.length ? Infinity : this.#heap[0]
  }

  clear(): void {
    this.#size = 0
  }

  offer(value: number): void {
    if (this.#size < this.#heap.length) this.#rise(value)
    else if (value < this.#heap[0]) this.#sink(value)
  }

  #rise(value: number): void {
    const heap = this.#heap
    let at = this.#size++
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (heap[parent] >= value) break
      heap[at] = heap[parent]
      at = parent
    }
    heap[at] = value
  }

  /** Takes the place of the largest. */
  #sink(value: number): void {
    const heap = this.#heap
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= this.#size) break
      if (child + 1 < this.#size && heap[child + 1] > heap[child]) child++
      if (heap[child] <= value) break
      heap[at] = heap[child]
      at = child
    }
    heap[at] = value
  }
}
