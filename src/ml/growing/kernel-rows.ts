import type { Random } from '../../shared/random.js'
import { columnsOf } from '../frame-check.js'
import type { CategoryColumn, Column, Dataset, Frame, NumericColumn } from '../frame.js'
import {
  type CategoryCoding,
  codeCount,
  type Coding,
  missingCode,
  type NumericCoding,
} from '../trees/coding.js'
import { type BinningLimits, categoryBins, numericBins } from './binning.js'
import { drawRows } from './drawing.js'
import type { Derivatives, GrowthRows } from './growth-rows.js'
import { KernelEngine } from './kernel-engine.js'
import { FitMemory } from './kernel-memory.js'
import { BINS, type DerivedLoss, operations, TABLE_OFFSET } from './kernel-plan.js'
import type { GrowthLimits } from './limits.js'

export interface RowsOptions {
  readonly binning: BinningLimits
  readonly limits: GrowthLimits
  readonly outputs: number
  readonly threads: number
  readonly random: Random
  /** Rows whose scores follow, but that nothing is learned from. */
  readonly validation?: Frame | undefined
  /** Called after each column with the share of them that is done; may throw to stop. */
  readonly pause: (share: number) => Promise<void>
}

/**
 * Codes rows for kernels to grow trees on.
 * @param data checked
 * @throws ForetellError `COLUMN_MISSING`, `COLUMN_KIND` (validation); `DATASET_INVALID` when they need more than 4 GiB
 */
export async function kernelRows(data: Dataset, options: RowsOptions): Promise<GrowthRows> {
  const { frame, target, weights } = data
  const memory = new FitMemory(sizeOf(data, options))
  try {
    memory.doubles(memory.at('targets'), frame.rows).set(target)
    if (weights !== undefined) memory.doubles(memory.at('weights'), frame.rows).set(weights)
    const codings = await findCodings(memory, frame, options)
    await codeFrames(memory, codings, frame, options)
    const populated = codings.map((_, column) => populatedCodes(memory, column))
    writeFacts(memory, codings, populated, options.limits)
    memory.panels.forEach(({ columns }, panel) => {
      memory.words(memory.at('orders'), 2).set([panel, columns])
      memory.run(operations.fillPanel)
    })
    return new KernelRows(
      memory,
      codings,
      populated,
      options.limits,
      weights?.reduce((a, b) => a + b),
    )
  } catch (error) {
    memory.dismiss()
    throw error
  }
}

class KernelRows implements GrowthRows {
  readonly rows: number
  readonly validationRows: number
  readonly codings: readonly Coding[]
  readonly splittable: readonly number[]
  readonly engine: KernelEngine
  readonly #memory: FitMemory

  constructor(
    memory: FitMemory,
    codings: readonly Coding[],
    populated: readonly number[],
    limits: GrowthLimits,
    totalWeight: number | undefined,
  ) {
    this.#memory = memory
    this.rows = memory.size.rows
    this.validationRows = memory.size.validationRows
    this.codings = codings
    this.splittable = populated.flatMap((codes, column) => (codes > 1 ? [column] : []))
    this.engine = new KernelEngine(memory, codings, limits, totalWeight)
  }

  scores(output: number): Float64Array {
    return this.#memory.doubles(this.#memory.output(output).scores, this.rows + this.validationRows)
  }

  derivatives(output: number): Derivatives {
    const { gradients, hessians } = this.#memory.output(output)
    return {
      gradients: this.#memory.singles(gradients, this.rows),
      hessians: this.#memory.singles(hessians, this.rows),
    }
  }

  derive(loss: DerivedLoss): void {
    const { gradients, hessians, scores } = this.#memory.output(0)
    this.#memory.plan('gradients', gradients)
    this.#memory.plan('hessians', hessians)
    this.#memory.plan('scores', scores)
    this.#memory.run(operations[loss])
  }

  close(): void {
    this.#memory.dismiss()
  }
}

function sizeOf(
  { frame, weights }: Dataset,
  options: RowsOptions,
): ConstructorParameters<typeof FitMemory>[0] {
  const { binning, limits, outputs, threads, validation } = options
  const levels = frame.columns.map((column) => (column.kind === 'category' ? column.levels.length : 0))
  // Levels of the validation rows are staged too.
  const others = (validation?.columns ?? []).map((column) =>
    column.kind === 'category' ? column.levels.length : 0,
  )
  return {
    rows: frame.rows,
    validationRows: validation?.rows ?? 0,
    outputs,
    codes: frame.columns.map((column) =>
      Math.min(
        BINS,
        1 +
          (column.kind === 'numeric'
            ? binning.maxBin
            : Math.max(2, Math.min(column.levels.length, binning.maxBin)) + 1),
      ),
    ),
    mostLevels: Math.max(0, ...levels, ...others),
    weighted: weights !== undefined,
    numLeaves: limits.numLeaves,
    batch: limits.growPolicy === 'depth' ? DEPTH_BATCH : 1,
    histogramBytes: limits.histogramPoolSize * 2 ** 20,
    sample: Math.min(frame.rows, binning.binConstructSampleCnt),
    threads,
  }
}

/** Nodes of a level that are parted at a time. */
const DEPTH_BATCH = 16

