import type { Alarm, Evaluation } from '../card.js'

/** What the numbers themselves give cause to doubt: a model no better than none, and promises that were not kept. */
export function qualityAlarms(evaluation: Evaluation): Alarm[] {
  return evaluation.task === 'classification'
    ? [...useless(evaluation.auc.low > 0.5, 'AUC'), ...miscalibrated(evaluation)]
    : useless(evaluation.r2.low > 0, 'R2')
}

function useless(better: boolean, measure: string): Alarm[] {
  if (better) return []
  return [
    {
      code: 'NO_BETTER_THAN_BASE',
      severity: 'warning',
      message: `On the holdout the model is not better than no model: the interval of its ${measure} reaches chance.`,
      features: [],
    },
  ]
}

/** Mean prediction and observed rate differ by more than chance gives: the population has changed in between. */
function miscalibrated(evaluation: Extract<Evaluation, { task: 'classification' }>): Alarm[] {
  const { reliability, rows, baseRate } = evaluation
  const predicted = reliability.reduce((sum, bin) => sum + bin.rows * bin.predicted, 0) / rows
  const error = Math.sqrt((baseRate * (1 - baseRate)) / rows)
  const off = Math.abs(predicted - baseRate)
  if (!(off > 3 * error && off > 0.02)) return []
  return [
    {
      code: 'CALIBRATION',
      severity: 'warning',
      message:
        `The model promises ${(100 * predicted).toFixed(1)} % on average and ${(100 * baseRate).toFixed(1)} % came ` +
        'true: the base rate has moved since the rows it was calibrated on.',
      features: [],
    },
  ]
}
