import { type Expression, NotUnderstood } from './expression.js'
import { functions } from './functions.js'
import { type Lambda, lambdas } from './lambdas.js'
import { type Evaluate, isTrue, type Value } from './value.js'

/** The places of names: columns and parameters, and the parameters of lambdas as they come up. */
export class Names {
  readonly #places = new Map<string, number>()
  readonly #outer: Names | undefined
  readonly #next: { place: number }

  constructor(outer?: Names) {
    this.#outer = outer
    this.#next = outer === undefined ? { place: 0 } : outer.#next
  }

  /** How long a frame has to be. */
  get size(): number {
    return this.#next.place
  }

  /** A place of its own, also where an outer name is the same. */
  add(name: string): number {
    const place = this.#next.place++
    this.#places.set(name, place)
    return place
  }

  /** @throws NotUnderstood when there is no such name */
  place(name: string): number {
    const place = this.#places.get(name) ?? this.#outer?.place(name)
    if (place === undefined) throw new NotUnderstood(`${name} names nothing`)
    return place
  }
}

/** How a `{parameter}` is called among names. */
export function parameterName(name: string): string {
  return `{${name}}`
}

/**
 * Makes a function of an expression, to be called once for each entity or row. It is made of closures: no text
 * becomes code.
 * @throws NotUnderstood for a name or a function that is not known here
 */
export function evaluator(expression: Expression, names: Names): Evaluate {
  switch (expression.kind) {
    case 'constant': {
      const { value } = expression
      return () => value
    }
    case 'name':
      return reading(names.place(expression.name))
    case 'parameter':
      return reading(names.place(parameterName(expression.name)))
    case 'lambda':
      throw new NotUnderstood('a lambda stands where none is taken')
    case 'call':
      return calling(expression.name, expression.parts, names)
  }
}

function reading(place: number): Evaluate {
  return (frame) => frame[place]
}

function calling(name: string, parts: readonly Expression[], names: Names): Evaluate {
  if (Object.hasOwn(branches, name)) return branches[name](parts.map((part) => evaluator(part, names)))
  const [first, ...rest] = parts
  if (first?.kind === 'lambda' && Object.hasOwn(lambdas, name)) {
    const arrays = rest.map((part) => evaluator(part, names))
    return lambdas[name](lambda(first, names), arrays)
  }
  if (!Object.hasOwn(functions, name)) throw new NotUnderstood(`${name} is not a function that is known here`)
  return applying(
    functions[name],
    parts.map((part) => evaluator(part, names)),
  )
}

function lambda({ names: own, body }: Expression & { kind: 'lambda' }, outer: Names): Lambda {
  const names = new Names(outer)
  const places = own.map((name) => names.add(name))
  return { places, body: evaluator(body, names) }
}

/** Most calls have one or two arguments, and a call of a fixed number is sooner made. */
function applying(apply: (...values: Value[]) => Value, parts: readonly Evaluate[]): Evaluate {
  const [first, second] = parts
  switch (parts.length) {
    case 1:
      return (frame) => apply(first(frame))
    case 2:
      return (frame) => apply(first(frame), second(frame))
    default:
      return (frame) => apply(...parts.map((part) => part(frame)))
  }
}

/** Evaluates no more of its arguments than decide it. Of three values, as SQL has it: 1, 0 and NULL. */
const branches: Readonly<Record<string, (parts: readonly Evaluate[]) => Evaluate>> = {
  if:
    ([test, yes, no]) =>
    (frame) =>
      isTrue(test(frame)) ? yes(frame) : no(frame),
  multiIf: (parts) => (frame) => {
    for (let index = 0; index + 1 < parts.length; index += 2)
      if (isTrue(parts[index](frame))) return parts[index + 1](frame)
    return parts[parts.length - 1](frame)
  },
  ifNull:
    ([value, instead]) =>
    (frame) =>
      value(frame) ?? instead(frame),
  and: (parts) => (frame) => {
    let known = true
    for (const part of parts) {
      const value = part(frame)
      if (value === null) known = false
      else if (value === 0) return 0
    }
    return known ? 1 : null
  },
  or: (parts) => (frame) => {
    let known = true
    for (const part of parts) {
      const value = part(frame)
      if (value === null) known = false
      else if (value !== 0) return 1
    }
    return known ? 0 : null
  },
  not:
    ([part]) =>
    (frame) => {
      const value = part(frame)
      return value === null ? null : Number(value === 0)
    },
}
