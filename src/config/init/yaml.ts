import { stringify } from 'yaml'
import { comments } from './comments.js'
import type { Draft, EventDraft, EventSourceDraft, SourceDraft, TableDraft } from './draft.js'

/** Writes a draft as `foretell.config.yaml`. */
export function writeYaml(draft: Draft): string {
  const lines = [
    ...commented(comments.header),
    '',
    ...eventLines(draft),
    'sources:',
    ...indented(draft.sources.flatMap((source) => sourceLines(source, draft))),
    '',
    ...predictionLines(draft),
  ]
  return `${lines.join('\n')}\n`
}

function eventLines({ events }: Draft): string[] {
  if (events.length === 0) return []
  return [...commented(comments.events), 'events:', ...indented(events.flatMap(eventText)), '']
}

function eventText({ name, properties }: EventDraft): string[] {
  const types = properties.map(({ name, kind, unit }) =>
    unit === undefined
      ? `${scalar(name)}: ${kind}`
      : `${scalar(name)}: { type: ${kind}, unit: ${scalar(unit)} }`,
  )
  const line = `${scalar(name)}: ${types.length === 0 ? '{}' : `{ ${types.join(', ')} }`}`
  return line.length <= 100 ? [line] : [`${scalar(name)}:`, ...indented(types)]
}

function sourceLines(source: SourceDraft, draft: Draft): string[] {
  return [
    ...commented(comments.source(source, draft)),
    `${source.name}:`,
    ...indented(source.kind === 'events' ? eventSourceLines(source) : tableLines(source)),
  ]
}

function eventSourceLines(source: EventSourceDraft): string[] {
  const mapped = Object.entries(source.mapped).map(([name, from]) =>
    typeof from === 'string'
      ? `${scalar(name)}: ${scalar(from)}`
      : `${scalar(name)}: { multiply: [${from.map(scalar).join(', ')}] }`,
  )
  return [
    `file: ${scalar(source.path)}`,
    ...Object.entries(source.columns).map(([part, column]) => `${part}: ${scalar(column)}`),
    `events: [${source.events.map(scalar).join(', ')}]`,
    ...(mapped.length === 0 ? [] : ['properties:', ...indented(mapped)]),
    ...(source.timeFormat === 'auto'
      ? []
      : [...commented(comments.timeFormat), `timeFormat: ${source.timeFormat}`]),
    ...commented([...comments.timeZone, 'timeZone: Europe/Berlin']),
  ]
}

function tableLines({ path, key }: TableDraft): string[] {
  return [`table: ${scalar(path)}`, ...(key === undefined ? [] : [`key: ${scalar(key)}`])]
}

function predictionLines(draft: Draft): string[] {
  const written = [...churnLines(draft), ...valueLines(draft), ...labelLines(draft)]
  const some = written.some((line) => !line.startsWith('#'))
  return [some ? 'predictions:' : 'predictions: {}', ...indented(written)]
}

function churnLines({ events, horizon }: Draft): string[] {
  if (events.length === 0) return []
  const names = events.map(({ name }) => scalar(name)).join(', ')
  const activity = events.length === 1 ? names : `[${names}]`
  return [
    ...commented(comments.churn(horizon)),
    'churn:',
    ...indented([
      `population: { count: ${activity}, last: ${horizon}, atLeast: 1 }`,
      `label: { count: ${activity}, next: ${horizon}, is: 0 }`,
      ...commented(comments.churnFeature),
      'features:',
      ...indented([`daysSinceLast: { daysSince: ${activity} }`]),
      ...commented(comments.levels),
      'levels: { medium: 0.2, high: 0.5, critical: 0.8 }',
    ]),
  ]
}

function valueLines({ value }: Draft): string[] {
  if (value === undefined) return []
  const { event, property, horizon } = value
  return [
    ...commented(comments.value(horizon)),
    'value:',
    ...indented([
      `population: { count: ${scalar(event)}, last: ${horizon}, atLeast: 1 }`,
      `label: { sum: ${scalar(`${event}.${property}`)}, next: ${horizon} }`,
    ]),
  ]
}

function labelLines({ sources }: Draft): string[] {
  const tables = sources.filter((source) => source.kind === 'table')
  return tables.flatMap(({ name, label, prediction }) => {
    if (label === undefined) {
      return commented([
        ...comments.noLabel,
        `outcome: { table: ${name}, label: { column: churned, is: Yes } }`,
      ])
    }
    const condition = label.yes === undefined ? '' : `, is: ${scalar(label.yes)}`
    return [
      ...commented(comments.label),
      `${prediction}:`,
      ...indented([`table: ${name}`, `label: { column: ${scalar(label.column)}${condition} }`]),
    ]
  })
}

/** A value as YAML writes it inside `{ }`, quoted only where it must be. */
function scalar(value: string | number): string {
  return stringify([value], { collectionStyle: 'flow', lineWidth: 0 }).trim().slice(1, -1).trim()
}

function commented(lines: readonly string[]): string[] {
  return lines.map((line) => `# ${line}`)
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => (line === '' ? '' : `  ${line}`))
}
