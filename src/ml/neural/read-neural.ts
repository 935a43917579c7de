import { readBackground } from '../explain/background.js'
import { readNumericEncoding } from '../linear/read-linear.js'
import { Serialised } from '../serialised.js'
import { type NetworkEncoding, networkShape } from './network-input.js'
import { parameterCount } from './network-shape.js'
import { Parameters } from './network.js'
import { NeuralModel } from './neural-model.js'

/** More than any network has that was trained here; lists longer than these are refused before they are read. */
const MOST_INPUTS = 100_000
const MOST_LEVELS = 1000
const MOST_LAYERS = 100
const MOST_UNITS = 1_000_000
const MOST_PARAMETERS = 100_000_000
const LARGEST_EMBEDDING = 16

/**
 * Reads what a neural network wrote.
 * @throws ForetellError `MODEL_UNREADABLE`
 */
export function readNeural(model: unknown): NeuralModel {
  const json = new Serialised(model)
  const task = json.at('task').oneOf(['classification', 'multiclass', 'regression'])
  const encodings = json.at('encodings').items(MOST_INPUTS).map(readEncoding)
  if (new Set(encodings.map(({ name }) => name)).size < encodings.length) {
    throw json.at('encodings').not('inputs with different names')
  }
  const hidden = json.at('hidden').integers({ most: MOST_LAYERS }, 1, MOST_UNITS)
  const outputs =
    task === 'multiclass' ? json.at('outputs').integer(2, MOST_UNITS) : json.at('outputs').integer(1, 1)
  const shape = networkShape(encodings, Array.from(hidden), outputs)
  const count = parameterCount(shape)
  if (count > MOST_PARAMETERS) throw json.at('hidden').not('layers of a network that fits into memory')
  return new NeuralModel({
    task,
    encodings,
    parameters: new Parameters(shape, json.at('parameters').numbers(count)),
    origin: json.at('origin').number(),
    unit: json.at('unit').number(),
    course: readCourse(json.at('course')),
    background: readBackground(json.at('background'), encodings),
  })
}

function readEncoding(json: Serialised): NetworkEncoding {
  if (json.at('kind').oneOf(['numeric', 'category']) === 'numeric') return readNumericEncoding(json)
  return {
    kind: 'category',
    name: json.at('name').text(),
    levels: json.at('levels').distinctTexts(MOST_LEVELS),
    size: json.at('size').integer(0, LARGEST_EMBEDDING),
  }
}

function readCourse(json: Serialised): { epochs: number; loss: number | undefined } {
  return {
    epochs: json.at('epochs').integer(0, Number.MAX_SAFE_INTEGER),
    loss: json.has('loss') ? json.at('loss').number() : undefined,
  }
}
