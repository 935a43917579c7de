import type { Readable } from 'node:stream'

import { type DataType, type RecordBatch, RecordBatchReader, TimeUnit, Type, type Vector } from 'apache-arrow'

import { ForetellError } from '../shared/errors.js'
import type { Columns, ResultColumn } from './warehouse.js'

/** Settings under which the engine's Arrow is what `readColumns` reads. */
export const arrowSettings = {
  // apache-arrow for JavaScript reads no compressed batches.
  output_format_arrow_compression_method: 'none',
  output_format_arrow_low_cardinality_as_dictionary: 1,
  output_format_arrow_string_as_string: 1,
  output_format_arrow_date_as_uint16: 0,
} as const

/**
 * Reads an Arrow stream into whole columns, batch by batch as they come, so that beside the result one batch is
 * held, and others get their turn between batches.
 *
 * - Integers, floats, decimals: numbers. Integers beyond 2^53 lose their last digits.
 * - Bool: 0 and 1. Enum: its number.
 * - Date, Date32, DateTime64: milliseconds since 1970 (a fraction below them is kept). DateTime without 64
 *   cannot be told from a number in Arrow and comes as seconds.
 * - String, LowCardinality(String), JSON: text.
 * - NULL: NaN in numbers, code -1 in text.
 *
 * @throws ForetellError `INTERNAL` for any other type: arrays, maps, tuples, UUIDs and wide integers are to be
 *   cast in the statement
 */
export async function readColumns(bytes: Readable): Promise<Columns> {
  let building: ColumnBuilder[] | undefined
  let rows = 0
  for await (const stream of RecordBatchReader.readAll(chunksOf(bytes))) {
    await stream.open()
    building ??= stream.schema.fields.map((field) => columnBuilder(field.name, field.type as DataType))
    for await (const batch of stream) {
      appendBatch(building, batch)
      rows += batch.numRows
    }
  }
  return { rows, columns: (building ?? []).map((column) => column.finish(rows)) }
}

/** Of a Node stream as such, apache-arrow would take an error for the end. */
async function* chunksOf(bytes: Readable): AsyncGenerator<Uint8Array> {
  yield* bytes as AsyncIterable<Uint8Array>
}

interface ColumnBuilder {
  append(vector: Vector): void
  finish(rows: number): ResultColumn
}

function appendBatch(building: readonly ColumnBuilder[], batch: RecordBatch): void {
  building.forEach((column, index) => {
    const vector = batch.getChildAt(index)
    if (vector !== null) column.append(vector)
  })
}

function columnBuilder(name: string, type: DataType): ColumnBuilder {
  if (isText(type)) return textBuilder(name)
  const read = numberReader(type)
  if (read !== undefined) return numberBuilder(name, read)
  throw new ForetellError('INTERNAL', {
    values: {
      what: `column ${name} of a result is ${Type[type.typeId]}, which is neither a number nor text`,
    },
  })
}

function isText(type: DataType): boolean {
  if (type.typeId !== Type.Dictionary) return type.typeId === Type.Utf8 || type.typeId === Type.LargeUtf8
  return isText((type as DataType & { readonly dictionary: DataType }).dictionary)
}

/** Gives a vector's values as numbers; what stands where a value is NULL does not matter. */
type ReadNumbers = (vector: Vector) => ArrayLike<number>

/** @returns undefined for a type that is no number */
function numberReader(type: DataType): ReadNumbers | undefined {
  switch (type.typeId) {
    case Type.Float:
    case Type.Int:
    case Type.Date:
      // 64-bit integers come as BigInt64Array, dates as milliseconds, the rest as the typed array itself, uncopied.
      return (vector) => numbersOf(vector.toArray() as ArrayLike<number> | ArrayLike<bigint>)
    case Type.Bool:
      return (vector) => Float64Array.from({ length: vector.length }, (_, row) => Number(vector.get(row)))
    case Type.Timestamp: {
      const scale = millisecondsIn[(type as DataType & { readonly unit: TimeUnit }).unit]
      return (vector) => numbersOf(vector.toArray() as BigInt64Array, scale)
    }
    case Type.Decimal: {
      const per = 10 ** (type as DataType & { readonly scale: number }).scale
      return (vector) => decimals(vector, per)
    }
    case Type.Null:
      return (vector) => new Float64Array(vector.length).fill(NaN)
    default:
      return undefined
  }
}

/** A fraction, so that both of its parts are exact. */
interface Scale {
  readonly times: number
  readonly per: number
}

const millisecondsIn: Readonly<Record<TimeUnit, Scale>> = {
  [TimeUnit.SECOND]: { times: 1e3, per: 1 },
  [TimeUnit.MILLISECOND]: { times: 1, per: 1 },
  [TimeUnit.MICROSECOND]: { times: 1, per: 1e3 },
  [TimeUnit.NANOSECOND]: { times: 1, per: 1e6 },
}

function numbersOf(values: ArrayLike<number> | ArrayLike<bigint>, scale?: Scale): ArrayLike<number> {
  if (scale === undefined && !isOfBigints(values)) return values
  const { times, per } = scale ?? { times: 1, per: 1 }
  const numbers = new Float64Array(values.length)
  for (let row = 0; row < numbers.length; row++) numbers[row] = (Number(values[row]) * times) / per
  return numbers
}

/** By its kind, for it may be empty. */
function isOfBigints(values: ArrayLike<number> | ArrayLike<bigint>): values is ArrayLike<bigint> {
  return values instanceof BigInt64Array || values instanceof BigUint64Array
}

/** A decimal is a signed integer of 128 bits, in words of 32, the lowest first. */
function decimals(vector: Vector, per: number): Float64Array {
  const numbers = new Float64Array(vector.length)
  for (let row = 0; row < numbers.length; row++) {
    const words = vector.get(row) as Uint32Array | null
    if (words === null) continue
    let value = 0n
    for (let word = words.length - 1; word >= 0; word--) value = (value << 32n) | BigInt(words[word])
    numbers[row] = Number(BigInt.asIntN(words.length * 32, value)) / per
  }
  return numbers
}

function numberBuilder(name: string, read: ReadNumbers): ColumnBuilder {
  const chunks: Float64Array[] = []
  return {
    append(vector) {
      const chunk = new Float64Array(read(vector))
      if (vector.nullCount > 0)
        for (let row = 0; row < chunk.length; row++) if (!vector.isValid(row)) chunk[row] = NaN
      chunks.push(chunk)
    },
    finish(rows) {
      return { name, kind: 'number', values: joined(new Float64Array(rows), chunks) }
    },
  }
}

function textBuilder(name: string): ColumnBuilder {
  const chunks: Int32Array[] = []
  const levels: string[] = []
  const known = new Map<string, number>()
  const codeOf = (text: string): number => {
    const code = known.get(text) ?? levels.length
    if (code === levels.length) {
      known.set(text, code)
      levels.push(text)
    }
    return code
  }
  return {
    append(vector) {
      const chunk = new Int32Array(vector.length)
      for (let row = 0; row < chunk.length; row++) {
        const value = vector.get(row) as string | null
        chunk[row] = value === null ? -1 : codeOf(value)
      }
      chunks.push(chunk)
    },
    finish(rows) {
      return { name, kind: 'text', codes: joined(new Int32Array(rows), chunks), levels }
    },
  }
}

/** Joins the parts and forgets them. */
function joined<Part extends Float64Array | Int32Array>(whole: Part, parts: Part[]): Part {
  let at = 0
  for (const part of parts.splice(0)) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
