import { readBoostedModel } from './boosting/reading.js'
import { readForest } from './forest/reading.js'
import { readImported } from './interchange/read-imported.js'
import { storedKind } from './stored-kind.js'
import type { TreeModel } from './trees/tree-model.js'

const readers: Readonly<Record<string, (json: unknown) => TreeModel>> = {
  boosting: readBoostedModel,
  'random-forest': readForest,
  'extra-trees': readForest,
  imported: readImported,
}

/**
 * What `loadModel` does, for models of trees only: nothing that other models need comes with it.
 * @param json plain data, as `JSON.parse` returns it
 * @throws ForetellError `MODEL_UNREADABLE` when it is damaged, of another program, of a newer version or no such model
 */
export function loadTreeModel(json: unknown): TreeModel {
  return readers[storedKind(json, Object.keys(readers))](json)
}
