import type { Alarm } from '../card.js'
import type { Evidence } from './evidence.js'

/** An AUC of one feature that real behaviour hardly ever gives. */
const implausibleAuc = 0.95
const implausibleR2 = 0.98
/** A model that is better than its best feature by less than this adds nothing to it. */
const nothingAdded = 0.01
/** Below this AUC (or R2) a model that leans on one feature is merely weak. */
const worthAskingAuc = 0.8
const worthAskingR2 = 0.6
/** A feature this good, and better than all that are unlike it by so much, stands out. */
const outstandingAuc = 0.85
const outstandingR2 = 0.8
const aheadOfOthers = 0.1

/**
 * One column explains it: a single feature does as well as the whole model, or stands far above all others. Either the feature holds the
 * outcome (it was filled in afterwards, or computed from it), or the model is a rule and needs no learning.
 * H2O Driverless AI's leakage detection asks the same of one-feature models.
 */
export function singleFeatureAlarms({ task, modelScore, powers }: Evidence): Alarm[] {
  const classification = task === 'classification'
  const known = powers.filter(({ score }) => !Number.isNaN(score)).sort((a, b) => b.score - a.score)
  const [best] = known
  if (best === undefined) return []
  const implausible = classification ? implausibleAuc : implausibleR2
  const explainsIt =
    best.score >= (classification ? worthAskingAuc : worthAskingR2) && modelScore - best.score < nothingAdded
  const second = known.at(1)?.score ?? (classification ? 0.5 : 0)
  const standsOut =
    best.score >= (classification ? outstandingAuc : outstandingR2) && best.score - second >= aheadOfOthers
  if (best.score < implausible && !explainsIt && !standsOut) return []

  const measure = classification ? 'AUC' : 'R2'
  const alike = known.filter(({ score }) => score >= best.score - 0.01).slice(1, 6)
  const also =
    alike.length === 0 ? '' : ` The same holds for ${alike.map(({ title }) => `"${title}"`).join(', ')}.`
  return [
    {
      code: 'SINGLE_FEATURE',
      severity: best.score >= implausible || explainsIt ? 'alarm' : 'warning',
      message:
        `${explainsIt || best.score >= implausible ? 'One column explains it' : 'One column stands out'}: ` +
        `"${best.title}" alone reaches ${measure} ${best.score.toFixed(3)} of the model's ${modelScore.toFixed(3)}. ` +
        `Check that it is known before the outcome and is not made from it.${also}`,
      features: [best, ...alike].map(({ feature }) => feature),
    },
  ]
}

/** A model better than prediction of behaviour honestly gets. */
export function tooGoodAlarms({ task, modelScore }: Evidence): Alarm[] {
  const bound = task === 'classification' ? 0.97 : 0.99
  if (!(modelScore > bound)) return []
  const measure = task === 'classification' ? 'AUC' : 'R2'
  return [
    {
      code: 'TOO_GOOD',
      severity: 'alarm',
      message:
        `${measure} ${modelScore.toFixed(3)} is better than honest predictions of behaviour are (above ${bound}). ` +
        'Something known only after the outcome is probably among the features.',
      features: [],
    },
  ]
}

/** A feature whose being there tells the outcome: it was filled in because of it. */
export function missingnessAlarms({ powers }: Evidence): Alarm[] {
  return powers
    .filter(({ missingScore }) => missingScore >= 0.75)
    .sort((a, b) => b.missingScore - a.missingScore)
    .slice(0, 5)
    .map(({ feature, title, missingScore }) => ({
      code: 'MISSINGNESS' as const,
      severity: missingScore >= 0.9 ? ('alarm' as const) : ('warning' as const),
      message:
        `Whether "${title}" is missing alone reaches AUC ${missingScore.toFixed(3)}: it may be filled in only ` +
        'after the outcome.',
      features: [feature],
    }))
}
