import type { Frame } from '../frame.js'
import { softmax } from '../metrics/softmax.js'
import type { Contributions, Model, ModelInput, SerialisedModel } from '../model.js'
import { addTerm, designOf, type Encoding } from './design.js'
import { type LinearFit, linearContributions } from './linear-model.js'

/** All that a fitted multinomial regression is. Plain data. */
export interface MultinomialParts {
  readonly encodings: readonly Encoding[]
  /** One for each class; coefficients as wide as the design. */
  readonly classes: readonly { readonly coefficients: readonly number[]; readonly intercept: number }[]
  /** Mean of each column of the design over the training rows: what a contribution is measured from. */
  readonly centres: readonly number[]
  readonly fit: LinearFit
}

/** A fitted logistic regression of several classes. */
export class MultinomialModel implements Model {
  readonly kind = 'multinomial'
  readonly task = 'multiclass'
  readonly outputs: number
  readonly inputs: readonly ModelInput[]
  readonly #parts: MultinomialParts
  readonly #coefficients: readonly Float64Array[]

  constructor(parts: MultinomialParts) {
    this.outputs = parts.classes.length
    this.inputs = parts.encodings.map(({ name, kind }) => ({ name, kind }))
    this.#parts = parts
    this.#coefficients = parts.classes.map(({ coefficients }) => Float64Array.from(coefficients))
  }

  /** False when the search ran out of steps; the model is usable, its coefficients are not final. */
  get converged(): boolean {
    return this.#parts.fit.converged
  }

  predict(frame: Frame): Float64Array {
    const { outputs } = this
    const { encodings, classes } = this.#parts
    const { terms } = designOf(frame, encodings)
    const scores = new Float64Array(frame.rows * outputs)
    classes.forEach(({ intercept }, own) => {
      for (let at = own; at < scores.length; at += outputs) scores[at] = intercept
      for (const term of terms) addTerm(term, this.#coefficients[own], scores, outputs, own)
    })
    return softmax(scores, outputs)
  }

  /** As of a `LinearModel`, for the score of one class. */
  contributions(frame: Frame, output = 0): Contributions {
    const { encodings, centres, classes } = this.#parts
    const { intercept } = classes[output]
    return linearContributions(frame, { encodings, centres, intercept }, this.#coefficients[output])
  }

  toJSON(): SerialisedModel {
    return { format: 'foretell-model', version: 1, kind: this.kind, ...this.#parts }
  }
}
