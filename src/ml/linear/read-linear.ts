import { Serialised } from '../serialised.js'
import { BaseRateModel } from './base-rate.js'
import { type Encoding, encodingWidth } from './design.js'
import { type LinearFit, linearKinds, LinearModel } from './linear-model.js'
import { MultinomialModel } from './multinomial-model.js'
import type { NumericEncoding, NumericScale } from './numeric-encoding.js'

/** More than any model has that fits into memory; lists longer than these are refused before they are read. */
const MOST_INPUTS = 100_000
const MOST_LEVELS = 10_000_000

/**
 * Reads what a logistic or linear regression wrote.
 * @throws ForetellError `MODEL_UNREADABLE`
 */
export function readLinear(model: unknown): LinearModel {
  const json = new Serialised(model)
  const encodings = readEncodings(json.at('encodings'))
  const width = encodings.reduce((sum, encoding) => sum + encodingWidth(encoding), 0)
  return new LinearModel({
    kind: json.at('kind').oneOf(linearKinds),
    encodings,
    coefficients: Array.from(json.at('coefficients').numbers(width)),
    intercept: json.at('intercept').number(),
    centres: Array.from(json.at('centres').numbers(width)),
    fit: readFit(json.at('fit')),
  })
}

/** More classes than any target may have. */
const MOST_CLASSES = 10_000

/**
 * Reads what a multinomial regression wrote.
 * @throws ForetellError `MODEL_UNREADABLE`
 */
export function readMultinomial(model: unknown): MultinomialModel {
  const json = new Serialised(model)
  const encodings = readEncodings(json.at('encodings'))
  const width = encodings.reduce((sum, encoding) => sum + encodingWidth(encoding), 0)
  const classes = json.at('classes').items(MOST_CLASSES)
  if (classes.length < 2) throw json.at('classes').not('a list of two classes or more')
  return new MultinomialModel({
    encodings,
    classes: classes.map((own) => ({
      coefficients: Array.from(own.at('coefficients').numbers(width)),
      intercept: own.at('intercept').number(),
    })),
    centres: Array.from(json.at('centres').numbers(width)),
    fit: readFit(json.at('fit')),
  })
}

function readFit(json: Serialised): LinearFit {
  const fit = { iterations: json.at('iterations').number(0), converged: json.at('converged').boolean() }
  if (!json.has('penalty')) return fit
  const penalty = json.at('penalty')
  return {
    ...fit,
    penalty: { l1Ratio: penalty.at('l1Ratio').number(0, 1), lambda: penalty.at('lambda').number(0) },
  }
}

/**
 * Reads how the inputs of a model become numbers.
 * @throws ForetellError `MODEL_UNREADABLE`
 */
function readEncodings(json: Serialised): Encoding[] {
  const encodings = json.items(MOST_INPUTS).map(readEncoding)
  if (new Set(encodings.map(({ name }) => name)).size < encodings.length) {
    throw json.not('inputs with different names')
  }
  return encodings
}

function readEncoding(json: Serialised): Encoding {
  if (json.at('kind').oneOf(['numeric', 'category']) === 'numeric') return readNumericEncoding(json)
  return {
    kind: 'category',
    name: json.at('name').text(),
    frequent: json.at('frequent').distinctTexts(MOST_LEVELS),
    rare: json.at('rare').distinctTexts(MOST_LEVELS),
    absence: json.at('absence').boolean(),
  }
}

/** @throws ForetellError `MODEL_UNREADABLE` */
export function readNumericEncoding(json: Serialised): NumericEncoding {
  return {
    kind: 'numeric',
    name: json.at('name').text(),
    ...(json.has('scale') ? { scale: readScale(json.at('scale')) } : {}),
    absence: json.at('absence').boolean(),
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
  const task = json.at('task').oneOf(['classification', 'multiclass', 'regression', 'survival'])
  if (task === 'multiclass') {
    const rates = json.at('rates').numbers({ most: MOST_CLASSES }, Number.MIN_VALUE, 1)
    if (rates.length < 2) throw json.at('rates').not('a rate for each of two classes or more')
    return new BaseRateModel({ task, values: Array.from(rates) })
  }
  const value = json.at('value')
  if (task === 'classification') return new BaseRateModel({ task, values: [value.number(0, 1)] })
  return new BaseRateModel({ task, values: [task === 'survival' ? value.number(0) : value.number()] })
}
