import { ForetellError } from '../../shared/errors.js'
import { type Numbers, requireSameLength, weightedMean } from './numbers.js'

/**
 * Mean deviance of Poisson counts: 2 (y log(y / m) - y + m), 0 for a perfect forecast.
 * @param target at least 0
 * @param predicted the mean of each row, above 0
 * @param weights at least 0; default 1 each
 * @returns at least 0; NaN without rows, for a target below 0 or a prediction that is not above 0
 */
export function poissonDeviance(target: Numbers, predicted: Numbers, weights?: Numbers): number {
  return meanDeviance(target, predicted, weights, ofPoisson)
}

/**
 * Mean deviance of Gamma amounts: 2 (log(m / y) + y / m - 1). It does not change with the unit of the amounts.
 * @param target above 0
 * @param predicted the mean of each row, above 0
 * @param weights at least 0; default 1 each
 * @returns at least 0; NaN without rows, for a target or a prediction that is not above 0
 */
export function gammaDeviance(target: Numbers, predicted: Numbers, weights?: Numbers): number {
  return meanDeviance(target, predicted, weights, ofGamma)
}

/**
 * Mean deviance of Tweedie's family, whose variance grows as the mean to a power (Jorgensen 1987): 0 is squared
 * error, 1 Poisson, 2 Gamma; between 1 and 2 lie sums of Gamma amounts of which many are 0.
 * @param target at least 0, above 0 from power 2 on; any number for power 0
 * @param predicted the mean of each row, above 0; any number for power 0
 * @param power 0, or at least 1
 * @param weights at least 0; default 1 each
 * @returns at least 0; NaN without rows and for values outside these ranges
 * @throws ForetellError `PARAMETER_INVALID`
 */
export function tweedieDeviance(
  target: Numbers,
  predicted: Numbers,
  power: number,
  weights?: Numbers,
): number {
  return meanDeviance(target, predicted, weights, ofTweedie(power))
}

/** Deviance of one row. */
type Deviance = (target: number, predicted: number) => number

function meanDeviance(
  target: Numbers,
  predicted: Numbers,
  weights: Numbers | undefined,
  deviance: Deviance,
): number {
  requireSameLength(target, predicted, weights)
  return weightedMean(target.length, weights, (row) => deviance(target[row], predicted[row]))
}

function ofPoisson(y: number, m: number): number {
  if (!(m > 0 && y >= 0)) return NaN
  return 2 * ((y > 0 ? y * Math.log(y / m) : 0) - y + m)
}

function ofGamma(y: number, m: number): number {
  return m > 0 && y > 0 ? 2 * (Math.log(m / y) + y / m - 1) : NaN
}

function ofTweedie(power: number): Deviance {
  if (power === 0) return (y, m) => (y - m) ** 2
  if (power === 1) return ofPoisson
  if (power === 2) return ofGamma
  if (!(power > 1 && power < Infinity)) {
    throw new ForetellError('PARAMETER_INVALID', {
      values: { name: 'power', expected: '0 or a number from 1 on', got: power },
    })
  }
  return (y, m) => {
    if (!(m > 0 && (power < 2 ? y >= 0 : y > 0))) return NaN
    return (
      2 *
      (y ** (2 - power) / ((1 - power) * (2 - power)) -
        (y * m ** (1 - power)) / (1 - power) +
        m ** (2 - power) / (2 - power))
    )
  }
}
