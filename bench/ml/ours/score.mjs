import { readFileSync } from 'node:fs'

import { loadModel, scoreRows } from '../../../dist/ml/index.js'
import { readTable } from './table.mjs'

const CALLS = 9

export async function measure({ table, rows, model: path, threads }) {
  const { frame } = readTable(table, 'test', rows)
  const model = loadModel(JSON.parse(readFileSync(`${path}.json`, 'utf8')))
  const seconds = []
  for (let call = 0; call < CALLS; call++) {
    const started = performance.now()
    await scoreRows(model, frame, { threads })
    seconds.push((performance.now() - started) / 1000)
  }
  const warm = seconds.slice(2).sort((a, b) => a - b)
  return { firstSeconds: seconds[0], seconds: warm[warm.length >>> 1] }
}
