import type { Frame } from '../ml/frame.js'
import type { Feature } from '../features/feature.js'
import type { FeatureProfile } from '../predictions/feature-profile.js'
import type { Explain, Explanation } from '../predictions/explain.js'
import type { Factor, TurningThreshold } from '../predictions/prediction.js'
import { impacts } from './impact.js'
import { factorSentence } from './sentence.js'
import { valueText } from './value-text.js'

/** People read no more. */
const mostFactors = 5
/** Of the features that say the same, so many are named. */
const mostAlike = 3
/** A reason worth less than this share of the largest is none. */
const leastShare = 0.01

/**
 * The reasons of each row: exact contributions of the model (TreeSHAP for trees), turned into probability points,
 * features that say the same taken together, and put into words.
 */
export const explainRows: Explain = (scorer, prediction, frame) => {
  const { features, profiles, task, unit } = scorer.artifact
  const { baseline, values } = scorer.contributions(frame)
  const base = scorer.outcomeOf(baseline)
  const valueAt = valueReader(frame, features)
  const groups = groupsOf(profiles)
  return Array.from({ length: frame.rows }, (_, row): Explanation => {
    const own = values.subarray(row * features.length, (row + 1) * features.length)
    const impact = impacts(own, baseline, (raw) => scorer.outcomeOf(raw))
    const factors = strongest(groups, impact).map(({ group, total }) => {
      const { spokesman, alike } = voices(group, total, impact)
      return factorOf({
        feature: features[spokesman],
        profile: profiles[spokesman],
        value: valueAt(spokesman, row),
        impact: total,
        alike: alike.map((index) => features[index].name),
        task,
        unit,
        prediction,
      })
    })
    return { base, factors }
  })
}

/** Indices of the features of each group. */
type Group = readonly number[]

const groupsFound = new WeakMap<readonly FeatureProfile[], Group[]>()

/** Features that were found to say nearly the same at training are one reason. Found once for a model. */
function groupsOf(profiles: readonly FeatureProfile[]): Group[] {
  const known = groupsFound.get(profiles)
  if (known !== undefined) return known
  const groups = new Map<string, number[]>()
  profiles.forEach(({ group }, index) => groups.set(group, [...(groups.get(group) ?? []), index]))
  const found = [...groups.values()]
  groupsFound.set(profiles, found)
  return found
}

interface GroupImpact {
  readonly group: Group
  readonly total: number
}

/** The groups that make the most difference, the strongest first. */
function strongest(groups: readonly Group[], impact: Float64Array): GroupImpact[] {
  const impacts = groups
    .map((group) => ({ group, total: group.reduce((sum, index) => sum + impact[index], 0) }))
    .filter(({ total }) => total !== 0)
    .sort((a, b) => Math.abs(b.total) - Math.abs(a.total))
    .slice(0, mostFactors)
  return impacts.filter(({ total }) => Math.abs(total) >= leastShare * Math.abs(impacts[0].total))
}

/** Of a group the member that says the most in the direction of the whole, and those that agree with it. */
function voices(
  group: Group,
  total: number,
  impact: Float64Array,
): { readonly spokesman: number; readonly alike: readonly number[] } {
  const direction = Math.sign(total)
  const [spokesman, ...others] = [...group].sort((a, b) => direction * (impact[b] - impact[a]))
  return {
    spokesman,
    alike: others.slice(0, mostAlike).filter((index) => direction * impact[index] > 0),
  }
}

interface FactorParts {
  readonly feature: Feature
  readonly profile: FeatureProfile
  readonly value: number | string | null
  readonly impact: number
  readonly alike: readonly string[]
  readonly task: 'classification' | 'regression'
  readonly unit: string | null
  readonly prediction: string
}

function factorOf({ feature, profile, value, impact, alike, task, unit, prediction }: FactorParts): Factor {
  const { typical } = profile
  return {
    feature: feature.name,
    title: feature.title,
    impact,
    direction: impact >= 0 ? 'raises' : 'lowers',
    value,
    valueText: valueText(value, feature),
    typical,
    typicalText: valueText(typical, feature),
    threshold: thresholdOf(feature, profile),
    sentence: factorSentence({ feature, value, typical, impact, task, unit, prediction }),
    alike,
  }
}

function thresholdOf(feature: Feature, { turning }: FeatureProfile): TurningThreshold | null {
  if (turning === null) return null
  const { value, raises } = turning
  return { value, raises, text: `${raises} ${valueText(value, feature)}` }
}

function valueReader(
  frame: Frame,
  features: readonly Feature[],
): (feature: number, row: number) => number | string | null {
  const columns = new Map(frame.columns.map((column) => [column.name, column]))
  const ordered = features.map(({ name }) => columns.get(name))
  return (feature, row) => {
    const column = ordered[feature]
    if (column === undefined) return null
    if (column.kind === 'numeric') return Number.isNaN(column.values[row]) ? null : column.values[row]
    return column.codes[row] < 0 ? null : column.levels[column.codes[row]]
  }
}
