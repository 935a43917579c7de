import type { Metric } from '../metrics/metric.js'
import { isBetter } from '../metrics/metric.js'
import type { Task } from '../model.js'
import { predictionOf } from './raw-scale.js'

/** What blends are judged by. */
export interface BlendRows {
  readonly task: Task
  readonly outputs: number
  readonly target: Float64Array
  readonly weights: Float64Array | undefined
  readonly upper: Float64Array | undefined
}

/**
 * Weights of models in a mean, by adding the one model that helps most, again and again, with replacement, and
 * stopping where the mean was best (Caruana, Niculescu-Mizil, Crew and Ksikes, "Ensemble selection from libraries
 * of models", 2004). A model that never helps has 0; of equal ones the first is taken.
 * @param raw for each model: rows x outputs, on the scale on which they are averaged
 * @param afterRound awaited after each addition: the place to breathe and to cancel by throwing
 * @returns one a model, at least 0, with sum 1
 */
export async function greedyWeights(
  raw: readonly Float64Array[],
  rows: BlendRows,
  metric: Metric,
  rounds: number,
  afterRound: (round: number) => Promise<void>,
): Promise<Float64Array> {
  const counts = new Float64Array(raw.length)
  const sum = new Float64Array(raw[0].length)
  let best = { value: NaN, counts: new Float64Array(raw.length).fill(1) }
  for (let round = 1; round <= rounds; round++) {
    let chosen = 0
    let chosenValue = NaN
    raw.forEach((own, model) => {
      const value = valueOf(
        sum.map((total, at) => (total + own[at]) / round),
        rows,
        metric,
      )
      if (model > 0 && !isBetter(metric, value, chosenValue)) return
      chosen = model
      chosenValue = value
    })
    counts[chosen]++
    raw[chosen].forEach((value, at) => (sum[at] += value))
    if (isBetter(metric, chosenValue, best.value)) best = { value: chosenValue, counts: counts.slice() }
    await afterRound(round)
  }
  const total = best.counts.reduce((all, count) => all + count, 0)
  return best.counts.map((count) => count / total)
}

function valueOf(raw: Float64Array, rows: BlendRows, metric: Metric): number {
  const predicted = predictionOf(rows.task, raw, rows.outputs)
  return metric.compute(predicted, rows.target, rows.weights, rows.upper)
}
