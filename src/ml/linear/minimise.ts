/** A smooth convex function of a vector. */
export interface Objective {
  readonly size: number
  /** The value at `point`; writes the gradient there into `gradient`. */
  evaluate(point: Float64Array, gradient: Float64Array): number
  /**
   * Replaces `vector` by an approximation of (inverse Hessian) x vector. The nearer it is, the fewer steps are
   * taken; it must be symmetric, positive definite and always the same.
   */
  precondition(vector: Float64Array): void
}

export interface Minimum {
  readonly point: Float64Array
  readonly value: number
  readonly iterations: number
  /** False when the steps ran out first: the point is then the best one met. */
  readonly converged: boolean
}

/** Pairs of steps and gradient changes that are remembered. */
const MEMORY = 10
const MAX_ITERATIONS = 500
/** Stops when a Newton step would lower the value by less than half of this. */
const TOLERANCE = 1e-18
/** Where rounding stops the descent, this near counts as arrived all the same. */
const ROUNDING_TOLERANCE = 1e-9

/**
 * Minimises by L-BFGS (Nocedal and Wright, "Numerical Optimization", 2006, algorithms 7.4 and 7.5, with a
 * backtracking search) from `start`, its initial inverse Hessian given by the objective. With a good one it takes
 * as many steps as Newton's method and never builds a Hessian again.
 * @param afterIteration awaited after each step: the place to report, to breathe and to cancel by throwing
 */
export async function minimise(
  objective: Objective,
  start: Float64Array,
  afterIteration: (iteration: number) => Promise<void> = () => Promise.resolve(),
): Promise<Minimum> {
  const { size } = objective
  let point: Float64Array = start.slice()
  let gradient: Float64Array = new Float64Array(size)
  let value = objective.evaluate(point, gradient)
  const memory: Pair[] = []
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    const nearness = decrement(objective, gradient)
    if (nearness <= TOLERANCE) return { point, value, iterations: iteration, converged: true }
    const direction = descent(objective, gradient, memory)
    const next = search(objective, point, value, gradient, direction)
    if (next === undefined) {
      return { point, value, iterations: iteration, converged: nearness <= ROUNDING_TOLERANCE }
    }
    remember(memory, difference(next.point, point), difference(next.gradient, gradient))
    point = next.point
    gradient = next.gradient
    value = next.value
    await afterIteration(iteration)
  }
  return { point, value, iterations: MAX_ITERATIONS, converged: false }
}

interface Pair {
  readonly step: Float64Array
  readonly change: Float64Array
  readonly curvature: number
}

/** Newton's decrement squared: twice what a full step would gain. */
function decrement(objective: Objective, gradient: Float64Array): number {
  const solved = gradient.slice()
  objective.precondition(solved)
  return dot(gradient, solved)
}

/** The two-loop recursion: minus (approximate inverse Hessian) x gradient. */
function descent(objective: Objective, gradient: Float64Array, memory: readonly Pair[]): Float64Array {
  const direction = gradient.map((x) => -x)
  const factors: number[] = []
  for (let i = memory.length - 1; i >= 0; i--) {
    factors[i] = dot(memory[i].step, direction) / memory[i].curvature
    addScaled(direction, memory[i].change, -factors[i])
  }
  objective.precondition(direction)
  for (let i = 0; i < memory.length; i++) {
    const back = dot(memory[i].change, direction) / memory[i].curvature
    addScaled(direction, memory[i].step, factors[i] - back)
  }
  return direction
}

interface Trial {
  readonly point: Float64Array
  readonly gradient: Float64Array
  readonly value: number
}

/** Relative rounding error of a value: smaller gains cannot be seen in it. */
const VALUE_NOISE = 1e-13

/**
 * Halves the step until it lowers the value enough (Armijo). Near the minimum, where the gain drowns in rounding,
 * a flatter slope along the direction shows it instead (the approximate condition of Hager and Zhang 2005).
 * @returns undefined when no step does
 */
function search(
  objective: Objective,
  point: Float64Array,
  value: number,
  gradient: Float64Array,
  direction: Float64Array,
): Trial | undefined {
  const slope = dot(gradient, direction)
  if (!(slope < 0)) return undefined
  for (let length = 1; length > 1e-10; length /= 2) {
    const trial = point.slice()
    addScaled(trial, direction, length)
    const trialGradient = new Float64Array(point.length)
    const trialValue = objective.evaluate(trial, trialGradient)
    const lower = trialValue <= value + 1e-4 * length * slope
    const level = trialValue <= value + VALUE_NOISE * Math.abs(value)
    if (lower || (level && Math.abs(dot(trialGradient, direction)) <= 0.9 * -slope)) {
      return { point: trial, gradient: trialGradient, value: trialValue }
    }
  }
  return undefined
}

function remember(memory: Pair[], step: Float64Array, change: Float64Array): void {
  const curvature = dot(step, change)
  // Below this the pair is rounding noise and would make the approximation indefinite.
  if (!(curvature > 1e-14 * dot(change, change)) || curvature === 0) return
  memory.push({ step, change, curvature })
  if (memory.length > MEMORY) memory.shift()
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i]
  return sum
}

function addScaled(target: Float64Array, other: Float64Array, factor: number): void {
  for (let i = 0; i < target.length; i++) target[i] += factor * other[i]
}

function difference(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((x, i) => x - b[i])
}
