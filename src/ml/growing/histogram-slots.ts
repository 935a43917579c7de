/**
 * Which nodes' histograms are kept, and where. A kept one spares the larger child's: it is what is left of the parent's.
 * When there is no room the one that promises the least is given up, and its node's children are both counted.
 */
export class HistogramSlots {
  readonly #free: number[]
  readonly #kept = new Map<number, { readonly slot: number; gain: number }>()

  constructor(slots: number) {
    this.#free = Array.from({ length: slots }, (_, i) => slots - 1 - i)
  }

  /** Forgets everything. */
  clear(): void {
    for (const { slot } of this.#kept.values()) this.#free.push(slot)
    this.#kept.clear()
  }

  /** Where a node's histogram is, if it was kept. */
  of(node: number): number | undefined {
    return this.#kept.get(node)?.slot
  }

  /**
   * Room for the histogram of a node.
   * @throws RangeError when all slots are held by nodes that are at work
   */
  take(node: number): number {
    if (this.#free.length === 0) this.#giveUpLeast()
    const slot = this.#free.pop()
    if (slot === undefined) throw new RangeError('no slot for a histogram is left')
    this.#kept.set(node, { slot, gain: Infinity })
    return slot
  }

  /** Hands a parent's slot to its child. */
  pass(parent: number, child: number): number {
    const kept = this.#kept.get(parent)
    if (kept === undefined) throw new RangeError(`the histogram of node ${parent} was not kept`)
    this.#kept.delete(parent)
    this.#kept.set(child, { slot: kept.slot, gain: Infinity })
    return kept.slot
  }

  /** Says what a node that may yet be split would gain; until then it is at work and keeps its slot. */
  promise(node: number, gain: number): void {
    const kept = this.#kept.get(node)
    if (kept !== undefined) kept.gain = gain
  }

  release(node: number): void {
    const kept = this.#kept.get(node)
    if (kept === undefined) return
    this.#kept.delete(node)
    this.#free.push(kept.slot)
  }

  #giveUpLeast(): void {
    let least: number | undefined
    let leastGain = Infinity
    for (const [node, { gain }] of this.#kept) {
      if (gain < leastGain) {
        leastGain = gain
        least = node
      }
    }
    if (least !== undefined) this.release(least)
  }
}
