import { Command, Option } from 'commander'

import { ForetellError } from '../shared/errors.js'
import { exitCodes } from './exit-code.js'
import { type CommandOption, flagOf, text, toggle, wholeNumber } from './option.js'
import type { AnyVerb } from './verb.js'

/** What every verb accepts, before or after its name. */
export const globalOptions = {
  project: text('FOLDER', 'the project; default: the current folder'),
  config: text('FILE', 'the configuration; default: foretell.config.ts, .yaml or .json in the project'),
  json: toggle('one JSON document on stdout, everything else on stderr'),
  quiet: toggle('no progress'),
  verbose: toggle('with an error, where it came from'),
  seed: wholeNumber('NUMBER', 'draw everything random from this seed', {
    minimum: 0,
    maximum: 4_294_967_295,
    fallback: undefined,
  }),
}

export type Dispatch = (
  verb: AnyVerb,
  input: Readonly<Record<string, unknown>>,
  globals: Readonly<Record<string, unknown>>,
) => Promise<void>

/**
 * The verbs as a commander program.
 * @param dispatch is given the verb that was called, with its arguments and options read and checked
 */
export function program(verbs: readonly AnyVerb[], version: string, dispatch: Dispatch): Command {
  const top = new Command('foretell')
    .description(
      'Predicts what the users of a web product will do next, from the events they already produce.',
    )
    .version(version, '-v, --version', 'print the version')
    .helpOption('-h, --help', 'print this')
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', exitCodeHelp())
  for (const [name, option] of Object.entries(globalOptions)) top.addOption(commanderOption(name, option))
  for (const verb of verbs) top.addCommand(subcommand(verb, dispatch))
  return top
}

function subcommand(verb: AnyVerb, dispatch: Dispatch): Command {
  const command = new Command(verb.name)
    .summary(verb.summary)
    .description([verb.summary, verb.description ?? ''].filter((part) => part !== '').join('\n\n'))
    .helpOption('-h, --help', 'print this')
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', exampleHelp(verb))
  const names = Object.keys(verb.arguments)
  for (const [name, { about, optional = false }] of Object.entries(verb.arguments)) {
    command.argument(optional ? `[${name}]` : `<${name}>`, about)
  }
  for (const [name, option] of Object.entries(verb.options)) command.addOption(commanderOption(name, option))
  return command.action(async (...given: readonly unknown[]) => {
    const options = command.optsWithGlobals<Record<string, unknown>>()
    const positional = Object.fromEntries(names.map((name, index) => [name, given[index]]))
    const globals = optionInput(globalOptions, options)
    await dispatch(verb, { ...optionInput(verb.options, options), ...positional }, globals)
  })
}

function optionInput(
  declared: AnyVerb['options'],
  given: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(declared).map(([name, { fallback }]) => [name, given[name] ?? fallback]),
  )
}

function commanderOption(name: string, declared: CommandOption<unknown>): Option {
  const flag = flagOf(name)
  const option = new Option(
    declared.value === undefined ? flag : `${flag} <${declared.value}>`,
    declared.about,
  )
  if (declared.value === undefined) return option
  if (declared.fallback !== undefined) option.default(declared.fallback, describeFallback(declared.fallback))
  return option.argParser((given: string) => {
    const reading = declared.read(given)
    if ('value' in reading) return reading.value
    throw new ForetellError('USAGE_OPTION', { values: { flag, expected: reading.expected, given } })
  })
}

function describeFallback(fallback: unknown): string {
  if (Array.isArray(fallback)) return fallback.length === 0 ? 'none' : fallback.join(',')
  return String(fallback)
}

function exampleHelp({ examples }: AnyVerb): string {
  const lines = examples.map(({ command, about }) => `  foretell ${command}\n      ${about}`)
  return `\nExamples:\n${lines.join('\n')}`
}

function exitCodeHelp(): string {
  const lines = Object.values(exitCodes).map(({ code, about }) => `  ${String(code).padEnd(4)} ${about}`)
  return `\nExit codes:\n${lines.join('\n')}`
}
