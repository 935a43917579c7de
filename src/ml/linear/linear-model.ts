import type { Dataset, Frame } from '../frame.js'
import type { Contributions, FitOptions, Learner, Model, ModelInput, SerialisedModel } from '../model.js'
import { probabilityOf } from '../metrics/log-loss.js'
import { addProducts, addTerm, designOf, type Encoding, encodingWidth } from './design.js'

/** All that a fitted linear model is. Plain data. */
export interface LinearParts {
  readonly kind: 'logistic' | 'linear'
  readonly encodings: readonly Encoding[]
  /** One for each column of the design, in the order of the encodings. */
  readonly coefficients: readonly number[]
  readonly intercept: number
  /** Mean of each column of the design over the training rows: what a contribution is measured from. */
  readonly centres: readonly number[]
  readonly fit: { readonly iterations: number; readonly converged: boolean }
}

/** Learns a linear model. */
export interface LinearLearner extends Learner {
  fit(data: Dataset, options?: FitOptions): Promise<LinearModel>
}

/** A fitted logistic or linear regression. */
export class LinearModel implements Model {
  readonly kind: 'logistic' | 'linear'
  readonly task: 'classification' | 'regression'
  readonly outputs = 1
  readonly inputs: readonly ModelInput[]
  readonly #parts: LinearParts
  readonly #coefficients: Float64Array

  constructor(parts: LinearParts) {
    this.kind = parts.kind
    this.task = parts.kind === 'logistic' ? 'classification' : 'regression'
    this.inputs = parts.encodings.map(({ name, kind }) => ({ name, kind }))
    this.#parts = parts
    this.#coefficients = Float64Array.from(parts.coefficients)
  }

  /** False when the search ran out of steps; the model is usable, its coefficients are not final. */
  get converged(): boolean {
    return this.#parts.fit.converged
  }

  predict(frame: Frame): Float64Array {
    const raw = new Float64Array(frame.rows).fill(this.#parts.intercept)
    addProducts(designOf(frame, this.#parts.encodings), this.#coefficients, raw)
    return this.task === 'classification' ? raw.map(probabilityOf) : raw
  }

  /**
   * Coefficient x (value - mean of the value in training), summed over the columns an input became: the exact
   * SHAP values of a linear model whose inputs are taken as independent (Lundberg and Lee 2017, corollary 1).
   */
  contributions(frame: Frame): Contributions {
    const { encodings, centres, intercept } = this.#parts
    const design = designOf(frame, encodings)
    const inputs = encodings.length
    const values = new Float64Array(frame.rows * inputs)
    let baseline = intercept
    for (let i = 0; i < centres.length; i++) baseline += this.#coefficients[i] * centres[i]
    const expected = this.#expectedContributions()
    for (let i = 0; i < values.length; i++) values[i] = -expected[i % inputs]
    for (const term of design.terms) addTerm(term, this.#coefficients, values, inputs, term.input)
    return { baseline, values }
  }

  /** What each input adds on average. */
  #expectedContributions(): Float64Array {
    const { encodings, centres } = this.#parts
    let at = 0
    return Float64Array.from(encodings, (encoding) => {
      const end = at + encodingWidth(encoding)
      let sum = 0
      for (; at < end; at++) sum += this.#coefficients[at] * centres[at]
      return sum
    })
  }

  toJSON(): SerialisedModel {
    return { format: 'foretell-model', version: 1, ...this.#parts }
  }
}
