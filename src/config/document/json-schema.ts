import { isObject, type Options, type Schema } from '../option.js'
import {
  automaticFeatureOptions,
  columnOptions,
  documentEventSourceOptions,
  documentOptions,
  documentTableOptions,
  eventPredictionOptions,
  levelOptions,
  profitOptions,
  tablePredictionOptions,
  tableSourceOptions,
  warehouseOptions,
} from '../options.js'
import { serverOptions } from '../server-options.js'
import {
  comparisonWords,
  conditionVerbs,
  type Operand,
  operatorWords,
  quantityVerbs,
  rowTestWords,
  untilDescription,
  windowWords,
} from './grammar.js'

const text = { type: 'string', minLength: 1 }
const value = { type: ['string', 'number', 'boolean'] }
const names = { anyOf: [text, { type: 'array', items: text, minItems: 1 }] }

/**
 * The JSON Schema (draft 2020-12) of a configuration in YAML or JSON, for editors: `foretell.schema.json` is its
 * text. It is made of the same lists as the check, which stays the one that decides: names, tenses and types are
 * beyond a schema.
 */
export function configurationSchema(): Schema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Configuration of Foretell',
    ...objectSchema(documentOptions),
    $defs: {
      warehouse: objectSchema(warehouseOptions),
      server: objectSchema(serverOptions),
      entity: {
        type: ['object', 'null'],
        properties: { traits: ref('fields') },
        additionalProperties: false,
      },
      entityName: text,
      fields: { type: ['object', 'null'], additionalProperties: ref('fieldType') },
      fieldType: fieldTypeSchema(),
      events: {
        anyOf: [
          { type: 'object', additionalProperties: ref('fields') },
          { type: 'array', items: text, minItems: 1 },
        ],
      },
      source: { anyOf: [ref('eventSource'), ref('tableSource')] },
      eventSource: objectSchema(documentEventSourceOptions),
      tableSource: objectSchema(documentTableOptions),
      columns: objectSchema(columnOptions),
      rowValue: { anyOf: [text, ...rowValueSchemas()] },
      rowTest: rowTestSchema(),
      prediction: { anyOf: [ref('eventPrediction'), ref('tablePrediction')] },
      eventPrediction: objectSchema(eventPredictionOptions),
      tablePrediction: objectSchema(tablePredictionOptions),
      tableReference: { anyOf: [text, tableReferenceSchema()] },
      levels: objectSchema(levelOptions),
      profit: objectSchema(profitOptions),
      automaticFeatures: objectSchema(automaticFeatureOptions),
      funnel: { type: 'array', items: text, minItems: 2, uniqueItems: true },
      label: { anyOf: [ref('condition'), ref('quantity'), ref('until')] },
      quantity: { anyOf: Object.keys(quantityVerbs).map((verb) => quantitySchema(verb, false)) },
      condition: {
        anyOf: [...Object.keys(quantityVerbs).map((verb) => quantitySchema(verb, true)), ...joinedSchemas()],
      },
      window: { oneOf: having(Object.keys(windowWords)) },
      ...windowProperties,
      comparison: { anyOf: having(Object.keys(comparisonWords)) },
      ...comparisonProperties,
      until: untilSchema(),
      where: {
        type: 'object',
        description: 'Which events count: values by property, or comparisons. All must hold.',
        additionalProperties: {
          anyOf: [value, { ...closed(refsTo(comparisonProperties)), minProperties: 1 }],
        },
      },
    },
  }
}

function ref(name: string): Schema {
  return { $ref: `#/$defs/${name}` }
}

/** An object of options that are declared once, in options.ts. */
function objectSchema(options: Options): Schema {
  const properties = Object.entries(options).map(([key, { kind, description, default: standard }]) => [
    key,
    { ...kind.schema, description, ...(standard === undefined ? {} : { default: standard }) },
  ])
  const required = Object.keys(options).filter((key) => options[key]?.required)
  return {
    type: 'object',
    properties: Object.fromEntries(properties) as Schema,
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
  }
}

function fieldTypeSchema(): Schema {
  const type = { enum: ['number', 'string', 'boolean', 'time'] }
  const withUnit = {
    type: 'object',
    properties: { type, unit: { type: 'string', description: 'What one is one of: USD, minutes.' } },
    required: ['type'],
    additionalProperties: false,
  }
  return { anyOf: [type, withUnit] }
}

function tableReferenceSchema(): Schema {
  const schema = objectSchema(tableSourceOptions)
  const properties = isObject(schema['properties']) ? schema['properties'] : {}
  return { ...schema, properties: { file: text, ...properties }, required: ['file'] }
}

