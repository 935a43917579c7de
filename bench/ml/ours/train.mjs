import { writeFileSync } from 'node:fs'

import { areaUnderRoc, boosting } from '../../../dist/ml/index.js'
import { peakMegabytes } from './memory.mjs'
import { readTable } from './table.mjs'

export async function measure({ table, rows, shape, trees, threads, save }) {
  const data = readTable(table, 'train', rows)
  const learner = boosting({
    objective: 'binary',
    numIterations: trees,
    learningRate: 0.1,
    growPolicy: shape.policy,
    numLeaves: shape.leaves,
    maxDepth: shape.depth === 0 ? -1 : shape.depth,
    minDataInLeaf: 20,
    maxBin: 255,
  })
  const loadedMegabytes = peakMegabytes()
  const started = performance.now()
  let growing
  const model = await learner.fit(data, {
    seed: 1,
    threads,
    onProgress: (share) => (growing ??= share > 0 ? performance.now() : undefined),
  })
  const ended = performance.now()
  const outcome = {
    seconds: (ended - started) / 1000,
    binningSeconds: ((growing ?? ended) - started) / 1000,
    growingSeconds: (ended - (growing ?? ended)) / 1000,
    peakMegabytes: peakMegabytes(),
    loadedMegabytes,
  }
  if (save !== undefined) writeFileSync(`${save}.json`, JSON.stringify(model))
  const test = readTable(table, 'test')
  return { ...outcome, auc: areaUnderRoc(test.target, model.predict(test.frame)) }
}
