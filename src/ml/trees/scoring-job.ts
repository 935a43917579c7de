import { BLOCK } from './byte-columns.js'
import { type ChunkSource, SLOT_ROW } from './chunk-source.js'
import { IMAGE, type ScoringImage } from './scoring-image.js'

/** Where kernels find the description of the work. */
export const JOB = 2048

/** Room of a member before its sums: `SUMS` of `kernels/assembly/scores.ts`. */
const MEMBER_ROOM = 6 * BLOCK
const LINE = 128
/** Values and results that are in a kernel's memory at a time, for each member. */
const CHUNK_BYTES = 4_000_000
const MOST_BLOCKS = 8

/** Where everything stands in the memory of the scoring kernels: after the image come source, results and rooms. */
export class ScoringJob {
  /** Rows scored at a time at most: whole blocks. */
  readonly chunkRows: number
  /** Bytes of memory that are needed. */
  readonly size: number
  readonly #image: ScoringImage
  readonly #members: number
  readonly #source: number
  readonly #results: number
  readonly #rooms: number
  readonly #roomBytes: number

  constructor(image: ScoringImage, members: number) {
    this.#image = image
    this.#members = members
    const rowBytes = SLOT_ROW * (image.slots.length + image.outputs)
    const blocks = Math.floor(CHUNK_BYTES / (rowBytes * BLOCK))
    this.chunkRows = members * BLOCK * Math.max(1, Math.min(MOST_BLOCKS, blocks))
    this.#source = aligned(IMAGE + image.bytes.length)
    this.#results = this.#source + image.slots.length * this.#slotBytes
    this.#rooms = aligned(this.#results + this.chunkRows * image.outputs * 8)
    const sums = image.outputs * BLOCK * 8
    this.#roomBytes = aligned(MEMBER_ROOM + sums + (image.columns + image.sideColumns) * BLOCK)
    this.size = this.#rooms + members * this.#roomBytes
  }

  /** Puts the model into a memory. Once for any number of chunks. */
  place(buffer: ArrayBufferLike): void {
    new Uint8Array(buffer).set(this.#image.bytes, IMAGE)
  }

  /** Describes a chunk of rows and copies its values. */
  fill(buffer: ArrayBufferLike, source: ChunkSource, begin: number, end: number): void {
    const image = this.#image
    source.fill(buffer, this.#source, this.#slotBytes, begin, end)
    new Uint32Array(buffer, JOB, 16).set([
      image.inputs,
      image.slots.length,
      this.#source,
      this.#slotBytes,
      end - begin,
      image.trees,
      image.treeCount,
      image.outputs,
      image.initial,
      image.single ? 1 : 0,
      image.average ? 1 : 0,
      this.#results,
      this.#rooms,
      this.#roomBytes,
      image.columns * BLOCK,
      this.#members,
    ])
  }

  /** Copies the scores of a chunk to those of all rows, rows x outputs. */
  read(buffer: ArrayBufferLike, scores: Float64Array, begin: number, end: number): void {
    const { outputs } = this.#image
    scores.set(new Float64Array(buffer, this.#results, (end - begin) * outputs), begin * outputs)
  }

  get #slotBytes(): number {
    return this.chunkRows * SLOT_ROW
  }
}

function aligned(address: number): number {
  return Math.ceil(address / LINE) * LINE
}
