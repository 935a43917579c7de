import { relative, sep } from 'node:path'

import type { ColumnProfile, EventProfile, FileProfile } from './inspect.js'

/** A configuration for a file that has been looked at, as TypeScript with comments. */
export function composeConfig(profile: FileProfile, folder: string): string {
  const path = relative(folder, profile.path).split(sep).join('/')
  const { id, time } = profile.roles
  const events = id !== undefined && time !== undefined
  return events ? composeEvents(profile, path, id, time) : composeTable(profile, path)
}

function composeEvents(profile: FileProfile, path: string, id: string, time: string): string {
  const { event: eventColumn } = profile.roles
  const found: readonly EventProfile[] =
    profile.events.length > 0 ? profile.events : [singleEvent(profile, [id, time])]
  const events = found.map((event) => ({ ...event, variable: variableName(event.name) }))
  const kinds = new Set(events.flatMap(({ properties }) => properties.map(({ kind }) => kind)))
  const source = { csv: 'csv', ndjson: 'ndjson', parquet: 'parquet' }[profile.format]
  const imports = [
    'count',
    'defineConfig',
    'entity',
    'event',
    'last',
    'next',
    'predict',
    source,
    ...kinds,
  ].sort()
  const columns = [`id: ${quoted(id)}`, `time: ${quoted(time)}`]
  if (eventColumn !== undefined) columns.push(`event: ${quoted(eventColumn)}`)
  return `import { ${imports.join(', ')} } from 'foretell'

// What can happen, and what is known of it: as found in ${path} (${profile.rows.toLocaleString('en-US')} rows).
// Strike out what should not be learned from; a unit is shown beside the value: number({ unit: 'USD' }).
${events.map(eventDeclaration).join('\n')}

// Who it happens to.
const customer = entity('customer')

// What counts as being there. Choose the acts that mean something.
const activity = [${events.map(({ variable }) => variable).join(', ')}]

const churn = predict({
  entity: customer,
  population: count(activity, last('30d')).atLeast(1), // active in the last 30 days ...
  label: count(activity, next('30d')).is(0), //           ... and silent in the 30 days after
})

export default defineConfig({
  sources: {
    events: ${source}(${quoted(path)}, {
      events: [${events.map(({ variable }) => variable).join(', ')}],
      columns: { ${columns.join(', ')} },
    }),
  },
  predictions: { churn },
})
`
}

/** A file without a column that says which event: every row is one and the same. */
function singleEvent({ columns, rows }: FileProfile, roles: readonly string[]): EventProfile {
  const properties = columns.filter(
    ({ name, filled }) => !roles.includes(name) && !/id$/i.test(name) && filled > 0,
  )
  return { name: 'activity_event', rows, properties }
}

function eventDeclaration({
  name,
  rows,
  properties,
  variable,
}: EventProfile & { readonly variable: string }): string {
  // `name` and `properties` are what a declaration has of its own; such a column needs another name and a mapping.
  const usable = properties.filter((property) => !['name', 'properties'].includes(property.name))
  const fields = usable.map((property) => `${key(property.name)}: ${property.kind}()`)
  const body = fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`
  return `const ${variable} = event(${quoted(name)}, ${body}) // ${rows.toLocaleString('en-US')} rows`
}

function composeTable(profile: FileProfile, path: string): string {
  const keyColumn =
    profile.roles.id ??
    profile.columns.find(({ distinct, name }) => distinct === profile.rows && /id$/i.test(name))?.name
  const label = labelOf(profile.columns)
  const options = keyColumn === undefined ? '' : `, { key: ${quoted(keyColumn)} }`
  return `import { column, defineConfig, predict, table } from 'foretell'

// One row for each customer: as found in ${path} (${profile.rows.toLocaleString('en-US')} rows).
const customers = table(${quoted(path)}${options})

// ${label.reason}
const outcome = predict({
  table: customers,
  label: column(customers, ${quoted(label.column)})${label.test},
  // Columns that would not be known when the prediction is made:
  exclude: [],
})

export default defineConfig({ sources: { customers }, predictions: { outcome } })
`
}

interface LabelGuess {
  readonly column: string
  readonly test: string
  readonly reason: string
}

/** The column that looks most like an outcome: by its name, or else the last one with two values. */
function labelOf(columns: readonly ColumnProfile[]): LabelGuess {
  const twoValued = columns.filter(({ distinct }) => distinct === 2)
  const usual = /churn|exited|attrition|convert|target|label|outcome|response|purchase|left/i
  const named = twoValued.find(({ name }) => usual.test(name))
  const chosen = named ?? twoValued[twoValued.length - 1]
  if (chosen === undefined) {
    const last = columns[columns.length - 1]
    const reason = 'No column has two values; name the one to predict. A number is predicted as an amount.'
    return { column: last?.name ?? '', test: '', reason }
  }
  const yes =
    chosen.values.find((value) => /^(1|yes|y|true|t|churned)$/i.test(value)) ?? chosen.values[1] ?? ''
  const value = chosen.kind === 'number' ? yes : quoted(yes)
  return {
    column: chosen.name,
    test: chosen.kind === 'boolean' ? `.is(${yes.toLowerCase()})` : `.is(${value})`,
    reason: `The outcome, guessed: "${chosen.name}" has two values. Correct it if another column is meant.`,
  }
}

/** `featureUse` for `feature_use`, safe as the name of a constant. */
function variableName(name: string): string {
  const camel = name
    .replace(/[^\p{L}\p{N}]+(.)?/gu, (_, next: string | undefined) => (next ?? '').toUpperCase())
    .replace(/^\P{L}+/u, '')
  const start = camel === '' ? 'event1' : camel.charAt(0).toLowerCase() + camel.slice(1)
  const taken =
    /^(customer|activity|churn|count|event|entity|last|next|predict|number|string|boolean|time|default|delete|new|return|export|import|class|function|var|const|let)$/
  return taken.test(start) ? `${start}Event` : start
}

function key(name: string): string {
  return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name) ? name : quoted(name)
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`
}
