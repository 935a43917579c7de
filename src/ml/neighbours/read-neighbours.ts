import { readBackground } from '../explain/background.js'
import { readNumericEncoding } from '../linear/read-linear.js'
import { Serialised } from '../serialised.js'
import { NeighboursModel } from './neighbours-model.js'
import { type PointEncoding, pointWidths } from './points.js'

/** More than any model has that fits into memory; lists longer than these are refused before they are read. */
const MOST_INPUTS = 100_000
const MOST_LEVELS = 10_000_000
const MOST_ROWS = 10_000_000
const MOST_CLASSES = 10_000

/**
 * Reads what a model of nearest neighbours wrote.
 * @throws ForetellError `MODEL_UNREADABLE`
 */
export function readNeighbours(model: unknown): NeighboursModel {
  const json = new Serialised(model)
  const task = json.at('task').oneOf(['classification', 'multiclass', 'regression'])
  const encodings = json.at('encodings').items(MOST_INPUTS).map(readEncoding)
  if (new Set(encodings.map(({ name }) => name)).size < encodings.length) {
    throw json.at('encodings').not('inputs with different names')
  }
  const weights = json.at('weights').numbers({ most: MOST_ROWS }, Number.MIN_VALUE)
  const rows = weights.length
  const rates = readRates(json.at('rates'), task)
  const { width, names } = pointWidths(encodings)
  return new NeighboursModel({
    task,
    neighbours: json.at('neighbours').integer(1, rows),
    encodings,
    points: {
      rows,
      width,
      numbers: json.at('numbers').numbers(rows * width),
      names,
      codes: json.at('codes').integers(rows * names, -1, MOST_LEVELS),
    },
    target: readTarget(json.at('target'), rows, task, rates.length),
    weights,
    rates,
    background: readBackground(json.at('background'), encodings),
  })
}

function readTarget(json: Serialised, rows: number, task: string, rates: number): Float64Array {
  if (task === 'regression') return json.numbers(rows)
  return Float64Array.from(json.integers(rows, 0, task === 'multiclass' ? rates - 1 : 1))
}

function readRates(json: Serialised, task: string): number[] {
  const rates = Array.from(json.numbers({ most: MOST_CLASSES }, Number.MIN_VALUE, 1))
  const valid = task === 'multiclass' ? rates.length >= 2 : rates.length === (task === 'regression' ? 0 : 1)
  if (!valid) throw json.not('a rate for each class')
  return rates
}

function readEncoding(json: Serialised): PointEncoding {
  if (json.at('kind').oneOf(['numeric', 'category']) === 'numeric') return readNumericEncoding(json)
  return {
    kind: 'category',
    name: json.at('name').text(),
    levels: json.at('levels').distinctTexts(MOST_LEVELS),
  }
}
