import { readFileSync } from 'node:fs'

import { explainRows, loadModel } from '../../../dist/ml/index.js'
import { readTable } from './table.mjs'

export async function measure({ table, rows, model: path, threads }) {
  const { frame } = readTable(table, 'test', rows)
  const model = loadModel(JSON.parse(readFileSync(`${path}.json`, 'utf8')))
  const timed = async () => {
    const started = performance.now()
    const contributions = await explainRows(model, frame, { threads })
    return { ...contributions, rowsPerSecond: (1000 * frame.rows) / (performance.now() - started) }
  }
  const first = await timed()
  const { baseline, values, rowsPerSecond } = await timed()
  const inputs = model.inputs.length
  let additivityError = 0
  model.predictRaw(frame).forEach((raw, row) => {
    let sum = baseline
    for (let input = 0; input < inputs; input++) sum += values[row * inputs + input]
    additivityError = Math.max(additivityError, Math.abs(sum - raw))
  })
  return { rowsPerSecond, firstRowsPerSecond: first.rowsPerSecond, additivityError }
}