const windowProperties: Readonly<Record<string, Schema>> = Object.fromEntries(
  Object.entries(windowWords).map(([word, description]) => {
    const length = { type: 'string', pattern: '^0*[1-9]\\d*[mhdw]$' }
    return [word, { ...(word === 'ever' ? { const: true } : length), description }]
  }),
)

const comparisonProperties: Readonly<Record<string, Schema>> = Object.fromEntries(
  Object.entries(comparisonWords).map(([word, description]) => {
    const ordered = word !== 'is' && word !== 'isNot'
    return [word, { ...(ordered ? { type: ['number', 'string'] } : value), description }]
  }),
)

const operands: Readonly<Record<Operand, Schema>> = {
  events: names,
  property: { type: 'string', pattern: '^.+[.][^.]+$' },
  trait: text,
  column: text,
  pair: { type: 'array', items: ref('quantity'), minItems: 2, maxItems: 2 },
  parts: {
    type: 'array',
    minItems: 1,
    items: {
      type: 'object',
      properties: {
        of: ref('quantity'),
        weight: { type: 'number', exclusiveMinimum: 0 },
        from: { type: 'number', description: 'The value that is 0.' },
        to: { type: 'number', description: 'The value that is 1.' },
      },
      required: ['of', 'weight', 'from', 'to'],
      additionalProperties: false,
    },
  },
}

/** A quantity, or with a comparison beside it a condition. */
function quantitySchema(verb: string, compared: boolean): Schema {
  const { takes, window, where, description } = quantityVerbs[verb] ?? { takes: 'events', description: '' }
  const schema = closed(
    {
      [verb]: { ...operands[takes], description },
      ...(window ? refsTo(windowProperties) : {}),
      ...(where ? { where: ref('where') } : {}),
      ...(compared ? refsTo(comparisonProperties) : {}),
    },
    verb,
  )
  const demands = [...(window ? [ref('window')] : []), ...(compared ? [ref('comparison')] : [])]
  return demands.length === 0 ? schema : { allOf: [schema, ...demands] }
}

function untilSchema(): Schema {
  const schema = closed(
    { until: { ...names, description: untilDescription }, ...refsTo(windowProperties) },
    'until',
  )
  return { allOf: [schema, ref('window')] }
}

function refsTo(definitions: Readonly<Record<string, Schema>>): Readonly<Record<string, Schema>> {
  return Object.fromEntries(Object.keys(definitions).map((name) => [name, ref(name)]))
}

/** Objects that have each of the keys. */
function having(keys: readonly string[]): readonly Schema[] {
  return keys.map((key) => ({ type: 'object', properties: { [key]: {} }, required: [key] }))
}

function closed(properties: Readonly<Record<string, Schema>>, ...required: readonly string[]): Schema {
  return {
    type: 'object',
    properties,
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
  }
}

function joinedSchemas(): readonly Schema[] {
  return Object.entries(conditionVerbs).map(([verb, description]) => {
    const many = { type: 'array', items: ref('condition'), minItems: 1, description }
    return closed({ [verb]: verb === 'not' ? { ...ref('condition'), description } : many }, verb)
  })
}

function rowValueSchemas(): readonly Schema[] {
  const branch = { anyOf: [value, ...['column', 'constant'].map((word) => closed({ [word]: value }, word))] }
  const operand = { anyOf: [text, { type: 'number' }, ref('rowValue')] }
  return [
    closed({ column: text }, 'column'),
    closed({ constant: value }, 'constant'),
    closed({ when: ref('rowTest'), then: branch, otherwise: branch }, 'when', 'then', 'otherwise'),
    ...Object.keys(operatorWords).map((word) =>
      closed({ [word]: { type: 'array', items: operand, minItems: 2 } }, word),
    ),
  ]
}

/** One of the tests, beside what is tested. */
function rowTestSchema(): Schema {
  const tests = Object.entries(rowTestWords).map(
    ([word, description]) =>
      [word, word === 'isEmpty' ? { const: true, description } : { ...value, description }] as const,
  )
  const what = ['column', 'constant', 'when', 'then', 'otherwise', ...Object.keys(operatorWords)]
  const properties = {
    ...Object.fromEntries(what.map((word) => [word, {}])),
    ...Object.fromEntries(tests),
  }
  return { allOf: [closed(properties), { oneOf: having(Object.keys(rowTestWords)) }] }
}
