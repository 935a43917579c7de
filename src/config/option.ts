import { durationLength, type Instant } from '../shared/time.js'
import { type Mistakes, listed, shown } from './mistakes.js'
import type { Path } from './origin.js'

/** A piece of JSON Schema (draft 2020-12), for editors. */
export type Schema = Readonly<Record<string, unknown>>

/** What may be written for an option, and what it means. */
export interface Kind<Meaning> {
  /** Continues "expected ...": `a whole number above 0`. */
  readonly expected: string
  readonly schema: Schema
  /** What was written, understood; undefined when it is not of this kind. */
  accept(written: unknown): Meaning | undefined
}

/**
 * One option, declared once: the check, the default, the table in `docs/configuration.md` and the JSON Schema
 * are all made of it.
 */
export interface Option<Meaning = unknown> {
  readonly kind: Kind<Meaning>
  readonly description: string
  /** As it would be written. */
  readonly default?: unknown
  /** What stands in when nothing was written and the default is no fixed value: "the label's horizon". */
  readonly otherwise?: string
  readonly required?: true
  /** A variable of the environment that goes before what is written. */
  readonly environment?: string
}

export type Options = Readonly<Record<string, Option>>

/** What the options of a group mean once read. Those with a default are always there. */
export type Values<Group extends Options> = {
  readonly [Key in keyof Group]: Group[Key] extends Option<infer Meaning>
    ? Group[Key] extends { readonly default: unknown }
      ? Meaning
      : Meaning | undefined
    : never
}

/**
 * Reads a group of options: unknown and missing keys and unfit values are added to the mistakes, and the
 * default stands in for an unfit value so that the rest can still be checked.
 * What is no object at all is one mistake, and is read as if nothing had been written.
 */
export function readOptions<Group extends Options>(
  group: Group,
  written: unknown,
  path: Path,
  mistakes: Mistakes,
): Values<Group> {
  if (!isObject(written)) {
    mistakes.add(path, { expected: `an object with ${listed(Object.keys(group))}`, got: shown(written) })
    const defaults = Object.entries(group).map(([key, option]) => [key, fallback(option)])
    return Object.fromEntries(defaults) as Values<Group>
  }
  const known = knownOptions(group, written, path, mistakes)
  const read = Object.entries(group).map(([key, option]) => [
    key,
    readOption(option, known[key], [...path, key], mistakes),
  ])
  return Object.fromEntries(read) as Values<Group>
}

/** The written keys that the group has; the others are told as unknown. */
export function knownOptions(
  group: Options,
  written: Readonly<Record<string, unknown>>,
  path: Path,
  mistakes: Mistakes,
): Readonly<Record<string, unknown>> {
  const names = Object.keys(group)
  const strange = Object.keys(written).filter((key) => !names.includes(key))
  for (const key of strange) mistakes.unknown([...path, key], 'one of the keys', key, names)
  return without(written, ...strange)
}

function readOption(option: Option, written: unknown, path: Path, mistakes: Mistakes): unknown {
  if (written === undefined || written === null) {
    if (option.required) mistakes.add(path, { expected: option.kind.expected, got: 'nothing' })
    return fallback(option)
  }
  const meaning = option.kind.accept(written)
  if (meaning !== undefined) return meaning
  mistakes.add(path, {
    expected: option.kind.expected,
    got: shown(written),
    ...closest(option.kind, written),
  })
  return fallback(option)
}

function fallback(option: Option): unknown {
  return option.default === undefined ? undefined : option.kind.accept(option.default)
}

function closest(kind: Kind<unknown>, written: unknown): { name?: string; candidates?: readonly string[] } {
  const candidates = kind.schema['enum']
  return typeof written === 'string' && Array.isArray(candidates)
    ? { name: written, candidates: candidates as string[] }
    : {}
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** An object less some of its keys. */
export function without(
  object: Readonly<Record<string, unknown>>,
  ...keys: readonly string[]
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)))
}

