/** Charts made of characters, for terminals and logs. All of them are pure text and hold no colour. */

const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉']

/**
 * A horizontal bar.
 * @param share of the full width; held within [0, 1], not a number draws nothing
 */
export function bar(share: number, columns: number): string {
  const filled = Math.round(Math.min(1, Math.max(0, Number.isFinite(share) ? share : 0)) * columns * 8)
  return '█'.repeat(Math.floor(filled / 8)) + (eighths[filled % 8] ?? '')
}

export interface Mark {
  readonly low: number
  readonly high: number
  readonly value: number
  /** Drawn as `|`: what the value is compared with. */
  readonly reference: number
}

/**
 * An interval on an axis from 0 to `maximum`: `--o--` with `|` where the reference lies, `O` where the two
 * fall together.
 */
export function intervalLine(
  { low, high, value, reference }: Mark,
  maximum: number,
  columns: number,
): string {
  const place = (number: number): number =>
    Math.round(Math.min(1, Math.max(0, maximum > 0 ? number / maximum : 0)) * (columns - 1))
  const cells: string[] = Array.from({ length: columns }, (_, index) =>
    index >= place(low) && index <= place(high) ? '-' : ' ',
  )
  cells[place(reference)] = '|'
  cells[place(value)] = place(value) === place(reference) ? 'O' : 'o'
  return cells.join('').trimEnd()
}
