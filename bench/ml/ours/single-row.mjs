import { readFileSync } from 'node:fs'

import { loadModel, rowScorer } from '../../../dist/ml/index.js'
import { readTable } from './table.mjs'

const ROWS = 1000
const CALLS = 20_000

export async function measure({ table, model: path }) {
  const { frame } = readTable(table, 'test', ROWS)
  const model = loadModel(JSON.parse(readFileSync(`${path}.json`, 'utf8')))
  const rows = Array.from({ length: frame.rows }, (_, row) =>
    Float64Array.from(frame.columns, ({ values }) => values[row]),
  )
  const scorer = rowScorer(model)
  return latencies((call) => {
    scorer.values.set(rows[call % rows.length])
    scorer.score()
  })
}

/** Microseconds of one call: median and 99th percentile, after as many calls again. */
function latencies(predict) {
  const microseconds = new Float64Array(CALLS)
  for (let call = 0; call < CALLS; call++) predict(call)
  for (let call = 0; call < CALLS; call++) {
    const started = performance.now()
    predict(call)
    microseconds[call] = 1000 * (performance.now() - started)
  }
  microseconds.sort()
  return { p50: microseconds[CALLS >>> 1], p99: microseconds[Math.floor(0.99 * CALLS)] }
}
