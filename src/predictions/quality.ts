import type { Interval, QualityWord } from './card.js'

const words: readonly QualityWord[] = ['Poor', 'Fair', 'Good', 'Excellent']

/**
 * One word for people, as Segment and Mixpanel give one. For classification it follows the AUC: below 0.60 Poor,
 * below 0.75 Fair, below 0.90 Good, from there Excellent; an AUC whose interval reaches 0.5, or a log loss no
 * better than that of the base rate, is Poor whatever the number. It is one word lower when the calibration error
 * is above 0.05, because the probabilities then mislead even if the order is right.
 */
export function classificationQuality(measured: {
  readonly auc: Interval
  readonly logLoss: number
  readonly baseLogLoss: number
  readonly calibrationError: number
}): QualityWord {
  const { auc, logLoss, baseLogLoss, calibrationError } = measured
  if (!(auc.low > 0.5) || logLoss >= baseLogLoss) return 'Poor'
  const step = auc.value < 0.6 ? 0 : auc.value < 0.75 ? 1 : auc.value < 0.9 ? 2 : 3
  return words[Math.max(0, step - (calibrationError > 0.05 ? 1 : 0))]
}

/**
 * For amounts it follows R2: not above 0 for sure Poor, below 0.25 Fair, below 0.6 Good, from there Excellent. A
 * rank correlation of at least 0.5 is Fair even so: outliers decide R2, and the order is then still of use.
 */
export function regressionQuality(r2: Interval, spearman: number): QualityWord {
  if (!(r2.low > 0)) return spearman >= 0.5 ? 'Fair' : 'Poor'
  return r2.value < 0.25 ? 'Fair' : r2.value < 0.6 ? 'Good' : 'Excellent'
}
