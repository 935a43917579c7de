import type { Columns, ResultColumn } from '../../warehouse/warehouse.js'
import { type Frame, textIn, type Value } from './value.js'

export interface RowReader {
  /**
   * Puts the row's values, without its id, at their places in the frame.
   * @returns the id
   */
  into(frame: Frame, places: readonly number[], row: number): string
}

/** Reads a result whose first column is the id of an entity. NULL is null: no number that is stored is NaN. */
export function rowReader({ columns: [ids, ...columns] }: Columns): RowReader {
  const idOf = valueReader(ids)
  const readers = columns.map(valueReader)
  return {
    into(frame, places, row) {
      for (let column = 0; column < places.length; column++) frame[places[column]] = readers[column](row)
      return textIn(idOf(row))
    },
  }
}

function valueReader(column: ResultColumn): (row: number) => Value {
  if (column.kind === 'number') {
    const { values } = column
    return (row) => (Number.isNaN(values[row]) ? null : values[row])
  }
  const { codes, levels } = column
  return (row) => (codes[row] < 0 ? null : levels[codes[row]])
}
