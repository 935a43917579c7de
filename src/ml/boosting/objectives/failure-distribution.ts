import { normalDistribution } from '../../metrics/normal.js'

/** How the logarithm of a time spreads around its prediction, in units of its scale. */
export interface FailureDistribution {
  /** The density at z and its first two derivatives, and the share below z. */
  density(z: number): number
  slope(z: number): number
  curve(z: number): number
  share(z: number): number
  /** What the first derivative of the loss tends to far from the target, and the second. */
  farGradient(censoring: Censoring, above: boolean, scale: number): number
  farHessian(censoring: Censoring, above: boolean, scale: number): number
}

/** What is known of a time: itself, that it is longer, that it is shorter, or two times it lies between. */
export type Censoring = 'none' | 'right' | 'left' | 'interval'

/** No row pulls more than this, and none bends more or less (as in XGBoost). */
export const MOST_GRADIENT = 15
export const LEAST_HESSIAN = 1e-16
export const MOST_HESSIAN = 15

const normal: FailureDistribution = {
  density: (z) => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI),
  slope: (z) => -z * normal.density(z),
  curve: (z) => (z * z - 1) * normal.density(z),
  share: normalDistribution,
  farGradient(censoring, above) {
    if (above) return censoring === 'left' ? 0 : -MOST_GRADIENT
    return censoring === 'right' ? 0 : MOST_GRADIENT
  },
  farHessian(censoring, above, scale) {
    if (censoring === (above ? 'left' : 'right')) return LEAST_HESSIAN
    return 1 / (scale * scale)
  },
}

const logistic: FailureDistribution = {
  density(z) {
    const share = logistic.share(z)
    return share * (1 - share)
  },
  slope(z) {
    const share = logistic.share(z)
    return share * (1 - share) * (1 - 2 * share)
  },
  curve(z) {
    const share = logistic.share(z)
    const density = share * (1 - share)
    return density * (1 - 6 * density)
  },
  share: (z) => 1 / (1 + Math.exp(-z)),
  farGradient(censoring, above, scale) {
    if (above) return censoring === 'left' ? 0 : -1 / scale
    return censoring === 'right' ? 0 : 1 / scale
  },
  farHessian: () => LEAST_HESSIAN,
}

/** Of the smallest of many (Gumbel): times then follow Weibull's. */
const extreme: FailureDistribution = {
  density: (z) => (z > 700 ? 0 : Math.exp(z - Math.exp(z))),
  slope: (z) => (z > 700 ? 0 : (1 - Math.exp(z)) * extreme.density(z)),
  curve(z) {
    if (z > 700) return 0
    const w = Math.exp(z)
    return (w * w - 3 * w + 1) * extreme.density(z)
  },
  share: (z) => -Math.expm1(-Math.exp(z)),
  farGradient(censoring, above, scale) {
    if (above) return censoring === 'left' ? 0 : -MOST_GRADIENT
    return censoring === 'right' ? 0 : 1 / scale
  },
  farHessian: (censoring, above) => (above && censoring !== 'left' ? MOST_HESSIAN : LEAST_HESSIAN),
}

export const failureDistributions = { normal, logistic, extreme } as const
