import { ForetellError } from '../shared/errors.js'

/** A parameter as it is declared once: its type, its check and its line in the documentation come from here. */
export type Parameter = NumberParameter | ChoiceParameter<string> | FlagParameter | ObjectParameter<unknown>

export interface NumberParameter {
  readonly type: 'number' | 'integer'
  readonly default: number
  readonly minimum: number
  readonly maximum: number
  readonly description: string
}

export interface ChoiceParameter<Choice extends string> {
  readonly type: 'choice'
  readonly default: Choice
  readonly choices: readonly Choice[]
  readonly description: string
}

export interface FlagParameter {
  readonly type: 'flag'
  readonly default: boolean
  readonly description: string
}

/** A value that is more than a number or a word. */
export interface ObjectParameter<Value> {
  readonly type: 'object'
  readonly default: Value
  /** The default as the documentation shows it. */
  readonly shown: string
  readonly expected: string
  readonly accepts: (value: unknown) => boolean
  readonly description: string
}

/** The parameters of a learner by name. */
export type Declarations = Readonly<Record<string, Parameter>>

/** Every value is there and within its range. */
export type Resolved<Declared extends Declarations> = {
  readonly [Name in keyof Declared]: ValueOf<Declared[Name]>
}

type ValueOf<Declared extends Parameter> =
  Declared extends ObjectParameter<infer Value>
    ? Value
    : Declared extends ChoiceParameter<infer Choice>
      ? Choice
      : Declared extends FlagParameter
        ? boolean
        : number

/** The maximum of a parameter that may be as large as anybody wants. */
export const unlimited = Number.MAX_SAFE_INTEGER

/**
 * Fills in the defaults.
 * @throws ForetellError `PARAMETER_INVALID` for an unknown name, a wrong type and a value out of range
 */
export function resolve<Declared extends Declarations>(
  declared: Declared,
  given: Partial<Resolved<Declared>>,
): Resolved<Declared> {
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(declared, name)) {
      throw invalid(name, `to be one of ${Object.keys(declared).join(', ')}`, 'another name')
    }
  }
  const resolved = Object.entries(declared).map(([name, parameter]) => {
    const value: unknown = given[name]
    return [name, value === undefined ? parameter.default : checked(name, parameter, value)]
  })
  return Object.fromEntries(resolved) as Resolved<Declared>
}

/** `a number from 0.001 to 1`: the range as errors and the documentation say it. */
export function expectedValue(parameter: Parameter): string {
  if (parameter.type === 'object') return parameter.expected
  if (parameter.type === 'flag') return 'true or false'
  if (parameter.type === 'choice') return `one of ${parameter.choices.join(', ')}`
  const what = parameter.type === 'integer' ? 'a whole number' : 'a number'
  return parameter.maximum === unlimited
    ? `${what} of at least ${parameter.minimum}`
    : `${what} from ${parameter.minimum} to ${parameter.maximum}`
}

/** The table of the documentation: one line a parameter, without padding. */
export function parameterTable(declared: Declarations): string[] {
  return Object.entries(declared).map(
    ([name, parameter]) =>
      `| \`${name}\` | ${shownDefault(parameter)} | ${expectedValue(parameter)} | ${parameter.description} |`,
  )
}

function shownDefault(parameter: Parameter): string {
  return parameter.type === 'object' ? parameter.shown : String(parameter.default)
}

function checked(name: string, parameter: Parameter, value: unknown): unknown {
  if (parameter.type === 'object') {
    if (parameter.accepts(value)) return value
  } else if (parameter.type === 'flag') {
    if (typeof value === 'boolean') return value
  } else if (parameter.type === 'choice') {
    if (typeof value === 'string' && parameter.choices.includes(value)) return value
  } else if (typeof value === 'number' && value >= parameter.minimum && value <= parameter.maximum) {
    if (parameter.type === 'number' || Number.isInteger(value)) return value
  }
  throw invalid(name, expectedValue(parameter), shortText(value))
}

function shortText(value: unknown): string {
  return typeof value === 'object' && value !== null ? 'an object of another form' : String(value)
}

function invalid(name: string, expected: string, got: string): ForetellError {
  return new ForetellError('PARAMETER_INVALID', { values: { name, expected, got } })
}

export function number(
  byDefault: number,
  minimum: number,
  maximum: number,
  description: string,
): NumberParameter {
  return { type: 'number', default: byDefault, minimum, maximum, description }
}

export function integer(
  byDefault: number,
  minimum: number,
  maximum: number,
  description: string,
): NumberParameter {
  return { type: 'integer', default: byDefault, minimum, maximum, description }
}

export function choice<const Choice extends string>(
  choices: readonly Choice[],
  byDefault: NoInfer<Choice>,
  { description }: { description: string },
): ChoiceParameter<Choice> {
  return { type: 'choice', default: byDefault, choices, description }
}

export function flag(byDefault: boolean, description: string): FlagParameter {
  return { type: 'flag', default: byDefault, description }
}

export function object<Value>(declared: Omit<ObjectParameter<Value>, 'type'>): ObjectParameter<Value> {
  return { type: 'object', ...declared }
}
