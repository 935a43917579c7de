/**
 * Rows as the engine's format `RowBinary` has them: about a third of the bytes of JSON, and read by the engine without
 * looking at single characters. Columns are written in the order of the insert's list; the types are the caller's to
 * keep.
 */
export class RowBinary {
  #bytes: Buffer
  #length = 0

  /** @param size bytes that will be about enough; it grows */
  constructor(size = 64 * 1024) {
    this.#bytes = Buffer.allocUnsafe(size)
  }

  /** What was written, uncopied: write no more after it. */
  finish(): Buffer {
    return this.#bytes.subarray(0, this.#length)
  }

  text(value: string): this {
    // A character of UTF-16 is at most three bytes.
    this.#reserve(5 + 3 * value.length)
    const length = Buffer.byteLength(value)
    this.#count(length)
    this.#length += this.#bytes.write(value, this.#length)
    return this
  }

  float(value: number): this {
    this.#reserve(8)
    this.#length = this.#bytes.writeDoubleLE(value, this.#length)
    return this
  }

  nullableFloat(value: number | null): this {
    return value === null ? this.byte(1) : this.byte(0).float(value)
  }

  /** UInt8, or Bool. */
  byte(value: number): this {
    this.#reserve(1)
    this.#bytes[this.#length++] = value
    return this
  }

  /** DateTime. @param time milliseconds since 1970 */
  seconds(time: number): this {
    this.#reserve(4)
    this.#length = this.#bytes.writeUInt32LE(Math.floor(time / 1000), this.#length)
    return this
  }

  /** DateTime64(3). @param time milliseconds since 1970 */
  milliseconds(time: number): this {
    this.#reserve(8)
    this.#length = this.#bytes.writeBigInt64LE(BigInt(Math.round(time)), this.#length)
    return this
  }

  nullableMilliseconds(time: number | null): this {
    return time === null ? this.byte(1) : this.byte(0).milliseconds(time)
  }

  /** A length, seven bits a byte, the lowest first. */
  #count(value: number): void {
    let rest = value
    while (rest >= 0x80) {
      this.#bytes[this.#length++] = (rest & 0x7f) | 0x80
      rest >>>= 7
    }
    this.#bytes[this.#length++] = rest
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return
    const larger = Buffer.allocUnsafe(Math.max(2 * this.#bytes.length, this.#length + more))
    this.#bytes.copy(larger, 0, 0, this.#length)
    this.#bytes = larger
  }
}
