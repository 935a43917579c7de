import type { Plan } from '../config/plan.js'
import type { PropertyKind } from '../warehouse/property.js'

/** How a property is stored; undefined when nobody knows. */
export type PropertyKinds = (event: string, property: string) => PropertyKind | undefined

/** How properties that no configuration declares are stored: by event, by property. */
export type FoundKinds = Readonly<Record<string, Readonly<Record<string, PropertyKind>>>>

/** As declared, or else as the data has them. */
export function propertyKinds(plan: Plan, found: FoundKinds): PropertyKinds {
  return (event, property) => plan.events[event]?.properties[property]?.kind ?? found[event]?.[property]
}
