import fc from 'fast-check'

import type { JsonSchema } from '../../../src/api/openapi/schema.js'

export type Components = Readonly<Record<string, JsonSchema>>

/** Values that fit a schema, with what lies at its edges. Schemas of any value give any JSON. */
export function fitting(schema: JsonSchema, components: Components): fc.Arbitrary<unknown> {
  const sub = (each: unknown): fc.Arbitrary<unknown> => fitting((each ?? {}) as JsonSchema, components)
  if (typeof schema['$ref'] === 'string') {
    return sub(components[schema['$ref'].slice('#/components/schemas/'.length)])
  }
  if ('const' in schema) return fc.constant(schema['const'])
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]))
  const choices = schema['anyOf'] ?? schema['oneOf']
  if (Array.isArray(choices)) return fc.oneof(...choices.map(sub))
  if (Array.isArray(schema['type'])) {
    return fc.oneof(...(schema['type'] as string[]).map((type) => sub({ ...schema, type })))
  }
  switch (schema['type']) {
    case 'string':
      return texts(schema)
    case 'integer':
      return fc.integer(numberRange(schema, 2_147_483_647))
    case 'number':
      return fc.double({ ...numberRange(schema, 1e12), noNaN: true })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return arrays(schema, sub)
    case 'object':
      return objects(schema, sub)
    default:
      return fc.jsonValue({ maxDepth: 2 })
  }
}

function texts(schema: JsonSchema): fc.Arbitrary<unknown> {
  if (schema['format'] === 'date-time') {
    const range = { min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }
    return fc.date(range).map((date) => date.toISOString())
  }
  if (typeof schema['pattern'] === 'string') return fc.stringMatching(new RegExp(schema['pattern'], 'u'))
  const minLength = numberOf(schema['minLength']) ?? 0
  const maxLength = Math.min(numberOf(schema['maxLength']) ?? 30, minLength + 30)
  const plain = fc.string({ minLength, maxLength, unit: 'grapheme' })
  const examples = Array.isArray(schema['examples']) ? (schema['examples'] as unknown[]) : []
  return examples.length === 0 ? plain : fc.oneof(plain, fc.constantFrom(...examples))
}

function numberRange(schema: JsonSchema, otherwise: number): { min: number; max: number } {
  const min = numberOf(schema['minimum']) ?? numberOf(schema['exclusiveMinimum']) ?? -otherwise
  const max = numberOf(schema['maximum']) ?? numberOf(schema['exclusiveMaximum']) ?? Math.max(otherwise, min)
  return { min, max }
}

function arrays(schema: JsonSchema, sub: (each: unknown) => fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  if (Array.isArray(schema['prefixItems'])) return fc.tuple(...schema['prefixItems'].map(sub))
  const minLength = numberOf(schema['minItems']) ?? 0
  const maxLength = Math.min(numberOf(schema['maxItems']) ?? 4, minLength + 4)
  return fc.array(sub(schema['items']), { minLength, maxLength })
}

function objects(schema: JsonSchema, sub: (each: unknown) => fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, JsonSchema>)
  const requiredKeys = (schema['required'] ?? []) as string[]
  const fields = fc.record(Object.fromEntries(properties.map(([name, each]) => [name, sub(each)])), {
    requiredKeys,
    noNullPrototype: true,
  })
  const more = schema['additionalProperties']
  if (typeof more !== 'object' || more === null) return fields
  const names = fc.string({ minLength: 1, maxLength: 12 })
  const others = fc.dictionary(names, sub(more), { maxKeys: 4, noNullPrototype: true })
  return fc.tuple(others, fields).map(([extra, known]) => ({ ...extra, ...known }))
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}
