import type { Feature } from '../../features/feature.js'
import type { Column, Frame } from '../../ml/frame.js'
import { ForetellError } from '../../shared/errors.js'

/** A tensor as the Open Inference Protocol sends it. */
export interface Tensor {
  readonly name: string
  readonly shape: readonly number[]
  readonly datatype: string
  readonly data: readonly unknown[]
}

/** Element types of the protocol; BYTES is text. */
export const datatypes = [
  'BOOL',
  'UINT8',
  'UINT16',
  'UINT32',
  'UINT64',
  'INT8',
  'INT16',
  'INT32',
  'INT64',
  'FP16',
  'FP32',
  'FP64',
  'BYTES',
] as const

/**
 * Rows of a model's features from tensors: one tensor a feature, of shape [rows] or [rows, 1]; or a single tensor of
 * shape [rows, features] with all of them in the model's order. What no tensor gives is missing.
 * @throws ForetellError `REQUEST_INVALID`
 */
export function frameOfTensors(tensors: readonly Tensor[], features: readonly Feature[]): Frame {
  const names = new Set(features.map(({ name }) => name))
  const [first] = tensors
  if (first === undefined) throw invalid('inputs', 'expected at least one tensor')
  tensors.forEach(requireWhole)
  if (tensors.length === 1 && !names.has(first.name)) return frameOfMatrix(first, features)
  const rows = first.shape[0]
  const given = new Map<string, Tensor>()
  for (const tensor of tensors) {
    const { name, shape } = tensor
    if (!names.has(name)) throw invalid(`inputs/${name}`, 'is not a feature of the model')
    if (given.has(name)) throw invalid(`inputs/${name}`, 'stands twice')
    if (shape[0] !== rows || elements(shape) !== rows) {
      throw invalid(`inputs/${name}`, `expected the shape [${rows}] or [${rows}, 1]`)
    }
    given.set(name, tensor)
  }
  return columnsOf(features, rows, (feature, row) => given.get(feature.name)?.data[row])
}

function frameOfMatrix({ name, shape, data }: Tensor, features: readonly Feature[]): Frame {
  const [rows, width] = shape
  if (shape.length !== 2 || width !== features.length) {
    throw invalid(
      `inputs/${name}`,
      `expected the shape [rows, ${features.length}], or one tensor for each feature`,
    )
  }
  return columnsOf(features, rows, (_feature, row, index) => data[row * width + index])
}

function requireWhole({ name, shape, data }: Tensor): void {
  if (elements(shape) !== data.length) {
    throw invalid(`inputs/${name}`, `expected ${elements(shape)} elements for its shape, got ${data.length}`)
  }
}

function elements(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1)
}

/**
 * A frame of single values: numbers, booleans as 1 and 0, texts, null for missing.
 * @param at the value of a feature in a row; undefined and null are missing
 * @throws ForetellError `REQUEST_INVALID` where a number is expected and something else stands
 */
export function columnsOf(
  features: readonly Feature[],
  rows: number,
  at: (feature: Feature, row: number, index: number) => unknown,
): Frame {
  const columns = features.map((feature, index): Column => {
    const value = (row: number): unknown => at(feature, row, index) ?? null
    return feature.kind === 'numeric'
      ? { kind: 'numeric', name: feature.name, values: numbers(feature.name, rows, value) }
      : { kind: 'category', name: feature.name, ...levels(feature.name, rows, value) }
  })
  return { rows, columns }
}

function numbers(name: string, rows: number, at: (row: number) => unknown): Float64Array {
  const values = new Float64Array(rows)
  for (let row = 0; row < rows; row++) {
    const value = at(row)
    if (value === null) values[row] = NaN
    else if (typeof value === 'boolean') values[row] = Number(value)
    else if (typeof value === 'number' && Number.isFinite(value)) values[row] = value
    else throw invalid(name, `expected a number in row ${row}`)
  }
  return values
}

function levels(
  name: string,
  rows: number,
  at: (row: number) => unknown,
): { readonly codes: Int32Array; readonly levels: readonly string[] } {
  const known = new Map<string, number>()
  const codes = new Int32Array(rows).fill(-1)
  for (let row = 0; row < rows; row++) {
    const value = at(row)
    if (value === null) continue
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
      throw invalid(name, `expected a text in row ${row}`)
    }
    const level = String(value)
    const code = known.get(level) ?? known.size
    known.set(level, code)
    codes[row] = code
  }
  return { codes, levels: [...known.keys()] }
}

export function invalid(where: string, problem: string): ForetellError {
  return new ForetellError('REQUEST_INVALID', { values: { where, problem } })
}
