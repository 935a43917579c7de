import {
  duration,
  listOf,
  numberWithin,
  oneOf,
  type Option,
  type Options,
  type Schema,
  structure,
  text,
  wholeNumber,
} from './option.js'

/*
 * Every option of a configuration. The types that editors see are in define.ts and source.ts; here stand the
 * ranges, defaults and descriptions that the check, the documentation and the JSON Schema are made of.
 * References such as `#/$defs/condition` name the definitions of json-schema.ts.
 */

const at = (name: string): Schema => ({ $ref: `#/$defs/${name}` })
const objectOf = (name: string): Schema => ({ type: 'object', additionalProperties: at(name) })

export const configOptions = {
  sources: {
    kind: structure('sources by name', objectOf('source')),
    description: 'Where the data comes from.',
  },
  predictions: {
    kind: structure('predictions by name', objectOf('prediction')),
    description: 'What is predicted.',
  },
  warehouse: {
    kind: structure('an object', at('warehouse')),
    description: 'Where everything is kept.',
  },
  server: {
    kind: structure('an object', at('server')),
    description: 'What `foretell serve` and `foretell worker` go by.',
  },
} as const satisfies Options

/** What a YAML or JSON configuration has beside: there, events and entities are declared by name. */
export const documentOptions = {
  ...configOptions,
  entities: {
    kind: structure('entities by name', objectOf('entity')),
    description: 'Whom the data is about, with their traits. A single one need not be named anywhere else.',
  },
  events: {
    kind: structure('event types by name', at('events')),
    description: 'Event types that several sources share; a source lists their names.',
  },
  $schema: {
    kind: text('the address of a JSON Schema'),
    description: 'For editors; not read.',
  },
} as const satisfies Options

export const warehouseOptions = {
  url: {
    kind: {
      expected: 'the address of a ClickHouse server such as http://localhost:8123',
      schema: { type: 'string', pattern: '^https?://' },
      accept: (written) => (typeof written === 'string' && isWebAddress(written) ? written : undefined),
    },
    otherwise: 'the embedded engine',
    description: 'A ClickHouse server. `CLICKHOUSE_URL` in the environment goes before it.',
  },
  path: {
    kind: text('a folder'),
    default: '.foretell',
    description: 'The folder of the embedded engine, relative to the project.',
  },
} as const satisfies Options

export const eventSourceOptions = {
  events: {
    kind: structure('the event types in the file', at('events')),
    required: true,
    description: 'The event types in the file, with their properties.',
  },
  entity: {
    kind: structure('an entity', at('entityName')),
    otherwise: 'the only declared one, or `customer`',
    description: 'Who acts.',
  },
  columns: {
    kind: structure('an object', at('columns')),
    otherwise: 'the usual names',
    description: 'Where the parts of an event stand.',
  },
  properties: {
    kind: structure('columns by property', objectOf('rowValue')),
    otherwise: 'the column of the same name',
    description: 'Where properties stand when it is not the column of their name.',
  },
  traits: {
    kind: structure('columns by trait', objectOf('rowValue')),
    otherwise: 'none',
    description: "Columns that hold traits of the entity as of the row's time.",
  },
  timeFormat: {
    kind: oneOf('auto', 'unix', 'unixMilliseconds', 'dayFirst', 'monthFirst'),
    default: 'auto',
    description:
      'How times are written. `auto`: ISO 8601 and what is close to it, or Unix seconds or milliseconds.',
  },
  timeZone: {
    kind: {
      ...text('a time zone such as UTC or Europe/Berlin'),
      accept: (written) => (typeof written === 'string' && isTimeZone(written) ? written : undefined),
    },
    default: 'UTC',
    description: 'The zone of times that name none.',
  },
  skip: {
    kind: structure('a test of a row', at('rowTest')),
    otherwise: 'none',
    description:
      'Rows to leave out on purpose (test users, other tenants); they are counted, not quarantined.',
  },
  delimiter: {
    kind: {
      expected: 'one character',
      schema: { type: 'string', minLength: 1, maxLength: 1 },
      accept: (written) => (typeof written === 'string' && written.length === 1 ? written : undefined),
    },
    otherwise: 'found in the header among comma, semicolon, tab and bar',
    description: 'What separates the columns of a CSV file.',
  },
} as const satisfies Options

const mapped = structure('a column, or what is computed of columns', at('rowValue'))

export const columnOptions = {
  id: {
    kind: mapped,
    otherwise: '`entity_id`, `user_id`, `userId`, `customer_id`, `customerId`, `distinct_id`',
    description: 'Who.',
  },
  time: {
    kind: mapped,
    otherwise: '`occurred_at`, `timestamp`, `time`, `created_at`, `date`',
    description: 'When it happened.',
  },
  event: {
    kind: mapped,
    otherwise: '`event`, `event_type`, `event_name`, `type`; with one event type none is needed',
    description: 'Which event it is.',
  },
  receivedAt: {
    kind: mapped,
    otherwise: '`received_at`; without one, when it happened',
    description: 'When it became known, for late data.',
  },
  messageId: {
    kind: mapped,
    otherwise: '`message_id`, `messageId`, `event_id`, `uuid`; without one, its content',
    description: 'What makes a row one of a kind.',
  },
  session: {
    kind: mapped,
    otherwise: '`session_id`, `sessionId`; without one, visits are found by pauses',
    description: 'The visit it belongs to.',
  },
} as const satisfies Options

