import type { Dataset, Frame } from '../frame.js'
import type { Contributions, FitOptions, Learner, Model, ModelInput, SerialisedModel } from '../model.js'
import { probabilityOf } from '../metrics/log-loss.js'
import { addProducts, addTerm, designOf, type Encoding, encodingWidth } from './design.js'

export const linearKinds = ['logistic', 'linear', 'poisson'] as const
export type LinearKind = (typeof linearKinds)[number]

/** All that a fitted linear model is. Plain data. */
export interface LinearParts {
  readonly kind: LinearKind
  readonly encodings: readonly Encoding[]
  /** One for each column of the design, in the order of the encodings. */
  readonly coefficients: readonly number[]
  readonly intercept: number
  /** Mean of each column of the design over the training rows: what a contribution is measured from. */
  readonly centres: readonly number[]
  readonly fit: LinearFit
}

/** How the coefficients were found. */
export interface LinearFit {
  readonly iterations: number
  readonly converged: boolean
  /** Of an elastic net: as it was given or chosen. */
  readonly penalty?: { readonly lambda: number; readonly l1Ratio: number }
}

/** Learns a linear model. */
export interface LinearLearner extends Learner {
  fit(data: Dataset, options?: FitOptions): Promise<LinearModel>
}

/** A fitted logistic, linear or Poisson regression. */
export class LinearModel implements Model {
  readonly kind: LinearKind
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

  /** All that it is: what explanations of their own are made from. */
  get parts(): LinearParts {
    return this.#parts
  }

  /** False when the search ran out of steps; the model is usable, its coefficients are not final. */
  get converged(): boolean {
    return this.#parts.fit.converged
  }

  /** Of an elastic net: the penalty that was given or chosen. */
  get penalty(): LinearFit['penalty'] {
    return this.#parts.fit.penalty
  }

  /** Names of the inputs with a coefficient that is not 0: what an elastic net has kept. */
  get usedInputs(): string[] {
    let at = 0
    return this.#parts.encodings.flatMap((encoding) => {
      const end = at + encodingWidth(encoding)
      const used = this.#coefficients.subarray(at, end).some((coefficient) => coefficient !== 0)
      at = end
      return used ? [encoding.name] : []
    })
  }

  predict(frame: Frame): Float64Array {
    const raw = new Float64Array(frame.rows).fill(this.#parts.intercept)
    addProducts(designOf(frame, this.#parts.encodings), this.#coefficients, raw)
    return raw.map(links[this.kind])
  }

  contributions(frame: Frame): Contributions {
    return linearContributions(frame, this.#parts, this.#coefficients)
  }

  toJSON(): SerialisedModel {
    return { format: 'foretell-model', version: 1, ...this.#parts }
  }
}

/** Beyond this an exponential is infinite. */
const LARGEST_LOGARITHM = 709

/** From the raw prediction to the predicted value. */
const links: Readonly<Record<LinearKind, (raw: number) => number>> = {
  logistic: probabilityOf,
  linear: (raw) => raw,
  poisson: (raw) => Math.exp(Math.min(LARGEST_LOGARITHM, raw)),
}

/**
 * Coefficient x (value - mean of the value in training), summed over the columns an input became: the exact
 * SHAP values of a linear model whose inputs are taken as independent (Lundberg and Lee 2017, corollary 1).
 */
export function linearContributions(
  frame: Frame,
  { encodings, centres, intercept }: Pick<LinearParts, 'encodings' | 'centres' | 'intercept'>,
  coefficients: Float64Array,
): Contributions {
  const design = designOf(frame, encodings)
  const inputs = encodings.length
  const values = new Float64Array(frame.rows * inputs)
  const expected = expectedContributions(encodings, centres, coefficients)
  for (let i = 0; i < values.length; i++) values[i] = -expected[i % inputs]
  for (const term of design.terms) addTerm(term, coefficients, values, inputs, term.input)
  let baseline = intercept
  for (let i = 0; i < centres.length; i++) baseline += coefficients[i] * centres[i]
  return { baseline, values }
}

/** What each input adds on average. */
function expectedContributions(
  encodings: readonly Encoding[],
  centres: readonly number[],
  coefficients: Float64Array,
): Float64Array {
  let at = 0
  return Float64Array.from(encodings, (encoding) => {
    const end = at + encodingWidth(encoding)
    let sum = 0
    for (; at < end; at++) sum += coefficients[at] * centres[at]
    return sum
  })
}