async function findCodings(
  memory: FitMemory,
  frame: Frame,
  { binning, random, pause }: RowsOptions,
): Promise<Coding[]> {
  const sample =
    memory.size.sample < frame.rows ? drawRows(frame.rows, memory.size.sample, random) : undefined
  const codings: Coding[] = frame.columns.map((column) =>
    column.kind === 'category'
      ? categoryBins(column, binning)
      : { kind: 'numeric', name: column.name, thresholds: new Float64Array(0) },
  )
  const numeric = frame.columns.flatMap((column, i) => (column.kind === 'numeric' ? [i] : []))
  for (let done = 0; done < numeric.length; done += memory.members) {
    const some = numeric.slice(done, done + memory.members)
    const counts = some.map((column, list) =>
      stageSample(memory, frame.columns[column] as NumericColumn, sample, list),
    )
    memory
      .words(memory.at('orders'), 1 + 3 * some.length)
      .set([
        some.length,
        ...counts.flatMap((count, list) => [memory.list(list).numbers, count, memory.list(list).room]),
      ])
    memory.run(operations.sortLists)
    some.forEach((column, list) => {
      const known = memory.doubles(memory.list(list).numbers, counts[list])
      codings[column] = numericBins(
        frame.columns[column].name,
        known,
        counts[list] < memory.size.sample,
        binning,
      )
    })
    await pause((0.5 * done) / numeric.length)
  }
  return codings
}

/** Brings the known values of a sample to where they are sorted. @returns how many they are */
function stageSample(
  memory: FitMemory,
  { values }: NumericColumn,
  sample: Int32Array | undefined,
  list: number,
): number {
  const into = memory.doubles(memory.list(list).numbers, memory.size.sample)
  let count = 0
  for (let i = 0; i < into.length; i++) {
    const value = values[sample === undefined ? i : sample[i]]
    if (!Number.isNaN(value)) into[count++] = value
  }
  return count
}

async function codeFrames(
  memory: FitMemory,
  codings: readonly Coding[],
  frame: Frame,
  { validation, pause }: RowsOptions,
): Promise<void> {
  const others = validation === undefined ? undefined : columnsOf(codings, validation)
  for (const [i, coding] of codings.entries()) {
    codeColumn(memory, coding, i, frame.columns[i], 0)
    if (others !== undefined) codeColumn(memory, coding, i, others[i], frame.rows)
    await pause(0.5 + (0.5 * i) / codings.length)
  }
}

function codeColumn(
  memory: FitMemory,
  coding: Coding,
  index: number,
  column: Column,
  firstRow: number,
): void {
  const rows = column.kind === 'numeric' ? column.values.length : column.codes.length
  if (coding.kind === 'numeric') writeLadder(memory, coding)
  else writeLevels(memory, coding, (column as CategoryColumn).levels)
  for (let begin = 0; begin < rows; begin += memory.stagedRows) {
    const count = Math.min(memory.stagedRows, rows - begin)
    if (column.kind === 'numeric') {
      memory.doubles(memory.at('stage'), count).set(column.values.subarray(begin, begin + count))
    } else {
      memory.words(memory.at('stage'), count).set(column.codes.subarray(begin, begin + count))
    }
    memory.words(memory.at('orders'), 4).set([index, firstRow + begin, count, missingCode(coding)])
    memory.run(column.kind === 'numeric' ? operations.codeNumbers : operations.codeLevels)
  }
}

/** Writes as many thresholds as eight halving steps tell apart. */
function writeLadder(memory: FitMemory, { thresholds }: NumericCoding): void {
  const ladder = memory.doubles(memory.at('orders') + TABLE_OFFSET, BINS - 1)
  ladder.fill(Infinity)
  ladder.set(thresholds)
}

/** Writes the code of each level of a frame, that of missing first. */
function writeLevels(memory: FitMemory, coding: CategoryCoding, levels: readonly string[]): void {
  const codeOfName = new Map(coding.levels.map((level, i) => [level, i + 1]))
  memory
    .words(memory.at('orders') + TABLE_OFFSET, levels.length + 1)
    .set([missingCode(coding), ...levels.map((level) => codeOfName.get(level) ?? 0)])
}

/** How many different codes a column has in the rows that are learned from. */
function populatedCodes(memory: FitMemory, column: number): number {
  memory.words(memory.at('orders'), 1)[0] = column
  memory.run(operations.findPopulated)
  const flags = memory.bytes(memory.at('results'), BINS * memory.members)
  let populated = 0
  for (let code = 0; code < BINS; code++) {
    for (let member = 0; member < memory.members; member++) {
      if (flags[BINS * member + code] === 1) {
        populated++
        break
      }
    }
  }
  return populated
}

function writeFacts(
  memory: FitMemory,
  codings: readonly Coding[],
  populated: readonly number[],
  { monotone }: GrowthLimits,
): void {
  let start = 0
  const facts = codings.flatMap((coding, column) => {
    const begin = start
    start += 8 * codeCount(coding)
    return coding.kind === 'numeric'
      ? [codeCount(coding), begin, 0, monotone[column]]
      : [codeCount(coding), begin, 1, populated[column]]
  })
  memory.words(memory.at('columnFacts'), facts.length).set(facts)
}
