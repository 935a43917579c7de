import type { Dataset } from '../frame.js'
import type { GrowthRows } from '../growing/growth-rows.js'
import { isBetter, type Metric } from '../metrics/metric.js'
import { linked } from './link.js'
import type { Objective } from './objective.js'

/** Follows how well rows are predicted that are not learned from. */
export class EarlyStopping {
  /** How many rounds predicted best so far. */
  bestRounds = 0
  /** What the last round came to: the metric, or the objective's loss. */
  last = NaN
  #best = NaN
  #rounds = 0
  readonly #rows: GrowthRows
  readonly #objective: Objective
  readonly #validation: Dataset
  readonly #outputs: number
  readonly #patience: number
  readonly #metric: Metric

  /**
   * @param patience rounds without a better value before it is time to stop; 0 never stops
   * @param metric default the objective's loss
   */
  constructor(
    rows: GrowthRows,
    objective: Objective,
    validation: Dataset,
    outputs: number,
    patience: number,
    metric: Metric | undefined,
  ) {
    this.#rows = rows
    this.#objective = objective
    this.#validation = validation
    this.#outputs = outputs
    this.#patience = patience
    this.#metric = metric ?? this.#ownLoss()
  }

  /** Judges the scores of a round. @returns whether it is time to stop */
  judge(): boolean {
    this.#rounds++
    const { target, weights, upper } = this.#validation
    this.last = this.#metric.compute(this.#predictions(), target, weights, upper)
    if (isBetter(this.#metric, this.last, this.#best)) {
      this.#best = this.last
      this.bestRounds = this.#rounds
    }
    return this.#patience > 0 && this.#rounds - this.bestRounds >= this.#patience
  }

  #scores(): Float64Array[] {
    const { rows, validationRows } = this.#rows
    return Array.from({ length: this.#outputs }, (_, output) =>
      this.#rows.scores(output).subarray(rows, rows + validationRows),
    )
  }

  /** As `Model.predict` gives them. */
  #predictions(): Float64Array {
    const scores = this.#scores()
    if (scores.length === 1) return linked(this.#objective.link, scores[0].slice(), 1)
    const all = new Float64Array(scores.length * this.#rows.validationRows)
    scores.forEach((values, output) => {
      values.forEach((score, row) => (all[row * scores.length + output] = score))
    })
    return linked(this.#objective.link, all, scores.length)
  }

  #ownLoss(): Metric {
    return {
      name: this.#objective.name,
      better: 'lower',
      tasks: [this.#objective.task],
      compute: () => this.#objective.loss(this.#scores(), this.#validation),
    }
  }
}
