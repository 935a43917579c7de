import { readFileSync } from 'node:fs'

import { RowExplainer } from '../../../dist/ml/explain/row-explainer.js'
import { loadModel, rowScorer } from '../../../dist/ml/index.js'
import { readTable } from './table.mjs'

const ROWS = 1000
const SCORED = 20_000
const EXPLAINED = 2000

export async function measure({ table, model: path }) {
  const { frame } = readTable(table, 'test', ROWS)
  const model = loadModel(JSON.parse(readFileSync(`${path}.json`, 'utf8')))
  const rows = Array.from({ length: frame.rows }, (_, row) =>
    Float64Array.from(frame.columns, ({ values }) => values[row]),
  )
  const scorer = rowScorer(model)
  const scored = latencies(SCORED, (call) => {
    scorer.values.set(rows[call % rows.length])
    scorer.score()
  })
  const explainer = RowExplainer.of(model.ensemble, 0)
  const explained = latencies(EXPLAINED, (call) => {
    explainer.explain(rows[call % rows.length])
  })
  return { scored, explained }
}

/** Microseconds of one call: median and 99th percentile, after as many calls again. */
function latencies(calls, work) {
  const microseconds = new Float64Array(calls)
  for (let call = 0; call < calls; call++) work(call)
  for (let call = 0; call < calls; call++) {
    const started = performance.now()
    work(call)
    microseconds[call] = 1000 * (performance.now() - started)
  }
  microseconds.sort()
  return { p50: microseconds[calls >>> 1], p99: microseconds[Math.floor(0.99 * calls)] }
}
