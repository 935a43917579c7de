import { ForetellError } from '../../shared/errors.js'
import { module } from '../kernels/generated/training.js'
import { Layout } from '../kernels/layout.js'
import { compileModule, memoryOf } from '../kernels/module.js'
import { Team, type TeamExports } from '../kernels/team.js'
import {
  BINS,
  BLOCK_ROWS,
  NODE_BYTES,
  type operations,
  PLAN,
  type PlanField,
  planFields,
  SORTING_BYTES,
  SORTING_ROOM,
  TABLE_OFFSET,
  TREE_NODE_BYTES,
} from './kernel-plan.js'

/** How large a fit is: what its memory must hold. */
export interface FitSize {
  /** Rows that are learned from. */
  readonly rows: number
  /** Rows that only follow: their scores stand behind the others'. */
  readonly validationRows: number
  readonly outputs: number
  /** By column how many codes it has at most. */
  readonly codes: readonly number[]
  /** Levels of the column that has most. */
  readonly mostLevels: number
  readonly weighted: boolean
  readonly numLeaves: number
  /** Nodes that are parted at a time. */
  readonly batch: number
  /** Bytes that kept histograms may take. */
  readonly histogramBytes: number
  /** Values of a column that bins are found from. */
  readonly sample: number
  readonly threads: number
}

/** Values brought into the memory at a time. */
const STAGED_ROWS = 131_072

/** The shared memory of a fit, where each part of it lies, and the team that works on it. */
export class FitMemory {
  readonly size: FitSize
  readonly members: number
  readonly panels: readonly Panel[]
  /** Histograms that can be kept. */
  readonly slots: number
  readonly stagedRows: number
  readonly #team: Team<TeamExports>
  readonly #memory: WebAssembly.Memory
  readonly #at: Record<PlanField, number>
  /** Room to sort a list for each member: the numbers, and as much again. */
  readonly #lists: number
  readonly #plan: Uint32Array
  readonly #orderLength: number
  readonly #resultLength: number

