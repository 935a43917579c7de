import { Random } from '../../shared/random.js'
import type { CategoryColumn, Column, Frame, NumericColumn } from '../frame.js'
import type { ModelInput } from '../model.js'
import type { Serialised } from '../serialised.js'
import { frameRows } from '../split/rows.js'

/** Rows kept at most: explaining a row asks a model about this many rows mixed with it. */
const MOST_ROWS = 64
/** Levels a column of the background can name at most. */
const MOST_LEVELS = MOST_ROWS

/** A background as plain data; JSON has no NaN, so rows without a value are listed apart and have 0. */
export interface SerialisedBackground {
  readonly rows: number
  readonly columns: readonly (
    | {
        readonly kind: 'numeric'
        readonly name: string
        readonly values: readonly number[]
        readonly missing: readonly number[]
      }
    | {
        readonly kind: 'category'
        readonly name: string
        readonly codes: readonly number[]
        readonly levels: readonly string[]
      }
  )[]
}

/**
 * A few training rows that stand for all when a model is explained by asking it about mixed rows: up to 64, drawn
 * without replacement. Infinities become the largest numbers, levels that no drawn row has are left out, and so
 * the rows are the same after they were stored.
 * @param frame at least one row
 */
export function drawBackground(frame: Frame, seed: number): Frame {
  const rows = new Uint32Array(frame.rows).map((_, row) => row)
  const drawn = new Random(seed).shuffle(rows).slice(0, MOST_ROWS).sort()
  const { columns } = frameRows(frame, drawn)
  return {
    rows: drawn.length,
    columns: columns.map((column) =>
      column.kind === 'numeric' ? finiteNumbers(column) : usedLevels(column),
    ),
  }
}

function finiteNumbers({ name, values }: NumericColumn): Column {
  const most = Number.MAX_VALUE
  const finite = Float64Array.from(values, (value) => Math.min(most, Math.max(-most, value)) + 0)
  return { kind: 'numeric', name, values: finite }
}

function usedLevels({ name, codes, levels }: CategoryColumn): Column {
  const used = [...new Set(codes)].filter((code) => code >= 0).map((code) => levels[code])
  const places = new Map(used.map((level, code) => [level, code]))
  return {
    kind: 'category',
    name,
    codes: codes.map((code) => (code < 0 ? -1 : (places.get(levels[code]) ?? -1))),
    levels: used,
  }
}

export function storeBackground({ rows, columns }: Frame): SerialisedBackground {
  return {
    rows,
    columns: columns.map((column) => {
      const { kind, name } = column
      if (kind === 'category') return { kind, name, codes: [...column.codes], levels: column.levels }
      const values = Array.from(column.values)
      return {
        kind,
        name,
        values: values.map((value) => (Number.isNaN(value) ? 0 : value)),
        missing: values.flatMap((value, row) => (Number.isNaN(value) ? [row] : [])),
      }
    }),
  }
}

/**
 * @param inputs of the model: the columns there have to be, in order
 * @throws ForetellError `MODEL_UNREADABLE`
 */
export function readBackground(json: Serialised, inputs: readonly ModelInput[]): Frame {
  const rows = json.at('rows').integer(1, MOST_ROWS)
  const columns = json.at('columns').items(inputs.length)
  if (columns.length < inputs.length) throw json.at('columns').not('a column for each input')
  return { rows, columns: columns.map((column, at) => readColumn(column, inputs[at], rows)) }
}

function readColumn(json: Serialised, input: ModelInput, rows: number): Column {
  const name = json.at('name').oneOf([input.name])
  if (json.at('kind').oneOf([input.kind]) === 'category') {
    const levels = json.at('levels').distinctTexts(MOST_LEVELS)
    return {
      kind: 'category',
      name,
      codes: json.at('codes').integers(rows, -1, levels.length - 1),
      levels,
    }
  }
  const values = json.at('values').numbers(rows)
  for (const row of json.at('missing').integers({ most: rows }, 0, rows - 1)) values[row] = NaN
  return { kind: 'numeric', name, values }
}
