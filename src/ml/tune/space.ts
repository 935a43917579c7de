import { ForetellError } from '../../shared/errors.js'
import type { Random } from '../../shared/random.js'

/** Any number between two, both ends included. */
export interface NumberDimension {
  readonly type: 'number'
  readonly low: number
  readonly high: number
  /** Searched by its logarithm, for what works by factors (a learning rate); `low` is above 0 then. */
  readonly log?: boolean
}

/** Any whole number between two, both ends included. */
export interface IntegerDimension {
  readonly type: 'integer'
  readonly low: number
  readonly high: number
  /** Searched by its logarithm; `low` is at least 1 then. */
  readonly log?: boolean
}

/** One of some values that have no order. */
export interface ChoiceDimension<Choice = string | number | boolean> {
  readonly type: 'choice'
  readonly choices: readonly Choice[]
}

export type Dimension = NumberDimension | IntegerDimension | ChoiceDimension

/** What may be tried: plain data, a dimension a name. */
export type Space = Readonly<Record<string, Dimension>>

/** One point of a space: a value for each name. */
export type Setting<Searched extends Space = Space> = {
  readonly [Name in keyof Searched]: ValueOf<Searched[Name]>
}

type ValueOf<Searched extends Dimension> = Searched extends ChoiceDimension<infer Choice> ? Choice : number

/**
 * A dimension as the search sees it. Numbers searched by logarithm are logarithms already; whole numbers are
 * themselves; a choice is its index.
 */
export type Axis =
  | { readonly kind: 'number'; readonly low: number; readonly high: number }
  | { readonly kind: 'integer'; readonly low: number; readonly high: number; readonly log: boolean }
  | { readonly kind: 'choice'; readonly size: number }

/** @throws ForetellError `PARAMETER_INVALID` for bounds that hold nothing, and for choices that are none */
export function axesOf(space: Space): Axis[] {
  return Object.entries(space).map(([name, dimension]) => {
    if (dimension.type === 'choice') {
      const size = new Set(dimension.choices).size
      if (size === 0 || size < dimension.choices.length) {
        throw invalid(name, 'at least one choice, each once', `${dimension.choices.length} choices`)
      }
      return { kind: 'choice', size }
    }
    const { type, low, high, log = false } = dimension
    const least = log ? (type === 'integer' ? 1 : Number.MIN_VALUE) : -Number.MAX_VALUE
    if (!(low >= least && low < high && high <= Number.MAX_VALUE)) {
      throw invalid(name, `finite bounds${log ? ' above 0' : ''}, the lower first`, `${low} to ${high}`)
    }
    if (type === 'integer') {
      if (!Number.isSafeInteger(low) || !Number.isSafeInteger(high)) {
        throw invalid(name, 'whole numbers as bounds', `${low} to ${high}`)
      }
      return { kind: 'integer', low, high, log }
    }
    return log ? { kind: 'number', low: Math.log(low), high: Math.log(high) } : { kind: 'number', low, high }
  })
}

/** A setting as the search sees it: a number an axis. */
export function pointOf(space: Space, setting: Setting): Float64Array {
  return Float64Array.from(Object.entries(space), ([name, dimension]) => {
    const value = setting[name]
    if (dimension.type === 'choice') return dimension.choices.indexOf(value)
    const number = Number(value)
    return dimension.type === 'number' && dimension.log === true ? Math.log(number) : number
  })
}

/** The way back from `pointOf`. */
export function settingOf(space: Space, point: Float64Array): Setting {
  const values = Object.entries(space).map(([name, dimension], axis) => {
    if (dimension.type === 'choice') return [name, dimension.choices[point[axis]]]
    const value = dimension.type === 'number' && dimension.log === true ? Math.exp(point[axis]) : point[axis]
    // Rounding of the logarithm must not lead out of the bounds.
    return [name, Math.min(dimension.high, Math.max(dimension.low, value))]
  })
  return Object.fromEntries(values) as Setting
}

/**
 * Checks a value against its dimension.
 * @returns whether it lies in it
 */
export function isWithin(dimension: Dimension, value: unknown): boolean {
  if (dimension.type === 'choice') return dimension.choices.some((choice) => choice === value)
  if (typeof value !== 'number' || !(value >= dimension.low && value <= dimension.high)) return false
  return dimension.type === 'number' || Number.isInteger(value)
}

/** A point drawn evenly, by logarithm where the axis is one. */
export function drawEvenly(axes: readonly Axis[], random: Random): Float64Array {
  return Float64Array.from(axes, (axis) => {
    switch (axis.kind) {
      case 'choice':
        return random.below(axis.size)
      case 'number':
        return axis.low + random.uniform() * (axis.high - axis.low)
      case 'integer': {
        const { low, high } = edgesOf(axis)
        return wholeAt(axis, low + random.uniform() * (high - low))
      }
    }
  })
}

type IntegerAxis = Extract<Axis, { kind: 'integer' }>

/** The stretch of the line that whole numbers share out: half a step beyond the bounds, as a logarithm if it is one. */
export function edgesOf(axis: IntegerAxis): { low: number; high: number } {
  return { low: placeOf(axis, axis.low - 0.5), high: placeOf(axis, axis.high + 0.5) }
}

export function placeOf(axis: IntegerAxis, value: number): number {
  return axis.log ? Math.log(value) : value
}

/** The whole number whose stretch a place lies in. */
export function wholeAt(axis: IntegerAxis, place: number): number {
  const value = Math.round(axis.log ? Math.exp(place) : place)
  return Math.min(axis.high, Math.max(axis.low, value))
}

function invalid(name: string, expected: string, got: string): ForetellError {
  return new ForetellError('PARAMETER_INVALID', { values: { name, expected, got } })
}
