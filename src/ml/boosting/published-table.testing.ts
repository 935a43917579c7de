import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'

import type { Column, Dataset } from '../frame.js'
import { areaUnderRoc } from '../metrics/roc.js'
import type { Learner } from '../model.js'
import { foldSplits, stratifiedFolds } from '../split/folds.js'
import { takeRows } from './dataset.testing.js'

const folder =
  process.env['FORETELL_DATASETS'] ?? fileURLToPath(new URL('../../../../shared/datasets', import.meta.url))

export function publishedFile(name: string): string {
  return `${folder}/${name}`
}

/**
 * Reads a comma-separated table without quotes, with a header. A column of numbers is numeric; empty and "?"
 * are missing.
 */
export function readPublished(
  name: string,
  target: { readonly column: string; readonly positive: string },
  ignored: readonly string[] = [],
): Dataset {
  const bytes = readFileSync(publishedFile(name))
  const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  const [header, ...lines] = text.trim().split(/\r?\n/)
  const names = header.split(',')
  const cells = lines.map((line) => line.split(',').map((cell) => cell.trim()))
  const columns = names
    .map((columnName, at) =>
      columnOf(
        columnName,
        cells.map((row) => row[at]),
      ),
    )
    .filter((column) => column.name !== target.column && !ignored.includes(column.name))
  const targetAt = names.indexOf(target.column)
  return {
    frame: { rows: cells.length, columns },
    target: Float64Array.from(cells, (row) => Number(row[targetAt] === target.positive)),
  }
}

function columnOf(name: string, texts: readonly string[]): Column {
  const missing = (text: string): boolean => text === '' || text === '?'
  if (texts.every((text) => missing(text) || Number.isFinite(Number(text)))) {
    return { kind: 'numeric', name, values: Float64Array.from(texts, (t) => (missing(t) ? NaN : Number(t))) }
  }
  const levels = [...new Set(texts.filter((text) => !missing(text)))]
  const codeOf = new Map(levels.map((level, code) => [level, code]))
  return { kind: 'category', name, levels, codes: Int32Array.from(texts, (text) => codeOf.get(text) ?? -1) }
}

function rowsOf({ frame, target }: Dataset, rows: Uint32Array): Dataset {
  return { frame: takeRows(frame, [...rows]), target: Float64Array.from(rows, (row) => target[row]) }
}

/** Mean area under the curve over five stratified folds. */
export async function crossValidatedAuc(data: Dataset, learner: Learner): Promise<number> {
  const areas: number[] = []
  for (const { train, test } of foldSplits(stratifiedFolds(data.target, 5, 1))) {
    const model = await learner.fit(rowsOf(data, train))
    const held = rowsOf(data, test)
    areas.push(areaUnderRoc(held.target, model.predict(held.frame)))
  }
  return areas.reduce((sum, area) => sum + area, 0) / areas.length
}
