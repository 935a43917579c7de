import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { areaUnderRoc, boosting, measureLearner, metricNamed, Study } from '../../../dist/ml/index.js'
import { readTable, rowsOf } from './table.mjs'

export async function measure({ table, fold, trials, threads, space, first }) {
  const data = readTable(table, 'train')
  const { rows } = data.frame
  const folds = readFileSync(join(table, 'folds.u8'))
  const all = Uint32Array.from({ length: rows }, (_, row) => row)
  const train = all.filter((row) => folds[row] !== fold)
  const test = all.filter((row) => folds[row] === fold)
  const inner = train.map((row) => folds[(1 + fold) * rows + row])
  const splits = [...new Set(inner)].sort().map((held) => ({
    train: Uint32Array.from(inner.keys()).filter((i) => inner[i] !== held),
    test: Uint32Array.from(inner.keys()).filter((i) => inner[i] === held),
  }))
  const known = rowsOf(data, train)
  const make = (setting) => withThreads(boosting({ objective: 'binary', ...parametersOf(setting) }), threads)

  const started = performance.now()
  const study = new Study({ space, better: 'higher', seed: 1, first: [first] })
  await study.run(measureLearner(make, known, splits, metricNamed('auc'), { seed: 1 }), { trials })
  const model = await make(study.best.setting).fit(known, { seed: 1 })
  const seconds = (performance.now() - started) / 1000
  const held = rowsOf(data, test)
  return { auc: areaUnderRoc(held.target, model.predict(held.frame)), seconds }
}

function withThreads(learner, threads) {
  return { ...learner, fit: (data, options) => learner.fit(data, { ...options, threads }) }
}

/** `num_leaves` is `numLeaves`; rows are drawn anew for each tree, as on the other side. */
function parametersOf(setting) {
  const named = Object.entries(setting).map(([name, value]) => [
    name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase()),
    value,
  ])
  return { ...Object.fromEntries(named), baggingFreq: 1 }
}
