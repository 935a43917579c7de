import type { Column, Dataset, Frame } from '../frame.js'

/**
 * Some rows of a frame, in the order given; a row may be taken more than once. Levels of categories stay as they
 * are, so codes keep their meaning.
 * @param rows row numbers below `frame.rows`
 */
export function frameRows(frame: Frame, rows: Uint32Array): Frame {
  return { rows: rows.length, columns: frame.columns.map((column) => columnRows(column, rows)) }
}

/** Some rows of what is learned from, in the order given. */
export function datasetRows(data: Dataset, rows: Uint32Array): Dataset {
  const { frame, target, upper, weights } = data
  return {
    frame: frameRows(frame, rows),
    target: take(target, rows),
    ...(upper === undefined ? {} : { upper: take(upper, rows) }),
    ...(weights === undefined ? {} : { weights: take(weights, rows) }),
  }
}

function columnRows(column: Column, rows: Uint32Array): Column {
  if (column.kind === 'category') {
    const codes = new Int32Array(rows.length)
    for (let i = 0; i < rows.length; i++) codes[i] = column.codes[rows[i]]
    return { ...column, codes }
  }
  return { ...column, values: take(column.values, rows) }
}

function take(values: Float64Array, rows: Uint32Array): Float64Array {
  const taken = new Float64Array(rows.length)
  for (let i = 0; i < rows.length; i++) taken[i] = values[rows[i]]
  return taken
}
