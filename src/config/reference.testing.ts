import { quantityVerbs } from './document/grammar.js'
import type { Option, Options } from './option.js'
import * as others from './options.js'
import { serverOptions } from './server-options.js'

/** Every group of options, by its name. */
export const optionGroups = { ...others, serverOptions }

/** Fills the generated parts of docs/configuration.md: what stands between `<!-- x -->` and `<!-- /x -->`. */
export function withReference(page: string): string {
  return page
    .replaceAll(
      /(<!-- options: (\w+)(?: less (\w+))? -->\n)[^]*?(<!-- \/options -->)/g,
      (_part, open: string, group: string, less: string | undefined, close: string) =>
        `${open}\n${optionTable(groupOf(group), less === undefined ? {} : groupOf(less))}\n\n${close}`,
    )
    .replace(/(<!-- quantities -->\n)[^]*?(<!-- \/quantities -->)/, `$1\n${quantityTable()}\n\n$2`)
}

function groupOf(name: string): Options {
  if (name in optionGroups) return optionGroups[name as keyof typeof optionGroups]
  throw new RangeError(`there are no options called ${name}`)
}

function optionTable(group: Options, less: Options): string {
  const rows = Object.entries(group)
    .filter(([key]) => !(key in less))
    .map(([key, option]) => [
      `\`${key}\``,
      option.kind.expected,
      defaultOf(option),
      option.description,
      ...(option.environment === undefined ? [] : [`\`${option.environment}\``]),
    ])
  const variables = Object.values(group).some(({ environment }) => environment !== undefined)
  return table(['Key', 'Takes', 'Default', 'Meaning', ...(variables ? ['Variable'] : [])], rows)
}

function defaultOf({ default: standard, otherwise, required }: Option): string {
  if (required) return 'required'
  if (standard === undefined) return otherwise ?? ''
  if (Array.isArray(standard)) return standard.length === 0 ? 'none' : standard.join(', ')
  return typeof standard === 'string' ? `\`${standard}\`` : JSON.stringify(standard)
}

function quantityTable(): string {
  const operands = {
    events: 'event, or a list of events',
    property: 'property (`purchase.amount`)',
    trait: 'name of a trait',
    column: 'column of a table',
    pair: 'two quantities',
    parts: 'list of parts',
  }
  const rows = Object.entries(quantityVerbs).map(([verb, { takes, window, where, description }]) => [
    `\`${verb}\``,
    `${operands[takes]}${window ? ', window' : ''}${where ? ', `where`' : ''}`,
    description,
  ])
  return table(['Name', 'Takes', 'Is'], rows)
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`)
  return lines.join('\n')
}
