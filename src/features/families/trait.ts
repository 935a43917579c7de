import type { FieldType } from '../../config/event.js'
import type { Family } from '../family.js'
import type { Feature } from '../feature.js'
import { uniqueSlugs, wordsOf } from '../naming.js'

/** What is known of the entity at the anchor. */
export const traitFamily: Family = {
  name: 'trait',
  propose: ({ traits }) => {
    const slugs = uniqueSlugs(Object.keys(traits))
    return Object.entries(traits).map(([name, type]) => traitFeature(name, slugs.get(name) ?? name, type))
  },
}

function traitFeature(name: string, slug: string, { kind, unit }: FieldType): Feature {
  const node = { kind: 'trait', trait: name } as const
  if (kind === 'time') {
    return {
      name: `trait_${slug}_days_since`,
      kind: 'numeric',
      title: `days since ${wordsOf(name)}`,
      unit: 'days',
      family: 'trait',
      node,
    }
  }
  return {
    name: `trait_${slug}`,
    kind: kind === 'string' ? 'category' : 'numeric',
    title: wordsOf(name),
    ...(unit === undefined ? {} : { unit }),
    family: 'trait',
    node,
  }
}