export const tableSourceOptions = {
  key: {
    kind: text('the name of a column'),
    otherwise: 'row numbers',
    description: "The column that names the row: the customer's id.",
  },
  columns: {
    kind: structure('types by column', at('fields')),
    otherwise: 'found in the data',
    description: 'Types of columns, where what inference finds is not what is meant.',
  },
} as const satisfies Options

/** How YAML and JSON write a source of events. */
export const documentEventSourceOptions = {
  file: {
    kind: text('the path of a file'),
    required: true,
    description: 'Relative to the project; `*` stands for any part of a file name.',
  },
  format: {
    kind: oneOf('csv', 'ndjson', 'parquet'),
    otherwise: "by the file's ending",
    description: 'How the file is written.',
  },
  ...eventSourceOptions,
  ...columnOptions,
} as const satisfies Options

/** How YAML and JSON write a table. */
export const documentTableOptions = {
  table: {
    kind: text('the path of a file'),
    required: true,
    description: 'A file with one row for each entity, relative to the project.',
  },
  ...tableSourceOptions,
} as const satisfies Options

const commonOptions = {
  levels: {
    kind: structure('an object', at('levels')),
    otherwise: '0.2, 0.5, 0.8',
    description: 'Lower bounds of the risk levels above `low`.',
  },
  profit: {
    kind: structure('an object', at('profit')),
    otherwise: 'the published defaults',
    description: 'What a contacted customer costs and is worth, for the threshold by profit.',
  },
  maximumRows: {
    kind: wholeNumber(1),
    default: 200_000,
    description: 'At most so many rows are learned from; more are sampled, evenly over the anchors.',
  },
  seed: {
    kind: wholeNumber(0),
    default: 1,
    description: 'Everything random is drawn from it.',
  },
} as const satisfies Options

export const eventPredictionOptions = {
  population: {
    kind: structure('a condition on the past', at('condition')),
    required: true,
    description: 'Who is predicted: only those who meet this at the anchor.',
  },
  label: {
    kind: structure('a condition, a quantity or a time until something, of the future', at('label')),
    required: true,
    description:
      'The outcome. A condition means classification, a quantity regression, a time until something survival.',
  },
  entity: {
    kind: structure('an entity', at('entityName')),
    otherwise: 'the only declared one, or `customer`',
    description: 'Who the prediction is about.',
  },
  anchors: {
    kind: duration(),
    otherwise: "the label's horizon",
    description: 'How far apart the anchor times are.',
  },
  maximumAnchors: {
    kind: wholeNumber(1),
    default: 12,
    description: 'At most so many anchors, the newest.',
  },
  lateness: {
    kind: duration({ zero: true }),
    default: '0d',
    description: 'How late events may come in: an anchor counts once its horizon and this have passed.',
  },
  features: {
    kind: structure('quantities of the past by name', objectOf('quantity')),
    otherwise: 'none',
    description: "Named features of one's own, beside the automatic ones.",
  },
  automaticFeatures: {
    kind: structure('an object, or false', { anyOf: [{ const: false }, at('automaticFeatures')] }),
    otherwise: 'all of them',
    description: 'What is made without asking. `false`: nothing.',
  },
  funnel: {
    kind: structure('at least two events in their order', at('funnel')),
    otherwise: 'none',
    description: 'The stages of a funnel, in their order, for features of how far and how fast.',
  },
  ...commonOptions,
} as const satisfies Options

export const tablePredictionOptions = {
  table: {
    kind: structure('a table', at('tableReference')),
    required: true,
    description: 'The table that is learned from.',
  },
  label: {
    kind: structure('a column of the table, or a condition on one', at('label')),
    required: true,
    description: 'The outcome. A condition means classification, a number regression.',
  },
  exclude: {
    kind: listOf(text(), 'a list of columns'),
    default: [],
    description: "Columns that must not be learned from. The key and the label's own column never are.",
  },
  ...commonOptions,
} as const satisfies Options

const share = numberWithin({ above: 0, below: 1 })

export const levelOptions = {
  medium: { kind: share, default: 0.2, description: 'From this probability on the risk is medium.' },
  high: { kind: share, default: 0.5, description: 'From this probability on the risk is high.' },
  critical: { kind: share, default: 0.8, description: 'From this probability on the risk is critical.' },
} as const satisfies Options

const cost: Option<number>['kind'] = numberWithin({ least: 0 })

export const profitOptions = {
  customerValue: {
    kind: numberWithin({ above: 0 }),
    default: 200,
    description: 'Worth of a customer who stays.',
  },
  offerCost: { kind: cost, default: 10, description: 'Cost of the offer, paid when it is taken.' },
  contactCost: { kind: cost, default: 1, description: 'Cost of the contact, paid always.' },
  acceptance: {
    kind: numberWithin({ above: 0, most: 1 }),
    default: 0.3,
    description: 'Share of would-be churners who take the offer and stay.',
  },
} as const satisfies Options

export const automaticFeatureOptions = {
  windows: {
    kind: listOf(duration(), 'a list of at least one length of time such as 30d', { least: 1 }),
    default: ['7d', '30d', '90d', '365d'],
    description: 'Over what time the events are counted, summed and averaged.',
  },
  exclude: {
    kind: listOf(text(), 'a list of names of features, in which * stands for any part'),
    default: [],
    description: 'Automatic features to leave out, by name; `*` stands for any part of a name.',
  },
} as const satisfies Options

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}
