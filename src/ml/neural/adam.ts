/** How strongly the running means of the slope and of its square look back. */
const MEAN_DECAY = 0.9
const SQUARE_DECAY = 0.999
const EPSILON = 1e-8

/**
 * Steps of Adam (Kingma and Ba, "Adam: a method for stochastic optimization", 2015), with the weight decay apart
 * from the gradient (Loshchilov and Hutter, "Decoupled weight decay regularization", 2019).
 */
export class Adam {
  readonly #means: Float64Array
  readonly #squares: Float64Array
  readonly #decaying: Uint8Array
  readonly #rate: number
  readonly #decay: number
  #steps = 0

  /**
   * @param decaying for each parameter: 1 when weight decay draws it to 0
   * @param rate length of a step
   * @param decay share of a parameter that is taken away at each step, as a multiple of the rate
   */
  constructor(decaying: Uint8Array, rate: number, decay: number) {
    this.#means = new Float64Array(decaying.length)
    this.#squares = new Float64Array(decaying.length)
    this.#decaying = decaying
    this.#rate = rate
    this.#decay = decay
  }

  /** Moves the parameters against the gradient, in place. */
  step(parameters: Float64Array, gradient: Float64Array): void {
    this.#steps++
    const means = this.#means
    const squares = this.#squares
    const decaying = this.#decaying
    // Both means start at 0; this undoes the lean that gives them.
    const rate = this.#rate / (1 - MEAN_DECAY ** this.#steps)
    const unbias = 1 / (1 - SQUARE_DECAY ** this.#steps)
    const shrink = 1 - this.#rate * this.#decay
    for (let i = 0; i < parameters.length; i++) {
      const slope = gradient[i]
      const mean = (means[i] += (1 - MEAN_DECAY) * (slope - means[i]))
      const square = (squares[i] += (1 - SQUARE_DECAY) * (slope * slope - squares[i]))
      const kept = decaying[i] === 1 ? parameters[i] * shrink : parameters[i]
      parameters[i] = kept - (rate * mean) / (Math.sqrt(square * unbias) + EPSILON)
    }
  }
}
