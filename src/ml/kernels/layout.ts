/** The first bytes are left to the team's orders. */
const FIRST = 4096
/** Parts begin at whole cache lines, so that no two threads write to one line. */
const LINE = 128

/** Gives out addresses of a memory that is made afterwards, when it is known how much is needed. */
export class Layout {
  #end = FIRST

  /** The address of so many bytes, all zero at first. */
  take(bytes: number): number {
    const address = this.#end
    this.#end = Math.ceil((address + bytes) / LINE) * LINE
    return address
  }

  /** Bytes the memory must have. */
  get size(): number {
    return this.#end
  }
}