export function text(expected = 'a text'): Kind<string> {
  return {
    expected,
    schema: { type: 'string', minLength: 1 },
    accept: (written) => (typeof written === 'string' && written.trim() !== '' ? written : undefined),
  }
}

export function oneOf<const Name extends string>(...names: readonly Name[]): Kind<Name> {
  return {
    expected: `one of ${names.join(', ')}`,
    schema: { enum: names },
    accept: (written) => names.find((name) => name === written),
  }
}

/** True or false. */
export function toggle(): Kind<boolean> {
  return {
    expected: 'true or false',
    schema: { type: 'boolean' },
    accept: (written) => (typeof written === 'boolean' ? written : undefined),
  }
}

/** @param least smallest allowed */
export function wholeNumber(least: number): Kind<number> {
  return {
    expected: `a whole number of at least ${least}`,
    schema: { type: 'integer', minimum: least },
    accept: (written) =>
      typeof written === 'number' && Number.isSafeInteger(written) && written >= least ? written : undefined,
  }
}

/** A number within bounds that are part of the range (`least`, `most`) or not (`above`, `below`). */
export function numberWithin(range: {
  above?: number
  least?: number
  below?: number
  most?: number
}): Kind<number> {
  const { above = -Infinity, least = -Infinity, below = Infinity, most = Infinity } = range
  return {
    expected: `a number ${rangeText(range)}`,
    schema: {
      type: 'number',
      ...(range.above === undefined ? {} : { exclusiveMinimum: above }),
      ...(range.least === undefined ? {} : { minimum: least }),
      ...(range.below === undefined ? {} : { exclusiveMaximum: below }),
      ...(range.most === undefined ? {} : { maximum: most }),
    },
    accept: (written) =>
      typeof written === 'number' &&
      Number.isFinite(written) &&
      written > above &&
      written >= least &&
      written < below &&
      written <= most
        ? written
        : undefined,
  }
}

function rangeText(range: { above?: number; least?: number; below?: number; most?: number }): string {
  const bounds = [
    range.above === undefined ? '' : `above ${range.above}`,
    range.least === undefined ? '' : `of at least ${range.least}`,
    range.below === undefined ? '' : `below ${range.below}`,
    range.most === undefined ? '' : `of at most ${range.most}`,
  ]
  return bounds.filter((bound) => bound !== '').join(' and ')
}

const durationExpected = 'a length of time such as 30d, 12h, 4w or 90m'

/** A length of time, in milliseconds. */
export function duration({ zero = false }: { zero?: boolean } = {}): Kind<Instant> {
  return {
    expected: zero ? `${durationExpected}, or 0d` : durationExpected,
    schema: { type: 'string', pattern: zero ? '^\\d+[mhdw]$' : '^0*[1-9]\\d*[mhdw]$' },
    accept: (written) => (zero && /^0+[mhdw]$/.test(String(written)) ? 0 : lengthOf(written)),
  }
}

/** @returns milliseconds, or undefined for what is no length of time above zero */
export function lengthOf(written: unknown): Instant | undefined {
  if (typeof written !== 'string' || !/^\d+[mhdw]$/.test(written) || /^0+[mhdw]$/.test(written))
    return undefined
  const length = durationLength(written)
  return Number.isSafeInteger(length) ? length : undefined
}

/** A list of which each member is of the kind. */
export function listOf<Meaning>(
  member: Kind<Meaning>,
  expected: string,
  { least = 0 }: { least?: number } = {},
): Kind<readonly Meaning[]> {
  return {
    expected,
    schema: { type: 'array', items: member.schema, ...(least === 0 ? {} : { minItems: least }) },
    accept: (written) => {
      if (!Array.isArray(written) || written.length < least) return undefined
      const read = written.map((each) => member.accept(each))
      return read.every((each) => each !== undefined) ? read : undefined
    },
  }
}

/** Something with a structure of its own, handed on as it is to the code that knows it. */
export function structure(expected: string, schema: Schema): Kind<unknown> {
  return { expected, schema, accept: (written) => written }
}