  constructor(size: FitSize) {
    this.size = size
    this.members = size.threads
    this.panels = panelsOf(size.codes.length)
    const slotBytes = 8 * size.codes.reduce((sum, codes) => sum + codes, 0)
    const wanted = size.numLeaves + 2 * size.batch
    const affordable = Math.floor(size.histogramBytes / Math.max(1, slotBytes))
    this.slots = Math.max(2 * size.batch, Math.min(wanted, affordable))
    this.stagedRows = Math.min(STAGED_ROWS, Math.max(size.rows, size.validationRows))

    const nodes = 2 * size.numLeaves - 1
    this.#orderLength = this.#orderBytes(nodes)
    this.#resultLength = this.#resultBytes()
    const layout = new Layout()
    layout.take(4 * planFields.length)
    this.#lists = layout.take(16 * size.sample * this.members)
    this.#at = this.#layOut(layout, slotBytes)
    if (layout.size > MOST_BYTES) throw tooLarge(size, layout.size)
    this.#memory = memoryOf(layout.size, true)
    this.#plan = new Uint32Array(this.#memory.buffer, PLAN, planFields.length)
    planFields.forEach((field, i) => (this.#plan[i] = this.#at[field]))
    this.#writePanels()
    this.#team = new Team<TeamExports>(compileModule(module), this.#memory, this.members)
  }

  run(operation: (typeof operations)[keyof typeof operations]): void {
    this.#team.run(operation)
  }

  dismiss(): void {
    this.#team.dismiss()
  }

  at(field: PlanField): number {
    return this.#at[field]
  }

  /** Changes a word of the plan. */
  plan(field: PlanField, value: number): void {
    this.#plan[planFields.indexOf(field)] = value
  }

  /** All bytes of a part, little-endian. */
  view(field: 'orders' | 'results'): DataView {
    const length = field === 'orders' ? this.#orderLength : this.#resultLength
    return new DataView(this.#memory.buffer, this.#at[field], length)
  }

  words(address: number, length: number): Int32Array {
    return new Int32Array(this.#memory.buffer, address, length)
  }

  bytes(address: number, length: number): Uint8Array {
    return new Uint8Array(this.#memory.buffer, address, length)
  }

  doubles(address: number, length: number): Float64Array {
    return new Float64Array(this.#memory.buffer, address, length)
  }

  singles(address: number, length: number): Float32Array {
    return new Float32Array(this.#memory.buffer, address, length)
  }

  longs(address: number, length: number): BigInt64Array {
    return new BigInt64Array(this.#memory.buffer, address, length)
  }

  /** Where one of the lists to sort stands, and where its room. */
  list(member: number): { readonly numbers: number; readonly room: number } {
    const numbers = this.#lists + 16 * this.size.sample * member
    return { numbers, room: numbers + 8 * this.size.sample }
  }

  /** Addresses of an output's derivatives and scores. */
  output(index: number): { readonly gradients: number; readonly hessians: number; readonly scores: number } {
    const { rows, validationRows } = this.size
    return {
      gradients: this.#at.gradients + index * padded(4 * rows),
      hessians: this.#at.hessians + index * padded(4 * rows),
      scores: this.#at.scores + index * padded(8 * (rows + validationRows)),
    }
  }

  #layOut(layout: Layout, slotBytes: number): Record<PlanField, number> {
    const { rows, validationRows, outputs, codes, weighted, numLeaves, batch } = this.size
    const columns = codes.length
    const nodes = 2 * numLeaves - 1
    const columnBytes = padded(rows + validationRows)
    // Columns are counted in fours, of which the last may reach beyond the columns there are.
    const accumulatorBytes = 8 * BINS * 4 * Math.ceil(columns / 4)
    const searched = 2 * batch
    return {
      members: this.members,
      rows,
      columnBytes,
      codes: layout.take(columns * columnBytes),
      panels: this.#takePanels(layout),
      gradients: layout.take(outputs * padded(4 * rows)),
      hessians: layout.take(outputs * padded(4 * rows)),
      counts: layout.take(rows),
      packed: layout.take(8 * rows),
      scores: layout.take(outputs * padded(8 * (rows + validationRows))),
      targets: layout.take(8 * rows),
      weights: weighted ? layout.take(8 * rows) : 0,
      nodeRows: layout.take(4 * rows),
      partingRows: layout.take(4 * rows),
      ranges: layout.take(8 * nodes * this.members),
      accumulators: layout.take(accumulatorBytes * searched * this.members),
      accumulatorBytes,
      slots: layout.take(slotBytes * this.slots),
      slotBytes,
      columnFacts: layout.take(16 * columns),
      activeColumns: layout.take(4 * columns),
      activeCount: 0,
      groups: layout.take(12 * (columns + 1)),
      groupCount: 0,
      orders: layout.take(this.#orderLength),
      results: layout.take(this.#resultLength),
      scratch: layout.take(16_384 * this.members),
      limits: layout.take(128),
      stage: layout.take(8 * this.stagedRows),
      sides: layout.take(BINS * Math.max(numLeaves, batch)),
    }
  }

  #resultBytes(): number {
    const { rows, numLeaves, batch } = this.size
    const each = Math.max(BINS, 24 * numLeaves, NODE_BYTES * 2 * batch)
    return Math.max(16 * Math.ceil(rows / BLOCK_ROWS), each * this.members)
  }

  #orderBytes(nodes: number): number {
    const columns = this.size.codes.length
    const searched = 2 * this.size.batch
    return Math.max(
      TABLE_OFFSET + Math.max(8 * BINS, 4 * (this.size.mostLevels + 1)),
      SORTING_ROOM + SORTING_BYTES * this.members,
      16 + TREE_NODE_BYTES * nodes,
      32 + 12 * nodes,
      // Searches: sums, nodes, and a list of columns for each.
      64 + searched * (12 + NODE_BYTES + padded(columns)),
    )
  }

  #takePanels(layout: Layout): number {
    const table = layout.take(12 * Math.max(1, this.panels.length))
    for (const panel of this.panels) panel.address = layout.take(panel.width * this.size.rows)
    return table
  }

  #writePanels(): void {
    const table = this.words(this.#at.panels, 3 * this.panels.length)
    this.panels.forEach(({ address, width, first }, i) => table.set([address, width, first], 3 * i))
  }
}

/** Up to 32 columns whose codes stand together row by row. */
export interface Panel {
  address: number
  /** Bytes of a row: 8, 16 or 32. */
  readonly width: number
  readonly first: number
  readonly columns: number
}

const PANEL_COLUMNS = 32

function panelsOf(columns: number): Panel[] {
  return Array.from({ length: Math.ceil(columns / PANEL_COLUMNS) }, (_, i) => {
    const first = i * PANEL_COLUMNS
    const count = Math.min(PANEL_COLUMNS, columns - first)
    return { address: 0, width: count <= 8 ? 8 : count <= 16 ? 16 : 32, first, columns: count }
  })
}

/** What 32-bit addresses reach. */
const MOST_BYTES = 2 ** 32

function tooLarge({ rows, codes }: FitSize, bytes: number): ForetellError {
  const gib = (bytes / 2 ** 30).toFixed(1)
  return new ForetellError('DATASET_INVALID', {
    values: {
      expected: 'a table that trees can be grown on within 4 GiB',
      got: `${rows} rows of ${codes.length} columns, which take ${gib} GiB`,
    },
  })
}

/** Whole cache lines. */
function padded(bytes: number): number {
  return Math.ceil(bytes / 128) * 128
}
