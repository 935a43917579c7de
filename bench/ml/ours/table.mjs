import { closeSync, openSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Part of a table as a `Dataset`.
 * @param part `train` or `test`
 * @param most only the first rows, where there are more
 */
export function readTable(folder, part, most = Infinity) {
  const { inputs, trainRows, testRows } = JSON.parse(readFileSync(join(folder, 'table.json'), 'utf8'))
  const stored = part === 'train' ? trainRows : testRows
  const rows = Math.min(stored, most)
  const file = openSync(join(folder, `${part}.f64`), 'r')
  const read = (column) => {
    const values = new Float64Array(rows)
    readSync(file, new Uint8Array(values.buffer), 0, 8 * rows, 8 * stored * column)
    return values
  }
  const columns = inputs.map(({ name, levels }, at) => {
    const values = read(at)
    if (levels === 0) return { kind: 'numeric', name, values }
    const codes = Int32Array.from(values, (code) => (Number.isNaN(code) ? -1 : code))
    return { kind: 'category', name, codes, levels: Array.from({ length: levels }, (_, i) => String(i)) }
  })
  const target = read(inputs.length)
  closeSync(file)
  return { frame: { rows, columns }, target }
}

/** Some rows of a dataset. */
export function rowsOf({ frame, target }, rows) {
  return {
    frame: {
      rows: rows.length,
      columns: frame.columns.map((column) =>
        column.kind === 'numeric'
          ? { ...column, values: Float64Array.from(rows, (row) => column.values[row]) }
          : { ...column, codes: Int32Array.from(rows, (row) => column.codes[row]) },
      ),
    },
    target: Float64Array.from(rows, (row) => target[row]),
  }
}
