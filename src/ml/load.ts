import { readBoostedModel } from './boosting/reading.js'
import { readBlended, readStacked } from './ensemble/read-ensemble.js'
import { readForest } from './forest/reading.js'
import { readImported } from './interchange/read-imported.js'
import { readBaseRate, readLinear, readMultinomial } from './linear/read-linear.js'
import type { Model } from './model.js'
import { readNeighbours } from './neighbours/read-neighbours.js'
import { readNeural } from './neural/read-neural.js'
import { Serialised } from './serialised.js'
import { storedKind } from './stored-kind.js'

/** How each kind of model is read; a model of models reads those inside by `load`. */
const readers: Readonly<Record<string, (json: unknown, load: (json: unknown) => Model) => Model>> = {
  boosting: readBoostedModel,
  'random-forest': readForest,
  'extra-trees': readForest,
  logistic: readLinear,
  linear: readLinear,
  poisson: readLinear,
  multinomial: readMultinomial,
  'base-rate': readBaseRate,
  neural: readNeural,
  neighbours: readNeighbours,
  blended: readBlended,
  stacked: readStacked,
  imported: readImported,
}

/** Models inside models inside models: nobody builds more than a few. */
const MOST_NESTED = 8

/**
 * Makes a model of what its `toJSON` gave. The data may come from anywhere: it is checked whole and never
 * executed.
 * @param json plain data, as `JSON.parse` returns it
 * @throws ForetellError `MODEL_UNREADABLE` when it is damaged, of another program or of a newer version
 */
export function loadModel(json: unknown): Model {
  return readAt(json, 0)
}

function readAt(json: unknown, depth: number): Model {
  const kind = storedKind(json, Object.keys(readers))
  if (depth > MOST_NESTED) {
    throw new Serialised(json).not(`a model that is nested at most ${MOST_NESTED} deep`)
  }
  return readers[kind](json, (inside) => readAt(inside, depth + 1))
}
