import { Serialised } from '../serialised.js'
import { BaseRateModel } from './base-rate.js'
import { type Encoding, encodingWidth } from './design.js'
import { LinearModel } from './linear-model.js'
import type { NumericScale } from './numeric-encoding.js'

/** More than any model has that fits into memory; lists longer than these are refused before they are read. */
const MOST_INPUTS = 100_000
const MOST_LEVELS = 10_000_000

/**
 * Reads what a logistic or linear regression wrote.
 * @throws ForetellError `MODEL_UNREADABLE`
 */
export function readLinear(model: unknown): LinearModel {
  const json = new Serialised(model)
  const encodings = json.at('encodings').items(MOST_INPUTS).map(readEncoding)
  if (new Set(encodings.map(({ name }) => name)).size < encodings.length) {
    throw json.at('encodings').not('inputs with different names')
  }
  const width = encodings.reduce((sum, encoding) => sum + encodingWidth(encoding), 0)
  return new LinearModel({
    kind: json.at('kind').oneOf(['logistic', 'linear']),
    encodings,
    coefficients: Array.from(json.at('coefficients').numbers(width)),
    intercept: json.at('intercept').number(),
    centres: Array.from(json.at('centres').numbers(width)),
    fit: {
      iterations: json.at('fit').at('iterations').number(0),
      converged: json.at('fit').at('converged').boolean(),
    },
  })
}

function readEncoding(json: Serialised): Encoding {
  const name = json.at('name').text()
  const absence = json.at('absence').boolean()
  if (json.at('kind').oneOf(['numeric', 'category']) === 'category') {
    const frequent = json.at('frequent').distinctTexts(MOST_LEVELS)
    return { kind: 'category', name, frequent, rare: json.at('rare').distinctTexts(MOST_LEVELS), absence }
  }
  return {
    kind: 'numeric',
    name,
    ...(json.has('scale') ? { scale: readScale(json.at('scale')) } : {}),
    absence,
  }
}

function readScale(json: Serialised): NumericScale {
  const low = json.at('low').number()
  return {
    median: json.at('median').number(),
    low,
    high: json.at('high').number(low),
    logarithmic: json.at('logarithmic').boolean(),
    mean: json.at('mean').number(),
    deviation: json.at('deviation').number(Number.MIN_VALUE),
  }
}

/**
 * Reads what a base rate wrote.
 * @throws ForetellError `MODEL_UNREADABLE`
 */
export function readBaseRate(model: unknown): BaseRateModel {
  const json = new Serialised(model)
  const task = json.at('task').oneOf(['classification', 'regression'])
  const value = task === 'classification' ? json.at('value').number(0, 1) : json.at('value').number()
  return new BaseRateModel({ task, value })
}
