import type { TSchema } from 'typebox'

/** A JSON Schema of the dialect of OpenAPI 3.1: draft 2020-12. */
export type JsonSchema = Readonly<Record<string, unknown>>

/**
 * Writes schemas of routes as those of OpenAPI. A schema with a `title` of one word in capitals (`Job`) becomes a
 * component of that name and is referred to, so that a document has it once and a typed client can name it.
 */
export class SchemaWriter {
  readonly #components = new Map<string, { readonly text: string; readonly schema: JsonSchema }>()

  /** The named schemas written so far, by name. */
  get components(): Readonly<Record<string, JsonSchema>> {
    const entries = [...this.#components].map(([name, { schema }]) => [name, schema] as const)
    return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)))
  }

  /** @throws Error when two different schemas have the same title: a mistake of who wrote the routes */
  write(schema: TSchema | JsonSchema): JsonSchema {
    const { title, ...rest } = this.#whole(schema as JsonSchema)
    if (typeof title !== 'string') return rest
    if (!/^[A-Z][A-Za-z0-9]+$/.test(title)) return { title, ...rest }
    const text = JSON.stringify(rest)
    const known = this.#components.get(title)
    if (known !== undefined && known.text !== text)
      throw new Error(`two different schemas have the title ${title}`)
    this.#components.set(title, { text, schema: rest })
    return { $ref: `#/components/schemas/${title}` }
  }

  #whole(schema: JsonSchema): JsonSchema {
    return simplified(
      Object.fromEntries(Object.entries(schema).map(([key, value]) => this.#entry(key, value))),
    )
  }

  #entry(key: string, value: unknown): readonly [string, unknown] {
    if (schemasByName.has(key) && isObject(value)) {
      return [key, Object.fromEntries(Object.entries(value).map(([name, each]) => [name, this.#sub(each)]))]
    }
    // TypeBox writes tuples as drafts before 2020-12 did.
    if (key === 'items' && Array.isArray(value)) return ['prefixItems', value.map((each) => this.#sub(each))]
    if (key === 'additionalItems') return ['items', this.#sub(value)]
    if (schemaLists.has(key) && Array.isArray(value)) return [key, value.map((each) => this.#sub(each))]
    if (singleSchemas.has(key)) return [key, this.#sub(value)]
    return [key, value]
  }

  #sub(value: unknown): unknown {
    return isObject(value) ? this.write(value) : value
  }
}

const schemasByName: ReadonlySet<string> = new Set(['properties', 'patternProperties', '$defs'])
const schemaLists: ReadonlySet<string> = new Set(['anyOf', 'oneOf', 'allOf', 'prefixItems'])
const singleSchemas: ReadonlySet<string> = new Set([
  'items',
  'additionalProperties',
  'not',
  'propertyNames',
  'contains',
])

function isObject(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The same said in the words that readers and generators know best: `enum` for words, a map for any names. */
function simplified(schema: JsonSchema): JsonSchema {
  const { anyOf, patternProperties, ...rest } = schema
  if (Array.isArray(schema['enum']) && schema['enum'].every((each) => typeof each === 'string')) {
    return { type: 'string', ...schema }
  }
  if (Array.isArray(anyOf) && anyOf.every(isWord)) {
    return { ...rest, type: 'string', enum: anyOf.map((each: JsonSchema) => each['const']) }
  }
  const patterns = isObject(patternProperties) ? Object.entries(patternProperties) : []
  if (patterns.length === 1 && patterns[0][0] === '^.*$') {
    return { ...rest, additionalProperties: patterns[0][1] }
  }
  return schema
}

function isWord(schema: unknown): boolean {
  return isObject(schema) && typeof schema['const'] === 'string' && Object.keys(schema).length === 2
}
