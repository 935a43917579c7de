import { BLOCK } from '../trees/byte-columns.js'
import { type ChunkSource, SLOT_ROW } from '../trees/chunk-source.js'
import { IMAGE } from '../trees/scoring-image.js'
import type { ShapImage } from './shap-image.js'

/** Where kernels find the description of the work: `EXPLAINED` of `kernels/assembly/shared-scoring.ts`. */
export const SHAP_JOB = 2304

const LINE = 128
/** Room of a member before its tests: `TESTS` of `kernels/assembly/contributions.ts`. */
const MEMBER_ROOM = 2 * BLOCK + 8 * BLOCK * 8
/** Bytes of values and codes that are in a kernel's memory at a time, and rows. */
const CHUNK_BYTES = 32_000_000
const MOST_ROWS = 16_384

/** The parts of the work, each done by all members before the next begins. */
export interface ShapKernels {
  begin(job: number): void
  build(job: number): void
  look(job: number): void
  walk(job: number): void
}

/** Where everything stands in the memory of the explaining kernels: image, tables, source, codes, values, rooms. */
export class ShapJob {
  /** Rows explained at a time at most. */
  readonly chunkRows: number
  readonly size: number
  readonly #image: ShapImage
  readonly #members: number
  readonly #source: number
  readonly #codes: number
  readonly #values: number
  readonly #rooms: number
  readonly #roomBytes: number
  readonly #tables: boolean
  #built = false

  /** @param rows that there are to explain in all */
  constructor(image: ShapImage, rows: number, members: number) {
    this.#image = image
    this.#members = members
    this.#tables = image.units.length > 0 && rows >= image.rowsForTables
    const slots = image.slots.length
    const blockBytes = BLOCK * (2 * SLOT_ROW * slots + image.columns)
    const most = Math.min(CHUNK_BYTES / blockBytes, MOST_ROWS / BLOCK, Math.ceil(rows / BLOCK))
    const blocks = Math.max(1, Math.floor(most))
    this.chunkRows = blocks * BLOCK
    this.#source = aligned(IMAGE + image.bytes.length + (this.#tables ? image.tableBytes : 0))
    this.#codes = aligned(this.#source + slots * this.chunkRows * SLOT_ROW)
    this.#values = aligned(this.#codes + image.columns * this.chunkRows)
    this.#rooms = aligned(this.#values + slots * this.chunkRows * 8)
    this.#roomBytes = aligned(MEMBER_ROOM + image.testBytes + image.levelBytes)
    this.size = this.#rooms + members * this.#roomBytes
  }

  place(buffer: ArrayBufferLike): void {
    new Uint8Array(buffer).set(this.#image.bytes, IMAGE)
  }

  /** Explains a chunk of rows. */
  run(buffer: ArrayBufferLike, kernels: ShapKernels, source: ChunkSource, begin: number, end: number): void {
    const { units, treeCount } = this.#image
    source.fill(buffer, this.#source, this.chunkRows * SLOT_ROW, begin, end)
    this.#describe(buffer, end - begin, 0, treeCount)
    kernels.begin(SHAP_JOB)
    const tabled = this.#tables ? units[units.length - 1].end : 0
    for (const unit of this.#tables ? units : []) {
      this.#describe(buffer, end - begin, unit.first, unit.end)
      if (!this.#built) kernels.build(SHAP_JOB)
      // With a single unit its tables stay.
      this.#built = units.length === 1
      kernels.look(SHAP_JOB)
    }
    if (tabled === treeCount) return
    this.#describe(buffer, end - begin, tabled, treeCount)
    kernels.walk(SHAP_JOB)
  }

  /** Copies the values of a chunk to those of all rows, rows x inputs, each divided. */
  read(
    buffer: ArrayBufferLike,
    values: Float64Array,
    inputs: number,
    begin: number,
    end: number,
    divisor: number,
  ): void {
    const { slots } = this.#image
    for (let row = begin; row < end; row += BLOCK) {
      const rows = Math.min(BLOCK, end - row)
      slots.forEach((input, slot) => {
        const block = (row - begin) / BLOCK
        const column = new Float64Array(
          buffer,
          this.#values + (block * slots.length + slot) * BLOCK * 8,
          rows,
        )
        for (let i = 0; i < rows; i++) values[(row + i) * inputs + input] = column[i] / divisor
      })
    }
  }

  #describe(buffer: ArrayBufferLike, rows: number, first: number, end: number): void {
    const image = this.#image
    new Uint32Array(buffer, SHAP_JOB, 18).set([
      image.inputs,
      image.slots.length,
      this.#source,
      this.chunkRows * SLOT_ROW,
      rows,
      this.#codes,
      image.columns * BLOCK,
      this.#values,
      image.slots.length * BLOCK * 8,
      this.#rooms,
      this.#roomBytes,
      this.#members,
      image.single ? 1 : 0,
      image.trees,
      first,
      end,
      image.maskTests,
      image.testBytes,
    ])
  }
}

function aligned(address: number): number {
  return Math.ceil(address / LINE) * LINE
}
