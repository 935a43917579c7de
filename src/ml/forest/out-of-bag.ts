import type { Dataset } from '../frame.js'
import { metricNamed } from '../metrics/metric.js'
import type { Task } from '../model.js'
import type { Tree } from '../trees/tree.js'

/** What a forest is worth on new rows, judged by the trees that have not seen each row (Breiman 2001, section 3.1). */
export interface OutOfBag {
  /** rows x outputs, row after row: the mean of the trees that have not seen the row; NaN where each has. */
  readonly predictions: Float64Array
  /** `auc` for classification, `accuracy` for multiclass, `r2` for regression. */
  readonly metric: string
  /** Over the rows that some tree has not seen, by their weights; NaN where nothing can be said. */
  readonly score: number
}

const metrics: Readonly<Record<Exclude<Task, 'survival'>, string>> = {
  classification: 'auc',
  multiclass: 'accuracy',
  regression: 'r2',
}

/** Sums what trees say of rows that they have not seen. */
export class OutOfBagSums {
  readonly #outputs: number
  readonly #sums: Float64Array
  readonly #trees: Float64Array

  constructor(rows: number, outputs: number) {
    this.#outputs = outputs
    this.#sums = new Float64Array(rows * outputs)
    this.#trees = new Float64Array(rows)
  }

  /**
   * @param trees one for each output
   * @param counts how often each row was seen
   */
  add(trees: readonly Tree[], leafOfRow: Float64Array, counts: Uint8Array): void {
    for (let row = 0; row < counts.length; row++) {
      if (counts[row] > 0) continue
      this.#trees[row]++
      for (let output = 0; output < this.#outputs; output++) {
        this.#sums[row * this.#outputs + output] += trees[output].value[leafOfRow[row]]
      }
    }
  }

  finish({ target, weights }: Dataset, task: Exclude<Task, 'survival'>): OutOfBag {
    const predictions = this.#sums.map((sum, at) => sum / this.#trees[Math.floor(at / this.#outputs)])
    const judged = Array.from(this.#trees.keys()).filter((row) => this.#trees[row] > 0)
    const outputs = this.#outputs
    const metric = metricNamed(metrics[task])
    const score = metric.compute(
      Float64Array.from(
        { length: judged.length * outputs },
        (_, at) => predictions[judged[Math.floor(at / outputs)] * outputs + (at % outputs)],
      ),
      Float64Array.from(judged, (row) => target[row]),
      weights === undefined ? undefined : Float64Array.from(judged, (row) => weights[row]),
    )
    return { predictions, metric: metric.name, score }
  }
}
