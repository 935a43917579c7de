import type { Feature } from '../features/feature.js'
import type { Column, Frame } from '../ml/frame.js'
import type { Explain, Explanation } from '../predictions/explain.js'
import type { Artifact } from '../predictions/artifact.js'
import type { Factor } from '../predictions/prediction.js'
import { type FactorWriter, factorWriter } from './factor-writer.js'
import { impacts } from './impact.js'
import { effectOn, type FeatureValue } from './sentence.js'
import { type Group, type GroupImpact, groupsOf, strongest } from './strongest.js'

/** Of the features that say the same, so many are named. */
const mostAlike = 3

/**
 * The reasons of each row: exact contributions of the model (TreeSHAP for trees), turned into probability points,
 * features that say the same taken together, and put into words.
 */
export const explainRows: Explain = (scorer, prediction, frame) => {
  const { features } = scorer.artifact
  const { groups, writers } = voiceOf(scorer.artifact, prediction)
  const { baseline, values } = scorer.contributions(frame)
  const base = scorer.outcomeOf(baseline)
  const valueAt = valueReader(frame, features)
  return Array.from({ length: frame.rows }, (_, row): Explanation => {
    const own = values.subarray(row * features.length, (row + 1) * features.length)
    const impact = impacts(own, baseline, (raw) => scorer.outcomeOf(raw))
    const factors = strongest(groups, impact).map((reason): Factor => {
      const { spokesman, alike } = voices(reason, impact)
      const names = alike.map((index) => features[index].name)
      return writers[spokesman](valueAt(spokesman, row), reason.total, names)
    })
    return { base, factors }
  })
}

/** How a model speaks of its reasons: what is the same for all rows. */
interface Voice {
  readonly groups: readonly Group[]
  /** One a feature. */
  readonly writers: readonly FactorWriter[]
}

const voicesFound = new WeakMap<Artifact, { readonly prediction: string; readonly voice: Voice }>()

/** Made once for a model. */
function voiceOf(artifact: Artifact, prediction: string): Voice {
  const known = voicesFound.get(artifact)
  if (known?.prediction === prediction) return known.voice
  const { features, profiles, task, unit } = artifact
  const effect = effectOn({ task, unit, prediction })
  const voice = {
    groups: groupsOf(profiles),
    writers: features.map((feature, index) => factorWriter(feature, profiles[index], effect)),
  }
  voicesFound.set(artifact, { prediction, voice })
  return voice
}

/** Of a group the member that says the most in the direction of the whole, and those that agree with it. */
function voices(
  { group, total }: GroupImpact,
  impact: Float64Array,
): { readonly spokesman: number; readonly alike: readonly number[] } {
  if (group.length === 1) return { spokesman: group[0], alike: [] }
  const direction = Math.sign(total)
  const agreeing = group.filter((index) => direction * impact[index] > 0)
  const [spokesman, ...others] = agreeing.sort((a, b) => direction * (impact[b] - impact[a]))
  return { spokesman, alike: others.slice(0, mostAlike) }
}

/** Reads features of rows; columns are found by name, mostly where the features stand themselves. */
function valueReader(
  { columns }: Frame,
  features: readonly Feature[],
): (feature: number, row: number) => FeatureValue {
  return (feature, row) => {
    const { name } = features[feature]
    const column: Column | undefined =
      columns.at(feature)?.name === name ? columns[feature] : columns.find((other) => other.name === name)
    if (column === undefined) return null
    if (column.kind === 'numeric') return Number.isNaN(column.values[row]) ? null : column.values[row]
    return column.codes[row] < 0 ? null : column.levels[column.codes[row]]
  }
}
