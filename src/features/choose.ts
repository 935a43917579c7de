import type { EventPredictionPlan, Plan } from '../config/plan.js'
import type { QuantityNode } from '../config/expression.js'
import { durationText } from '../shared/time.js'
import type { PropertyKind } from '../warehouse/property.js'
import type { EventUse, FeatureCatalogue } from './catalogue.js'
import { quantityTitle, quantityUnit } from './describe.js'
import { families } from './families/families.js'
import { type Activity, type FeatureContext, pastWindow, type PropertyOfEvent } from './family.js'
import type { Feature } from './feature.js'
import { pluralOf, singularOf, slugOf, uniqueSlugs, wordsOf } from './naming.js'
import { anyEvent } from './node.js'
import { type FoundKinds, propertyKinds } from './property-kinds.js'

/** The features of a prediction. Plain data, kept with a model: what was trained with is what is asked with. */
export interface FeatureSet {
  readonly features: readonly Feature[]
  readonly kinds: FoundKinds
  /** What was left out, in sentences. */
  readonly notes: readonly string[]
}

/** Beyond these, automatic features are left out, the rarest first, and it is said. */
const limits = { events: 20, amounts: 10, flags: 10, categories: 10, features: 400 } as const
/** Different values of a property that names something; above, it is an identifier or free text. */
const mostValues = 200

/** Chooses the features of a prediction: those declared, and what the data makes possible. */
export function chooseFeatures(
  plan: Plan,
  prediction: EventPredictionPlan,
  catalogue: FeatureCatalogue,
): FeatureSet {
  const notes: string[] = []
  const declared = declaredFeatures(plan, prediction)
  const automatic = prediction.automaticFeatures.enabled
    ? automaticFeatures(plan, prediction, catalogue, notes)
    : []
  return {
    features: withUniqueNames([...declared, ...excluded(automatic, prediction, notes)]),
    kinds: undeclaredKinds(plan, catalogue),
    notes,
  }
}

function declaredFeatures(plan: Plan, prediction: EventPredictionPlan): Feature[] {
  const kinds = propertyKinds(plan, {})
  const traits = plan.entities[prediction.entity]?.traits ?? {}
  return Object.entries(prediction.features).map(([name, node]) => {
    const unit = quantityUnit(node, (event) => plan.events[event]?.properties)
    return {
      name,
      kind: isText(node, (event, property) => kinds(event, property), traits) ? 'category' : 'numeric',
      title: node.kind === 'ratio' || node.kind === 'score' ? wordsOf(name) : quantityTitle(node),
      ...(unit === undefined ? {} : { unit }),
      family: 'declared',
      node,
    }
  })
}

function isText(
  node: QuantityNode,
  kinds: (event: string, property: string) => PropertyKind | undefined,
  traits: Readonly<Record<string, { readonly kind: string }>>,
): boolean {
  if (node.kind === 'trait') return (traits[node.trait]?.kind ?? 'string') === 'string'
  if (node.kind !== 'aggregate' || !['latest', 'mostFrequent'].includes(node.aggregate)) return false
  const kind = kinds(node.event, node.property) ?? 'string'
  return kind === 'string' || kind === 'time'
}

function automaticFeatures(
  plan: Plan,
  prediction: EventPredictionPlan,
  catalogue: FeatureCatalogue,
  notes: string[],
): Feature[] {
  const found = catalogue.events
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
  // Fewer event types until the features are few enough; the rarest go first.
  for (let events = Math.min(found.length, limits.events); ; events--) {
    const said: string[] = []
    const context = featureContext(plan, prediction, found.slice(0, events), said)
    const proposed = families.flatMap((family) => family.propose(context))
    if (proposed.length > limits.features && events > 1) continue
    if (events < found.length) said.unshift(leftOutEvents(found.slice(events)))
    notes.push(...said)
    return proposed
  }
}

function leftOutEvents(events: readonly EventUse[]): string {
  const shown = events.slice(0, 5).map(({ name }) => `"${name}"`)
  const more = events.length > shown.length ? ` and ${events.length - shown.length} more` : ''
  return `The ${events.length} rarest event types have no features of their own, only a part in overall activity: ${shown.join(', ')}${more}.`
}

