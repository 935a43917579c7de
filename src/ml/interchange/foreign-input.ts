import { codeCount, type Coding, type MissingRule, ZERO } from '../trees/coding.js'
import type { ForeignSplit, ThresholdSplit } from './foreign-tree.js'
import { doubleBelow } from './neighbours.js'

/** An input as the other program knows it. */
export interface ForeignInput {
  readonly name: string
  /** Names of the categories 0, 1, ... where they are known: the input is then a category column. */
  readonly levels?: readonly string[]
}

/** How a program reads a category out of a number. */
export interface CategoryReading {
  /** -1 for a number that is no category. */
  readonly categoryOf: (value: number) => number
  /** The largest number that is read as less than a category. */
  readonly edgeBelow: (category: number) => number
}

/** Where the codes of an input go at a split, in the terms of `Tree`. */
export type Placement =
  | { readonly kind: 'cut'; readonly cut: number; readonly missingLeft: boolean }
  | { readonly kind: 'set'; readonly goesLeft: Uint8Array }

export interface CodedInput {
  readonly coding: Coding
  readonly place: (split: ForeignSplit) => Placement
}

/**
 * Finds codes for an input by which every split on it can be said. The values between two neighbouring thresholds
 * (or edges of categories) decide alike everywhere, so one of them speaks for all.
 */
export function codeInput(
  input: ForeignInput,
  splits: readonly ForeignSplit[],
  reading: CategoryReading,
): CodedInput {
  if (input.levels !== undefined) return codeLevels(input.name, input.levels, reading)
  const missing = commonRule(splits)
  const thresholds = edgesOf(splits, missing, reading)
  const indexOf = new Map(Array.from(thresholds, (threshold, index) => [threshold, index]))
  const coding: Coding = { kind: 'numeric', name: input.name, thresholds, missing }
  // The value at the upper end of each code, then what is missing.
  const speakers = new Float64Array(thresholds.length + 2).fill(NaN)
  speakers.set(thresholds)
  speakers[thresholds.length] = Infinity
  const sides = sidesBy(speakers, reading)
  return {
    coding,
    place(split) {
      if (split.kind === 'threshold' && (split.missing === missing || split.missing === 'none')) {
        const missingLeft = goesLeft(split, NaN)
        return { kind: 'cut', cut: indexOf.get(finite(split.threshold)) ?? thresholds.length, missingLeft }
      }
      return { kind: 'set', goesLeft: sides(split) }
    },
  }
}

/** A level that was never seen is what pandas makes of it: missing. */
function codeLevels(name: string, levels: readonly string[], reading: CategoryReading): CodedInput {
  const coding: Coding = { kind: 'category', name, levels }
  const speakers = Float64Array.from({ length: codeCount(coding) }, (_, code) =>
    code >= 1 && code <= levels.length ? code - 1 : NaN,
  )
  const sides = sidesBy(speakers, reading)
  return { coding, place: (split) => ({ kind: 'set', goesLeft: sides(split) }) }
}

/** The sides of all codes at a split, by a value of each; those ascend, but for what is missing. */
function sidesBy(
  speakers: Float64Array,
  { categoryOf }: CategoryReading,
): (split: ForeignSplit) => Uint8Array {
  const categories = speakers.map((value) => (Number.isNaN(value) ? NaN : categoryOf(value)))
  return (split) => {
    const sides = new Uint8Array(speakers.length)
    if (split.kind === 'threshold') {
      for (let code = 0; code < sides.length; code++) sides[code] = Number(goesLeft(split, speakers[code]))
      return sides
    }
    const { members, membersLeft, missingLeft } = split
    let passed = 0
    for (let code = 0; code < sides.length; code++) {
      const category = categories[code]
      while (members[passed] <= category) passed++
      // Within a range when its begin has been passed and its end has not.
      const isMember = category >= 0 && passed % 2 === 1
      sides[code] = Number(Number.isNaN(category) ? missingLeft : isMember === membersLeft)
    }
    return sides
  }
}

/** Whether a value goes left: LightGBM's `NumericalDecision`, of whose rules XGBoost's is one. */
function goesLeft(split: ThresholdSplit, value: number): boolean {
  if (Number.isNaN(value) && split.missing !== 'none') return split.missingLeft
  const read = Number.isNaN(value) ? 0 : value
  if (split.missing === 'zero' && Math.abs(read) <= ZERO) return split.missingLeft
  return read <= split.threshold
}

/** The rule all splits share, or else `nan`, with which any can be said. */
function commonRule(splits: readonly ForeignSplit[]): MissingRule {
  const rules = new Set(splits.map((split) => (split.kind === 'threshold' ? split.missing : 'nan')))
  const [rule] = rules
  return rules.size === 1 ? rule : 'nan'
}

function edgesOf(splits: readonly ForeignSplit[], rule: MissingRule, reading: CategoryReading): Float64Array {
  const edges = new Set<number>()
  for (const split of splits) {
    const own =
      split.kind === 'threshold' ? thresholdEdges(split, rule) : split.members.map(reading.edgeBelow)
    for (const edge of own) {
      if (edge < Infinity) edges.add(finite(edge))
    }
  }
  return Float64Array.from(edges).sort()
}

function thresholdEdges({ threshold, missing }: ThresholdSplit, rule: MissingRule): number[] {
  // Where zero is missing at some nodes only, it needs a code to itself.
  return missing === 'zero' && rule !== 'zero' ? [threshold, doubleBelow(-ZERO), ZERO] : [threshold]
}

/** A threshold that only minus infinity is at most: no number is below the lowest but that. */
function finite(threshold: number): number {
  return threshold === -Infinity ? -Number.MAX_VALUE : threshold
}
