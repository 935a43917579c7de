import { areaUnderRoc, extraTrees, randomForest } from '../../../dist/ml/index.js'
import { peakMegabytes } from './memory.mjs'
import { readTable } from './table.mjs'

export async function measure({ table, rows, variety, leaf, trees, threads }) {
  const data = readTable(table, 'train', rows)
  const make = variety === 'random-forest' ? randomForest : extraTrees
  const started = performance.now()
  const model = await make({ numTrees: trees, minDataInLeaf: leaf }).fit(data, { seed: 1, threads })
  const outcome = { seconds: (performance.now() - started) / 1000, peakMegabytes: peakMegabytes() }
  const test = readTable(table, 'test')
  return { ...outcome, auc: areaUnderRoc(test.target, model.predict(test.frame)) }
}
