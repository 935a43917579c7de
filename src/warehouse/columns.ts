import { type DataType, type RecordBatch, RecordBatchReader, Type, util, type Vector } from 'apache-arrow'
import type { Readable } from 'node:stream'

import type { Columns, ResultColumn } from './warehouse.js'

/** Settings under which the engine's Arrow is what `readColumns` reads. */
export const arrowSettings = {
  // apache-arrow for JavaScript reads no compressed batches.
  output_format_arrow_compression_method: 'none',
  output_format_arrow_low_cardinality_as_dictionary: '1',
  output_format_arrow_date_as_uint16: '0',
} as const

/**
 * Reads an Arrow stream into whole columns, batch by batch as they come, so that beside the result only one
 * batch is held. Numbers, booleans (0 and 1), decimals and times (milliseconds since 1970) become
 * `Float64Array`s with NaN for NULL; everything else becomes text with NULL as code -1. Integers beyond 2^53
 * lose their last digits.
 */
export async function readColumns(bytes: Readable): Promise<Columns> {
  let building: ColumnBuilder[] | undefined
  let rows = 0
  const streams = RecordBatchReader.readAll(bytes)
  for await (const stream of streams) {
    await stream.open()
    building ??= stream.schema.fields.map((field) => columnBuilder(field.name, field.type as DataType))
    for await (const batch of stream) {
      rows += batch.numRows
      appendBatch(building, batch)
    }
  }
  return { rows, columns: (building ?? []).map((column) => column.finish(rows)) }
}

function appendBatch(building: readonly ColumnBuilder[], batch: RecordBatch): void {
  building.forEach((column, index) => {
    const vector = batch.getChildAt(index)
    if (vector !== null) column.append(vector)
  })
}

interface ColumnBuilder {
  append(vector: Vector): void
  finish(rows: number): ResultColumn
}

function columnBuilder(name: string, type: DataType): ColumnBuilder {
  const convert = numberReader(type)
  return convert === undefined ? textBuilder(name) : numberBuilder(name, convert)
}

type ReadNumber = (value: never) => number

/** How a value of the type becomes a number; undefined when it does not. */
function numberReader(type: DataType): ReadNumber | undefined {
  switch (type.typeId) {
    case Type.Int:
    case Type.Float:
    case Type.Bool:
    case Type.Date:
    case Type.Timestamp:
      // apache-arrow gives dates and times as milliseconds.
      return Number
    case Type.Decimal: {
      const { scale } = type as unknown as { scale: number }
      return ((value: Uint32Array) => util.bigNumToNumber(util.BN.new(value, true), scale))
    }
    default:
      return undefined
  }
}

function numberBuilder(name: string, read: ReadNumber): ColumnBuilder {
  const chunks: Float64Array[] = []
  return {
    append(vector) {
      const chunk = new Float64Array(vector.length)
      for (let row = 0; row < chunk.length; row++) {
        const value = vector.get(row) as never
        chunk[row] = value === null ? NaN : read(value)
      }
      chunks.push(chunk)
    },
    finish(rows) {
      const values = new Float64Array(rows)
      join(values, chunks)
      return { name, kind: 'number', values }
    },
  }
}

function textBuilder(name: string): ColumnBuilder {
  const chunks: Int32Array[] = []
  const levels: string[] = []
  const codes = new Map<string, number>()
  return {
    append(vector) {
      const chunk = new Int32Array(vector.length)
      for (let row = 0; row < chunk.length; row++) {
        const value = vector.get(row) as { toString(): string } | null
        chunk[row] = value === null ? -1 : codeOf(value.toString(), codes, levels)
      }
      chunks.push(chunk)
    },
    finish(rows) {
      const joined = new Int32Array(rows)
      join(joined, chunks)
      return { name, kind: 'text', codes: joined, levels }
    },
  }
}

function codeOf(text: string, codes: Map<string, number>, levels: string[]): number {
  const known = codes.get(text)
  if (known !== undefined) return known
  const code = levels.push(text) - 1
  codes.set(text, code)
  return code
}

function join<Part extends Float64Array | Int32Array>(whole: Part, parts: Part[]): void {
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  parts.length = 0
}
