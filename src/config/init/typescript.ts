import * as declarations from '../declarations.js'
import { comments } from './comments.js'
import { type Draft, type EventDraft, type EventSourceDraft, Names, type TableDraft } from './draft.js'
import { camelCase } from './guess.js'

/** Names that a variable cannot have: words of the language, and what a configuration may import. */
const reserved = [
  ...'break case catch class const continue debugger default delete do else enum export extends false finally for'.split(
    ' ',
  ),
  ...'function if import in instanceof new null return super switch this throw true try typeof var void while'.split(
    ' ',
  ),
  ...'with yield let static implements interface package private protected public await async'.split(' '),
  ...['arguments', 'eval', 'undefined', 'activity'],
  ...Object.keys(declarations),
]

/** Writes a draft as `foretell.config.ts`. */
export function writeTypeScript(draft: Draft): string {
  return new Writer(draft).text()
}

class Writer {
  readonly #variables = new Map<string, string>()
  readonly #tables = new Map<string, string>()
  readonly #imports = new Set(['defineConfig'])

  constructor(readonly draft: Draft) {
    const names = new Names(reserved)
    for (const { name } of draft.events) this.#variables.set(name, names.take(variableName(name)))
    for (const source of draft.sources) {
      if (source.kind === 'table') this.#tables.set(source.name, names.take(variableName(source.name)))
    }
  }

  text(): string {
    const body = [...this.#events(), ...this.#tableLines(), ...this.#config()]
    const imports = [...this.#imports].toSorted((a, b) => (a < b ? -1 : 1)).join(', ')
    const head = [...commented(comments.header), `import { ${imports} } from 'foretell'`, '']
    return [...head, ...body, ''].join('\n')
  }

  #events(): string[] {
    const { events } = this.draft
    if (events.length === 0) return []
    const lines = events.flatMap((event) =>
      folded(
        `const ${this.#variable(event.name)} = ${this.#use('event')}(${quoted(event.name)}, {`,
        this.#properties(event),
        '})',
      ),
    )
    const variables = events.map(({ name }) => this.#variable(name))
    const together =
      variables.length === 1
        ? []
        : [...commented(comments.activity), ...folded('const activity = [', variables, ']'), '']
    return [...commented(comments.events), ...lines, '', ...together]
  }

  /** All event types as one. */
  #activity(): string {
    const [only, ...others] = this.draft.events
    return only === undefined || others.length > 0 ? 'activity' : this.#variable(only.name)
  }

  #properties({ properties }: EventDraft): string[] {
    return properties.map(({ name, kind, unit }) => {
      const options = unit === undefined ? '' : `{ unit: ${quoted(unit)} }`
      return `${keyText(name)}: ${this.#use(kind)}(${options})`
    })
  }

