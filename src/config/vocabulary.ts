import type { EntityReference, EventReference, Fields, FieldType } from './event.js'
import { type Mistakes, shown, told } from './mistakes.js'
import { isObject } from './option.js'
import type { Path } from './origin.js'
import type { EntityPlan, EventPlan } from './plan.js'

/** Every name a configuration declares: what its expressions may speak of. */
export interface Vocabulary {
  readonly events: ReadonlyMap<string, EventPlan>
  readonly entities: ReadonlyMap<string, EntityPlan>
  /** Whom an event happens to: names of entities by name of event. */
  readonly actors: ReadonlyMap<string, ReadonlySet<string>>
}

/** The entity of a configuration that declares none. */
const defaultEntity = 'customer'

const fieldKinds = ['number', 'string', 'boolean', 'time']

/** Stands for a type that is none, so that what speaks of it is not told as well; it is in no plan. */
const mistaken: FieldType = Object.freeze({ kind: 'string' })

export function isMistaken(type: FieldType): boolean {
  return type === mistaken
}

/** Names that become parts of commands, file names and routes. */
const plainName = /^[A-Za-z][A-Za-z0-9_-]*$/
/** Names that come from data: no dots, which separate an event from its property, no quotes, nothing invisible. */
const fieldName = /^[\p{L}_$][\p{L}\p{N}_$ -]*$/u

/** Gathers the names that sources declare, adding entities that only predictions name. */
export function gatherVocabulary(
  sources: Readonly<Record<string, unknown>>,
  predictions: Readonly<Record<string, unknown>>,
  mistakes: Mistakes,
): Vocabulary {
  const gathering = new Gathering(mistakes)
  for (const [name, source] of Object.entries(sources)) gathering.source(source, ['sources', name])
  for (const [name, prediction] of Object.entries(predictions)) {
    if (isObject(prediction)) gathering.entity(prediction['entity'], ['predictions', name, 'entity'])
  }
  return gathering.vocabulary()
}

/** Words that stand in addresses of the server where the name of a prediction does; `api/routes/index.test.ts` finds them. */
export const addressWords: ReadonlySet<string> = new Set(['batch'])

/** Checks a name that becomes part of commands, file names and routes. */
export function checkPlainName(name: string, path: Path, what: string, mistakes: Mistakes): void {
  if (plainName.test(name)) return
  mistakes.add(path, {
    expected: `${what} of letters, digits, _ and -, beginning with a letter`,
    got: shown(name),
  })
}

/** Reads declared types of properties, traits or columns; those that are none are told, and `mistaken`. */
export function readFields(written: unknown, path: Path, mistakes: Mistakes, anyName = false): Fields {
  if (!isObject(written)) {
    mistakes.add(path, { expected: 'types by name, such as { amount: number }', got: shown(written) })
    return {}
  }
  const fields: Record<string, FieldType> = {}
  for (const [name, type] of Object.entries(written)) {
    const at = [...path, name]
    if (!anyName && !fieldName.test(name)) {
      mistakes.add(at, { expected: 'a name of letters, digits, _, $, - and blanks', got: shown(name) })
    }
    const kind = isObject(type) ? type['kind'] : type
    const unit = isObject(type) ? type['unit'] : undefined
    if (isObject(type) && fieldKinds.includes(String(kind))) {
      fields[name] = { kind: kind as FieldType['kind'], ...(typeof unit === 'string' ? { unit } : {}) }
      continue
    }
    fields[name] = mistaken
    if (kind === told) continue
    if (typeof kind === 'string') mistakes.unknown(at, 'a type', kind, fieldKinds)
    else mistakes.add(at, { expected: `a type (${fieldKinds.join(', ')})`, got: shown(kind ?? type) })
  }
  return fields
}

/** True for what `event()` makes, whichever copy of this module made it. */
export function isEvent(value: unknown): value is EventReference {
  return isObject(value) && typeof value['name'] === 'string' && Object.hasOwn(value, 'properties')
}

/** True for what `entity()` makes, whichever copy of this module made it. */
export function isEntity(value: unknown): value is EntityReference {
  return isObject(value) && typeof value['name'] === 'string' && Object.hasOwn(value, 'traits')
}

class Gathering {
  readonly #events = new Map<string, EventPlan>()
  readonly #entities = new Map<string, EntityPlan>()
  readonly #actors = new Map<string, Set<string>>()
  /** Sources that do not say whom they are about, with the events in them. */
  readonly #undecided: string[] = []

  constructor(readonly mistakes: Mistakes) {}

  source(source: unknown, path: Path): void {
    if (!isObject(source) || source['kind'] === 'table') return
    const entity = source['entity']
    this.entity(entity, [...path, 'entity'])
    const events = Array.isArray(source['events']) ? (source['events'] as unknown[]) : []
    const seen = new Set<string>()
    for (const each of events) {
      if (!isEvent(each)) continue // told where the source itself is resolved
      const at = this.mistakes.origin.pathOf(each) ?? [...path, 'events', each.name]
      if (seen.has(each.name)) {
        this.mistakes.add(at, { expected: 'each event type once', got: `${shown(each.name)} a second time` })
      }
      seen.add(each.name)
      this.#event(each, at)
      if (isEntity(entity)) this.#acts(each.name, entity.name)
      else this.#undecided.push(each.name)
    }
  }

  entity(written: unknown, path: Path): void {
    if (!isEntity(written)) return // told where the source or prediction itself is resolved
    const at = this.mistakes.origin.pathOf(written) ?? path
    if (!this.#entities.has(written.name))
      checkPlainName(written.name, at, 'the name of an entity', this.mistakes)
    const traits = readFields(written.traits, [...at, 'traits'], this.mistakes)
    const known = this.#entities.get(written.name)?.traits ?? {}
    this.#entities.set(written.name, {
      name: written.name,
      traits: this.#merge(known, traits, [...at, 'traits']),
    })
  }

  vocabulary(): Vocabulary {
    if (this.#entities.size === 0) this.#entities.set(defaultEntity, { name: defaultEntity, traits: {} })
    const [only, ...others] = this.#entities.keys()
    if (only !== undefined && others.length === 0) {
      for (const event of this.#undecided) this.#acts(event, only)
    }
    return { events: this.#events, entities: this.#entities, actors: this.#actors }
  }

  #event({ name, properties }: EventReference, at: Path): void {
    if (name.trim() === '' || /[\p{Cc}`]/u.test(name)) {
      this.mistakes.add(at, { expected: 'the name of an event as it stands in the data', got: shown(name) })
    }
    const known = this.#events.get(name)?.properties ?? {}
    const read = readFields(properties, at, this.mistakes)
    this.#events.set(name, { name, properties: this.#merge(known, read, at) })
  }

  #acts(event: string, entity: string): void {
    const actors = this.#actors.get(event) ?? new Set()
    this.#actors.set(event, actors.add(entity))
  }

  /** The same event or entity may be declared in several places, as long as they agree. */
  #merge(known: Fields, more: Fields, path: Path): Fields {
    for (const [name, type] of Object.entries(more)) {
      const before = known[name]
      if (before === undefined || isMistaken(before) || isMistaken(type)) continue
      if (before.kind !== type.kind) {
        this.mistakes.add([...path, name], { expected: `${before.kind}, as declared before`, got: type.kind })
      }
    }
    return { ...more, ...known }
  }
}
