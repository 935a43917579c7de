import { ForetellError } from '../../shared/errors.js'
import type { ModelInput } from '../model.js'
import type { CategoryCoding, Coding } from './coding.js'
import { type KernelMemory, scoringKernels } from './kernel-memory.js'
import { RowSlots, SLOT } from './row-slots.js'
import { IMAGE, rowScoringImage, type ScoringImage } from './scoring-image.js'
import { JOB } from './scoring-job.js'
import type { TreeModel } from './tree-model.js'

const LINE = 128

/**
 * Scores one row after the other, in microseconds and without allocating anything: set `values`, call `score`, read
 * `predictions`. Not to be shared between what runs at the same time.
 */
export class RowScorer {
  readonly inputs: readonly ModelInput[]
  /**
   * One number an input, in their order; all missing at first. Numbers stand for themselves and NaN is missing. A
   * level stands as its `levelCode`.
   */
  readonly values: Float64Array
  /** Of the row scored last, one an output, before the link. */
  readonly scores: Float64Array
  /** Of the row scored last, as `predict` gives them. */
  readonly predictions: Float64Array
  readonly #model: TreeModel
  readonly #codings: readonly Coding[]
  readonly #places: ReadonlyMap<string, number>
  readonly #codes: ReadonlyMap<number, ReadonlyMap<string, number>>
  readonly #kernel: KernelMemory
  readonly #slots: RowSlots

  constructor(model: TreeModel) {
    const { codings } = model.ensemble
    const image = rowScoringImage(model.ensemble)
    this.#model = model
    this.#codings = codings
    this.inputs = model.inputs
    this.values = new Float64Array(codings.length).fill(NaN)
    this.predictions = new Float64Array(model.outputs)
    this.#places = new Map(codings.map(({ name }, input) => [name, input]))
    this.#codes = new Map(
      codings.flatMap((coding, input) => (coding.kind === 'category' ? [[input, codesOf(coding)]] : [])),
    )
    const { kernel, results, source } = placed(image)
    this.#kernel = kernel
    this.scores = new Float64Array(kernel.buffer, results, model.outputs)
    this.#slots = new RowSlots(codings, image.slots, kernel.buffer, source)
  }

  /**
   * Sets one input by its name. `null` is missing.
   * @throws ForetellError `COLUMN_MISSING` when the model has no such input; `COLUMN_KIND` when a name stands where
   *   a number should, or the other way round
   */
  set(name: string, value: number | string | null): void {
    const input = this.#places.get(name)
    if (input === undefined) {
      const kind = typeof value === 'string' ? 'category' : 'numeric'
      throw new ForetellError('COLUMN_MISSING', { values: { column: name, kind } })
    }
    if (value === null) this.values[input] = NaN
    else if (typeof value === 'string') this.values[input] = this.levelCode(input, value)
    else if (this.#codings[input].kind === 'numeric') this.values[input] = value
    else throw kindError(name, 'category', 'numeric')
  }

  /**
   * The number that stands for a level in `values`. Levels never seen share 0.
   * @param input its place among the inputs
   * @throws ForetellError `COLUMN_KIND` when the input has no levels
   */
  levelCode(input: number, level: string): number {
    const codes = this.#codes.get(input)
    if (codes === undefined) throw kindError(this.#codings[input].name, 'numeric', 'category')
    return codes.get(level) ?? 0
  }

  /** Scores `values`. */
  score(): void {
    this.#slots.fill(this.values)
    this.#kernel.kernels.scoreOne(JOB)
    this.predictions.set(this.scores)
    this.#model.toPredictions(this.predictions)
  }
}

/** @returns what scores single rows by a model */
export function rowScorer(model: TreeModel): RowScorer {
  return new RowScorer(model)
}

function kindError(column: string, expected: string, got: string): ForetellError {
  return new ForetellError('COLUMN_KIND', { values: { column, expected, got } })
}

function codesOf({ levels }: CategoryCoding): ReadonlyMap<string, number> {
  return new Map(levels.map((level, i) => [level, i + 1]))
}

/** A memory of its own with the model and the description of the row. */
function placed(image: ScoringImage): { kernel: KernelMemory; results: number; source: number } {
  const aligned = (address: number): number => Math.ceil(address / LINE) * LINE
  const source = aligned(IMAGE + image.bytes.length)
  const results = aligned(source + SLOT * image.slots.length)
  const codes = aligned(results + 8 * image.outputs)
  const kernel = scoringKernels(codes + image.columns)
  new Uint8Array(kernel.buffer).set(image.bytes, IMAGE)
  new Uint32Array(kernel.buffer, JOB, 16).set([
    image.inputs,
    image.slots.length,
    source,
    SLOT,
    1,
    image.trees,
    image.treeCount,
    image.outputs,
    image.initial,
    image.single ? 1 : 0,
    image.average ? 1 : 0,
    results,
    codes,
    0,
    image.columns,
    1,
  ])
  return { kernel, results, source }
}
