import type { Serialised } from '../serialised.js'
import { MOST_CODES, MOST_INPUTS } from '../trees/ensemble-json.js'
import type { ForeignInput } from './foreign-input.js'
import { xgboostRefusal } from './xgboost-document.js'

/**
 * The inputs of an XGBoost model. Models made without names have `f0`, `f1`, ...
 * @param model the part that holds the trees, and since version 3.1 the names of categories
 * @param given names of categories by input, which count more than those in the model
 */
export function xgboostInputs(
  learner: Serialised,
  model: Serialised,
  given: Readonly<Record<string, readonly string[]>>,
): ForeignInput[] {
  const count = wholeNumber(learner.at('learner_model_param').at('num_feature'), MOST_INPUTS)
  const known = learner.has('feature_names') ? learner.at('feature_names').distinctTexts(MOST_INPUTS) : []
  if (known.length > 0 && known.length !== count) throw learner.at('feature_names').not(`${count} names`)
  const names = known.length > 0 ? known : Array.from({ length: count }, (_, input) => `f${input}`)
  const unknown = Object.keys(given).find((name) => !names.includes(name))
  if (unknown !== undefined) throw xgboostRefusal(`it has no input "${unknown}" to give categories`)
  const stored = model.has('cats') ? model.at('cats').at('enc').items(MOST_INPUTS) : []
  if (stored.length > 0 && stored.length !== count)
    throw model.at('cats').at('enc').not(`a list of ${count} items`)
  return names.map((name, input) => {
    const levels = Object.hasOwn(given, name) ? given[name] : storedLevels(stored.at(input))
    return levels === undefined || levels.length === 0 ? { name } : { name, levels }
  })
}

/** Names are bytes of UTF-8, one after the other, and where each begins; numbers stand as they are. */
function storedLevels(encoding: Serialised | undefined): string[] | undefined {
  if (encoding === undefined) return undefined
  if (!encoding.has('offsets')) {
    return distinct(
      encoding.at('values'),
      Array.from(encoding.at('values').numbers({ most: MOST_CODES }), (value) => String(value)),
    )
  }
  const offsets = encoding.at('offsets').integers({ most: MOST_CODES + 1 }, 0, 2 ** 31 - 1)
  const bytes = encoding.at('values').integers({ most: 2 ** 28 }, -128, 255)
  const text = new TextDecoder()
  const names = Array.from(offsets.subarray(1), (end, i) => {
    if (end < offsets[i] || end > bytes.length)
      throw encoding.at('offsets').not(`offsets that ascend to ${bytes.length}`)
    return text.decode(Uint8Array.from(bytes.subarray(offsets[i], end)))
  })
  return distinct(encoding.at('values'), names)
}

function distinct(place: Serialised, names: string[]): string[] {
  if (new Set(names).size < names.length) throw place.not('different categories')
  return names
}

/** XGBoost writes its parameters as text. */
export function wholeNumber(json: Serialised, most: number): number {
  const text = json.text()
  if (!/^\d{1,10}$/.test(text) || Number(text) > most) throw json.not(`a whole number up to ${most}`)
  return Number(text)
}
