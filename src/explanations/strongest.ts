import type { FeatureProfile } from '../predictions/feature-profile.js'

/** People read no more. */
const mostFactors = 5
/** A reason worth less than this share of the largest is none. */
const leastShare = 0.01

/** Indices of features that were found to say nearly the same at training: they are one reason. */
export type Group = readonly number[]

export function groupsOf(profiles: readonly FeatureProfile[]): readonly Group[] {
  const groups = new Map<string, number[]>()
  profiles.forEach(({ group }, index) => {
    const known = groups.get(group)
    if (known === undefined) groups.set(group, [index])
    else known.push(index)
  })
  return [...groups.values()]
}

export interface GroupImpact {
  readonly group: Group
  /** Sum of the impacts of its features. */
  readonly total: number
}

/** The groups that make the most difference, the strongest first; of equal ones that which comes first. */
export function strongest(groups: readonly Group[], impact: Float64Array): readonly GroupImpact[] {
  const found: GroupImpact[] = []
  for (const group of groups) {
    let total = 0
    for (const index of group) total += impact[index]
    let place = found.length
    while (place > 0 && Math.abs(total) > Math.abs(found[place - 1].total)) place--
    if (total === 0 || place === mostFactors) continue
    if (found.length === mostFactors) found.pop()
    found.splice(place, 0, { group, total })
  }
  return found.filter(({ total }) => Math.abs(total) >= leastShare * Math.abs(found[0].total))
}