function featureContext(
  plan: Plan,
  prediction: EventPredictionPlan,
  found: readonly EventUse[],
  notes: string[],
): FeatureContext {
  const slugs = uniqueSlugs(
    found.map(({ name }) => name),
    ['activity', 'funnel', 'rfm', 'trait'],
  )
  const events = found.map(({ name }): Activity => ({
    events: [name],
    slug: slugs.get(name) ?? slugOf(name),
    singular: singularOf(name),
    plural: pluralOf(name),
  }))
  const any: Activity = {
    events: anyEvent,
    slug: 'activity',
    singular: 'event of any kind',
    plural: 'events of any kind',
  }
  const overall = events.length === 1 ? events[0] : any
  const lengths = prediction.automaticFeatures.windows
  const spans = lengths.map((length) => ({
    window: pastWindow(durationText(length) as `${number}d`),
    length,
  }))
  const ever = pastWindow(undefined)
  return {
    events,
    overall,
    activities: events.length === 1 ? events : [any, ...events],
    windows: [...spans.map(({ window }) => window), ever],
    spans,
    longest: spans.at(-1)?.window ?? ever,
    ...propertiesOf(plan, found, slugs, notes),
    traits: plan.entities[prediction.entity]?.traits ?? {},
    funnel: prediction.funnel,
  }
}

interface Property extends PropertyOfEvent {
  readonly kind: PropertyKind
  readonly cardinality: number
}

function propertiesOf(
  plan: Plan,
  found: readonly EventUse[],
  slugs: ReadonlyMap<string, string>,
  notes: string[],
): Pick<FeatureContext, 'amounts' | 'flags' | 'categories'> {
  const varied = found
    .flatMap((event) => propertiesOfEvent(plan, event, slugs.get(event.name) ?? ''))
    .filter(({ cardinality }) => cardinality > 1)
  const of = (kind: PropertyKind): Property[] => varied.filter((property) => property.kind === kind)
  const named = of('string').filter(({ cardinality }) => cardinality <= mostValues)
  const free = of('string').filter(({ cardinality }) => cardinality > mostValues)
  notes.push(...free.map(leftOut(`has more than ${mostValues} different values and gives no features`)))
  const first = (properties: readonly Property[], limit: number, what: string): readonly Property[] => {
    notes.push(...properties.slice(limit).map(leftOut(`is beyond the ${limit} ${what} that give features`)))
    return properties.slice(0, limit)
  }
  return {
    amounts: first(of('number'), limits.amounts, 'numeric properties'),
    flags: first(of('boolean'), limits.flags, 'yes-or-no properties'),
    categories: first(named, limits.categories, 'categories'),
  }
}

function leftOut(why: string): (property: Property) => string {
  return ({ event, property }) => `The property "${property}" of "${event}" ${why}.`
}

function propertiesOfEvent(plan: Plan, event: EventUse, eventSlug: string): Property[] {
  const slugs = uniqueSlugs(event.properties.map(({ name }) => name))
  return event.properties.flatMap(({ name, kinds, cardinality }) => {
    const declared = plan.events[event.name]?.properties[name]
    const kind = declared?.kind ?? kinds[0]
    if (kind === undefined) return []
    return {
      event: event.name,
      property: name,
      slug: `${eventSlug}_${slugs.get(name) ?? slugOf(name)}`,
      words: wordsOf(name),
      plural: pluralOf(event.name),
      unit: declared?.unit,
      kind,
      cardinality,
    }
  })
}

function undeclaredKinds(plan: Plan, catalogue: FeatureCatalogue): FoundKinds {
  const kinds: Record<string, Record<string, PropertyKind>> = {}
  for (const event of catalogue.events) {
    for (const { name, kinds: seen } of event.properties) {
      if (plan.events[event.name]?.properties[name] !== undefined || seen[0] === undefined) continue
      kinds[event.name] = { ...kinds[event.name], [name]: seen[0] }
    }
  }
  return kinds
}

function excluded(
  features: readonly Feature[],
  { automaticFeatures }: EventPredictionPlan,
  notes: string[],
): Feature[] {
  const patterns = automaticFeatures.exclude.map((pattern) => ({ pattern, test: globTest(pattern) }))
  for (const { pattern, test } of patterns) {
    if (!features.some(({ name }) => test.test(name))) {
      notes.push(`automaticFeatures.exclude names "${pattern}", which is no automatic feature.`)
    }
  }
  return features.filter(({ name }) => !patterns.some(({ test }) => test.test(name)))
}

/** `*` stands for any part of a name. */
function globTest(pattern: string): RegExp {
  const parts = pattern.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`, 'u')
}

/** The first of a name keeps it: what is declared goes before what is automatic. */
function withUniqueNames(features: readonly Feature[]): Feature[] {
  const used = new Set<string>()
  return features.map((feature) => {
    let name = feature.name
    for (let number = 2; used.has(name); number++) name = `${feature.name}_${number}`
    used.add(name)
    return { ...feature, name }
  })
}
