import { width } from './paint.js'

export interface TableColumn {
  readonly title: string
  /** Default left. */
  readonly align?: 'left' | 'right'
}

/**
 * Rows under titles, every column as wide as its widest cell, two spaces between them and before the first.
 * Colours in cells do not count. A text without rows is the titles alone.
 */
export function textTable(columns: readonly TableColumn[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map(({ title }, index) =>
    Math.max(width(title), ...rows.map((row) => width(row[index] ?? ''))),
  )
  const line = (cells: readonly string[]): string =>
    `  ${cells.map((cell, index) => padded(cell, widths[index] ?? 0, columns[index]?.align)).join('  ')}`.trimEnd()
  return [columns.map(({ title }) => title), ...rows].map(line).join('\n')
}

/** `key  value` lines, the values under each other. */
export function pairs(entries: readonly (readonly [name: string, value: string])[]): string {
  const widest = Math.max(0, ...entries.map(([name]) => width(name)))
  return entries.map(([name, value]) => `  ${padded(name, widest)}  ${value}`.trimEnd()).join('\n')
}

function padded(cell: string, columns: number, align: TableColumn['align'] = 'left'): string {
  const space = ' '.repeat(Math.max(0, columns - width(cell)))
  return align === 'right' ? `${space}${cell}` : `${cell}${space}`
}
