import {
  arrayIn,
  compareTexts,
  compareValues,
  keyOf,
  numberIn,
  textIn,
  Tuple,
  unexpected,
  type Value,
} from './value.js'

type Function = (...values: readonly Value[]) => Value

/** Both are NULL when one of their arguments is. */
const ofOne =
  (compute: (a: number) => number): Function =>
  (a) =>
    a === null ? null : compute(numberIn(a))
const ofTwo =
  (compute: (a: number, b: number) => number): Function =>
  (a, b) =>
    a === null || b === null ? null : compute(numberIn(a), numberIn(b))

const comparing =
  (numbers: (a: number, b: number) => boolean, texts: (order: number) => boolean): Function =>
  (a, b) => {
    if (typeof a === 'number' && typeof b === 'number') return Number(numbers(a, b))
    if (typeof a === 'string' && typeof b === 'string') return Number(texts(compareTexts(a, b)))
    if (a === null || b === null) return null
    throw unexpected(a, 'two numbers or two texts')
  }

const identity: Function = (value) => value

/**
 * The engine's functions, by its names, as far as the compiler of features writes them: what they make of NULL, NaN
 * and an empty array is what the engine makes of it (`evaluate.test.ts` asks both). Those that take a lambda are in
 * `lambdas.ts`.
 */
export const functions: Readonly<Record<string, Function>> = {
  plus: ofTwo((a, b) => a + b),
  minus: ofTwo((a, b) => a - b),
  multiply: ofTwo((a, b) => a * b),
  divide: ofTwo((a, b) => a / b),
  negate: ofOne((a) => -a),
  // An integer has no negative zero.
  intDiv: ofTwo((a, b) => Math.trunc(a / b) + 0),
  positiveModulo: ofTwo((a, b) => {
    const rest = a % b
    return rest < 0 ? rest + Math.abs(b) : rest
  }),
  floor: ofOne(Math.floor),
  round: ofTwo((value, digits) => roundHalfEven(value * 10 ** digits) / 10 ** digits),
  sin: ofOne(Math.sin),
  cos: ofOne(Math.cos),
  atan2: ofTwo(Math.atan2),
  pi: () => Math.PI,
  greatest: ofTwo((a, b) => (a > b ? a : b)),
  least: ofTwo((a, b) => (a < b ? a : b)),

  // NaN differs from everything and is on neither side of anything.
  equals: comparing(
    (a, b) => a === b,
    (order) => order === 0,
  ),
  notEquals: comparing(
    (a, b) => a !== b,
    (order) => order !== 0,
  ),
  less: comparing(
    (a, b) => a < b,
    (order) => order < 0,
  ),
  greater: comparing(
    (a, b) => a > b,
    (order) => order > 0,
  ),
  lessOrEquals: comparing(
    (a, b) => a <= b,
    (order) => order <= 0,
  ),
  greaterOrEquals: comparing(
    (a, b) => a >= b,
    (order) => order >= 0,
  ),
  in: (value, ...set) => (value === null ? null : Number(set.includes(value))),
  isNaN: ofOne((value) => Number(Number.isNaN(value))),
  isNotNull: (value) => Number(value !== null),
  assumeNotNull: identity,
  toFloat64: identity,
  toInt64: identity,

  array: (...values) => values,
  tuple: (...values) => new Tuple(values),
  tupleElement: (of, place) => {
    const index = numberIn(place) - 1
    if (of instanceof Tuple) return of.parts[index]
    return arrayIn(of).map((each) => {
      if (each instanceof Tuple) return each.parts[index]
      throw unexpected(each, 'a tuple')
    })
  },
  // The engine has defaults beyond the ends; the compiler asks for no such element.
  arrayElement: (of, place) => {
    const [values, from] = [arrayIn(of), numberIn(place)]
    const found = values.at(from > 0 ? from - 1 : from)
    if (found === undefined) throw unexpected(place, `a place in an array of ${values.length}`)
    return found
  },
  length: (of) => arrayIn(of).length,
  empty: (of) => Number(arrayIn(of).length === 0),
  indexOf: (of, value) => arrayIn(of).indexOf(value) + 1,
  arrayConcat: (...arrays) => arrays.flatMap(arrayIn),
  arrayReverse: (of) => arrayIn(of).toReversed(),
  arrayPushBack: (of, value) => [...arrayIn(of), value],
  arrayPopFront: (of) => arrayIn(of).slice(1),
  arrayShiftLeft: (of, places, filler) => {
    const values = arrayIn(of)
    const kept = values.slice(numberIn(places))
    return [...kept, ...values.slice(kept.length).map(() => filler)]
  },
  arrayDifference: (of) =>
    arrayIn(of).map((value, index, all) => (index === 0 ? 0 : numberIn(value) - numberIn(all[index - 1]))),
  arraySort: (of) => arrayIn(of).toSorted(compareValues),
  // One after the other: the sum is the same to the last bit.
  arraySum: (of) => arrayIn(of).reduce<number>((sum, value) => sum + numberIn(value), 0),
  arrayMax: (of) => foremost(arrayIn(of), (order) => order > 0),
  arrayMin: (of) => foremost(arrayIn(of), (order) => order < 0),
  arrayUniq: (of) => new Set(arrayIn(of).map(keyOf)).size,
  // The how-manieth of its equals each is.
  arrayEnumerateUniq: (of) => {
    const seen = new Map<string | number, number>()
    return arrayIn(of).map((value) => {
      const [key, place] = [keyOf(value), (seen.get(keyOf(value)) ?? 0) + 1]
      seen.set(key, place)
      return place
    })
  },
  arrayReduce: (aggregate, of) => {
    const level = /^quantileExactInclusive\((0?\.\d+|0|1)\)$/.exec(textIn(aggregate))?.[1]
    if (level === undefined) throw unexpected(aggregate, 'quantileExactInclusive')
    return quantileInclusive(arrayIn(of).map(numberIn), Number(level))
  },
}

/** NaN only where there is nothing else. */
function foremost(values: readonly Value[], isBefore: (order: number) => boolean): Value {
  return values.reduce((best, value) => {
    if (Number.isNaN(best)) return value
    return !Number.isNaN(value) && isBefore(compareValues(value, best)) ? value : best
  })
}

/** Of two equally near integers the even one, with the sign of the value also where that is 0. */
function roundHalfEven(value: number): number {
  const below = Math.floor(value)
  if (value - below !== 0.5) return Math.round(value)
  const even = below % 2 === 0 ? below : below + 1
  return even === 0 && value < 0 ? -0 : even
}

/**
 * Interpolated between neighbours, the least value being the quantile 0 and the greatest 1: type 7 of Hyndman & Fan
 * (1996), "Sample Quantiles in Statistical Packages".
 */
function quantileInclusive(values: readonly number[], level: number): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b)
  if (sorted.length === 0) return NaN
  const place = level * (sorted.length - 1)
  const below = Math.floor(place)
  const lower = sorted[below]
  return below + 1 < sorted.length ? lower + (place - below) * (sorted[below + 1] - lower) : lower
}