  #tableLines(): string[] {
    const tables = this.draft.sources.filter((source) => source.kind === 'table')
    return tables.flatMap((source) => [
      ...commented(comments.source(source, this.draft)),
      `const ${this.#tables.get(source.name)} = ${this.#use('table')}(${quoted(source.path)}${
        source.key === undefined ? '' : `, { key: ${quoted(source.key)} }`
      })`,
      '',
    ])
  }

  #config(): string[] {
    const sources = this.draft.sources.flatMap((source) =>
      source.kind === 'events' ? this.#eventSource(source) : [this.#tableEntry(source)],
    )
    const predictions = [...this.#churn(), ...this.#value(), ...this.#labels()]
    return [
      'export default defineConfig({',
      ...indented([
        'sources: {',
        ...indented(sources),
        '},',
        'predictions: {',
        ...indented(predictions),
        '},',
      ]),
      '})',
    ]
  }

  #eventSource(source: EventSourceDraft): string[] {
    const format = /\.(ndjson|jsonl|json)(\.gz)?$/i.test(source.path)
      ? 'ndjson'
      : /\.parquet$/i.test(source.path)
        ? 'parquet'
        : 'csv'
    const columns = Object.entries(source.columns).map(([part, column]) => `${part}: ${quoted(column)}`)
    const mapped = Object.entries(source.mapped).map(
      ([name, from]) => `${keyText(name)}: ${typeof from === 'string' ? quoted(from) : this.#product(from)},`,
    )
    const events =
      source.events.length === this.draft.events.length && source.events.length > 1
        ? 'activity'
        : `[${source.events.map((event) => this.#variable(event)).join(', ')}]`
    return [
      ...commented(comments.source(source, this.draft)),
      `${source.name}: ${this.#use(format)}(${quoted(source.path)}, {`,
      ...indented([
        `events: ${events},`,
        `columns: { ${columns.join(', ')} },`,
        ...(mapped.length === 0 ? [] : ['properties: {', ...indented(mapped), '},']),
        ...(source.timeFormat === 'auto'
          ? []
          : [...commented(comments.timeFormat), `timeFormat: ${quoted(source.timeFormat)},`]),
        ...commented([...comments.timeZone, "timeZone: 'Europe/Berlin',"]),
      ]),
      '}),',
    ]
  }

  #product([left, right]: readonly [string, string]): string {
    return `${this.#use('field')}(${quoted(left)}).times(field(${quoted(right)}))`
  }

  #tableEntry({ name }: TableDraft): string {
    const variable = this.#tables.get(name)
    return variable === name ? `${name},` : `${name}: ${variable},`
  }

  #churn(): string[] {
    const { events, horizon } = this.draft
    if (events.length === 0) return []
    for (const name of ['predict', 'count', 'last', 'next']) this.#use(name)
    return [
      ...commented(comments.churn(horizon)),
      'churn: predict({',
      ...indented([
        `population: count(${this.#activity()}, last('${horizon}')).atLeast(1),`,
        `label: count(${this.#activity()}, next('${horizon}')).is(0),`,
        ...commented(comments.churnFeature),
        'features: {',
        ...indented([`daysSinceLast: ${this.#use('daysSince')}(${this.#activity()}),`]),
        '},',
        ...commented(comments.levels),
        'levels: { medium: 0.2, high: 0.5, critical: 0.8 },',
      ]),
      '}),',
    ]
  }

  #value(): string[] {
    const { value } = this.draft
    if (value === undefined) return []
    const variable = this.#variable(value.event)
    const member = /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(value.property)
      ? `.${value.property}`
      : `[${quoted(value.property)}]`
    return [
      ...commented(comments.value(value.horizon)),
      'value: predict({',
      ...indented([
        `population: count(${variable}, last('${value.horizon}')).atLeast(1),`,
        `label: ${this.#use('sum')}(${variable}${member}, next('${value.horizon}')),`,
      ]),
      '}),',
    ]
  }

  #labels(): string[] {
    const tables = this.draft.sources.filter((source) => source.kind === 'table')
    return tables.flatMap(({ name, label, prediction }) => {
      const variable = this.#tables.get(name) ?? name
      if (label === undefined) {
        return commented([
          ...comments.noLabel,
          `outcome: predict({ table: ${variable}, label: column(${variable}, 'churned').is('Yes') }),`,
        ])
      }
      const { column, yes } = label
      const condition = yes === undefined ? '' : `.is(${typeof yes === 'string' ? quoted(yes) : yes})`
      return [
        ...commented(comments.label),
        `${prediction}: ${this.#use('predict')}({`,
        ...indented([
          `table: ${variable},`,
          `label: ${this.#use('column')}(${variable}, ${quoted(column)})${condition},`,
        ]),
        '}),',
      ]
    })
  }

  #variable(event: string): string {
    return this.#variables.get(event) ?? event
  }

  /** Notes that a function is used, so that it is imported. */
  #use(name: string): string {
    this.#imports.add(name)
    return name
  }
}

function variableName(event: string): string {
  const name = camelCase(event).replaceAll(/[^A-Za-z0-9_$]/g, '')
  if (!/^[A-Za-z_$]/.test(name)) return `event${name}`
  return reserved.includes(name) ? `${name}Event` : name
}

function keyText(name: string): string {
  return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name) ? name : quoted(name)
}

function quoted(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")
  return `'${escaped}'`
}

/** On one line where it is short, else one part a line. */
function folded(start: string, parts: readonly string[], end: string): string[] {
  const pad = start.endsWith('{') && parts.length > 0 ? ' ' : ''
  const line = `${start}${pad}${parts.join(', ')}${pad}${end}`
  return line.length <= 100 ? [line] : [start, ...indented(parts.map((part) => `${part},`)), end]
}

function commented(lines: readonly string[]): string[] {
  return lines.map((line) => `// ${line}`)
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => (line === '' ? '' : `  ${line}`))
}
