/** Parts begin at multiples of this, as wide as what kernels load at once. */
const ALIGNMENT = 16

/**
 * A part of a kernel's memory, made before there is a memory: records that point at each other by address.
 * Little-endian, as WebAssembly is.
 */
export class Image {
  readonly begin: number
  #end: number
  #bytes = new Uint8Array(4096)
  #view = new DataView(this.#bytes.buffer)

  /** @param begin the address at which it will stand */
  constructor(begin: number) {
    this.begin = begin
    this.#end = begin
  }

  /** The first address after it. */
  get end(): number {
    return this.#end
  }

  /** The address of so many more bytes, all zero. */
  take(bytes: number): number {
    const address = Math.ceil(this.#end / ALIGNMENT) * ALIGNMENT
    this.#end = address + bytes
    const length = this.#end - this.begin
    if (length > this.#bytes.length) {
      const grown = new Uint8Array(2 * length)
      grown.set(this.#bytes)
      this.#bytes = grown
      this.#view = new DataView(grown.buffer)
    }
    return address
  }

  setUint8(address: number, value: number): void {
    this.#view.setUint8(address - this.begin, value)
  }

  setUint16(address: number, value: number): void {
    this.#view.setUint16(address - this.begin, value, true)
  }

  setUint32(address: number, value: number): void {
    this.#view.setUint32(address - this.begin, value, true)
  }

  setFloat64(address: number, value: number): void {
    this.#view.setFloat64(address - this.begin, value, true)
  }

  /** Copies what was written before. */
  copy(from: number, to: number, bytes: number): void {
    this.#bytes.copyWithin(to - this.begin, from - this.begin, from - this.begin + bytes)
  }

  /** The address of whole numbers, 4 bytes each. */
  words(values: readonly number[]): number {
    const address = this.take(4 * values.length)
    values.forEach((value, i) => {
      this.setUint32(address + 4 * i, value)
    })
    return address
  }

  /** The address of numbers, 8 bytes each. */
  numbers(values: ArrayLike<number>): number {
    const address = this.take(8 * values.length)
    for (let i = 0; i < values.length; i++) this.setFloat64(address + 8 * i, values[i])
    return address
  }

  /** The address of bytes. */
  octets(values: Uint8Array): number {
    const address = this.take(values.length)
    this.#bytes.set(values, address - this.begin)
    return address
  }

  /** All of it, to be copied to `begin`. */
  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#end - this.begin)
  }
}
