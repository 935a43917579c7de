import type { Request } from '../jobs/request.js'
import type { CommandOptions, OptionValues } from './option.js'
import type { Paint } from './report/paint.js'

/** A positional argument: `foretell predict <prediction>`. */
export interface CommandArgument {
  readonly about: string
  readonly optional?: boolean
}

export type CommandArguments = Readonly<Record<string, CommandArgument>>

export type ArgumentValues<Arguments extends CommandArguments> = {
  readonly [Name in keyof Arguments]: Arguments[Name] extends { readonly optional: true }
    ? string | undefined
    : string
}

export interface Example {
  /** What follows `foretell `. */
  readonly command: string
  readonly about: string
}

/**
 * What a verb has to say: once as data, once for people. `--json` prints the one, everything else the other, so
 * that neither can say what the other does not know.
 */
export interface Answer {
  readonly json: unknown
  readonly text: (paint: Paint) => string
  /** Default 0. See `exit-code.ts`. */
  readonly exitCode?: number
}

/**
 * One verb of the command line. `run` composes nothing: it calls one job and picks the report. A job that needs the
 * server or what learns and scores is loaded only then: every command would wait a second for all of them.
 */
export interface Verb<
  Arguments extends CommandArguments = CommandArguments,
  Options extends CommandOptions = CommandOptions,
> {
  readonly name: string
  /** One line, in the list of verbs. */
  readonly summary: string
  /** What else help says. */
  readonly description?: string
  readonly arguments: Arguments
  readonly options: Options
  readonly examples: readonly Example[]
  readonly run: (
    input: ArgumentValues<Arguments> & OptionValues<Options>,
    request: Request,
  ) => Promise<Answer>
}

/** Declares a verb; its input is typed by its arguments and options. */
export function verb<const Arguments extends CommandArguments, const Options extends CommandOptions>(
  declaration: Verb<Arguments, Options>,
): AnyVerb {
  // What `run` is given is built from these very declarations (`program.ts`), so the wider type is safe.
  return declaration as unknown as AnyVerb
}

/** A verb whose input has been checked against its own declarations. */
export type AnyVerb = Omit<Verb, 'run'> & {
  readonly run: (input: Readonly<Record<string, unknown>>, request: Request) => Promise<Answer>
}
