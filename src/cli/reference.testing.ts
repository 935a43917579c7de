import { exitCodes } from './exit-code.js'
import { type CommandOptions, flagOf } from './option.js'
import { globalOptions } from './program.js'
import type { AnyVerb } from './verb.js'

/** `docs/command-line.md`, made of the same declarations as `--help`. */
export function commandLineReference(verbs: readonly AnyVerb[]): string {
  return [
    '# The command line',
    'This page is made from the declarations in `src/cli`; a test compares the two.',
    'Every verb takes these, before or after its name:',
    optionTable(globalOptions),
    'It ends with one of these codes:',
    markdownTable(
      ['Code', 'Meaning'],
      Object.values(exitCodes).map(({ code, about }) => [String(code), about]),
    ),
    ...verbs.flatMap(verbSection),
  ]
    .join('\n\n')
    .concat('\n')
}

function verbSection(verb: AnyVerb): string[] {
  const { name, summary, description, examples } = verb
  const usage = Object.entries(verb.arguments).map(([argument, { optional = false }]) =>
    optional ? `[${argument}]` : `<${argument}>`,
  )
  const parts = [`## foretell ${[name, ...usage].join(' ')}`, `${summary}.`]
  if (description !== undefined) parts.push(description)
  const listed = Object.entries(verb.arguments).map(([argument, { about }]) => `- \`${argument}\`: ${about}`)
  if (listed.length > 0) parts.push(listed.join('\n'))
  if (Object.keys(verb.options).length > 0) parts.push(optionTable(verb.options))
  const lines = examples.map(({ command, about }) => `foretell ${command}  # ${about}`)
  if (lines.length > 0) parts.push(['```sh', ...lines, '```'].join('\n'))
  return parts
}

function optionTable(options: CommandOptions): string {
  return markdownTable(
    ['Option', 'Meaning'],
    Object.entries(options).map(([name, { value, about, fallback }]) => [
      `\`${flagOf(name)}${value === undefined ? '' : ` ${value}`}\``,
      typeof fallback === 'number' || typeof fallback === 'string' ? `${about}; default: ${fallback}` : about,
    ]),
  )
}

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
