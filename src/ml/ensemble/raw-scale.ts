import { logOdds, probabilityOf } from '../metrics/log-loss.js'
import { softmax } from '../metrics/softmax.js'
import type { Task } from '../model.js'

/** Smallest probability of a class, and time, of which the logarithm is taken. */
const SMALLEST = 1e-16

/**
 * Predictions on the scale on which effects add up and on which models are averaged: log odds, the logarithm of
 * each class's probability, the amount itself, the logarithm of a time.
 */
export function rawOf(task: Task, predicted: Float64Array): Float64Array {
  if (task === 'regression') return predicted
  return predicted.map(task === 'classification' ? logOdds : (value) => Math.log(Math.max(SMALLEST, value)))
}

/** The inverse of `rawOf`; of classes up to a number that is the same for all of a row. `raw` may be overwritten. */
export function predictionOf(task: Task, raw: Float64Array, outputs: number): Float64Array {
  switch (task) {
    case 'classification':
      return raw.map(probabilityOf)
    case 'multiclass':
      return softmax(raw, outputs)
    case 'regression':
      return raw
    case 'survival':
      return raw.map(Math.exp)
  }
}
