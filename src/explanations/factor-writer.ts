import type { Feature } from '../features/feature.js'
import type { FeatureProfile } from '../predictions/feature-profile.js'
import type { Factor, TurningThreshold } from '../predictions/prediction.js'
import { type FeatureValue, observationOf } from './sentence.js'
import { valueText } from './value-text.js'

/** Puts a reason into words: the features that pull the same way are named by `alike`. */
export type FactorWriter = (value: FeatureValue, impact: number, alike: readonly string[]) => Factor

/**
 * What writes the factors of one feature. All that is the same for every row is made once: for a single row it would
 * take longer than finding out what its reasons are.
 * @param effect the sentence of an impact
 */
export function factorWriter(
  feature: Feature,
  profile: FeatureProfile,
  effect: (impact: number) => string,
): FactorWriter {
  const { name, title } = feature
  const { typical } = profile
  const typicalText = valueText(typical, feature)
  const threshold = thresholdOf(feature, profile)
  const observation = observationOf(feature, typical)
  return (value, impact, alike) => ({
    feature: name,
    title,
    impact,
    direction: impact >= 0 ? 'raises' : 'lowers',
    value,
    valueText: valueText(value, feature),
    typical,
    typicalText,
    threshold,
    sentence: `${observation(value)} ${effect(impact)}`,
    alike,
  })
}

function thresholdOf(feature: Feature, { turning }: FeatureProfile): TurningThreshold | null {
  if (turning === null) return null
  const { value, raises } = turning
  return { value, raises, text: `${raises} ${valueText(value, feature)}` }
}
