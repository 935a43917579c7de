import { resolve } from 'node:path'

import { CommanderError } from 'commander'

import type { Request } from '../jobs/request.js'
import { ForetellError } from '../shared/errors.js'
import { silentObserver } from '../shared/observer.js'
import type { Clock } from '../shared/time.js'
import { exitCodeOf, exitCodes } from './exit-code.js'
import { failureJson, failureText } from './failure.js'
import { program } from './program.js'
import { progressObserver } from './progress/observer.js'
import { paint, wantsColour } from './report/paint.js'
import type { AnyVerb, Answer } from './verb.js'

/** A place to print to; `process.stdout` is one. */
export interface Output {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): unknown
}

/** The world around a command: everything it reads or writes besides the project. */
export interface Surroundings {
  readonly folder: string
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly stdout: Output
  readonly stderr: Output
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly version: string
}

interface Globals {
  readonly project: string | undefined
  readonly config: string | undefined
  readonly json: boolean
  readonly quiet: boolean
  readonly verbose: boolean
  readonly seed: number | undefined
}

/**
 * Runs one command to its end. Nothing is thrown: trouble is printed.
 * @param parameters what follows `foretell`
 * @returns the exit code
 */
export async function commandLine(
  parameters: readonly string[],
  verbs: readonly AnyVerb[],
  world: Surroundings,
): Promise<number> {
  let code: number = exitCodes.ok.code
  const top = program(verbs, world.version, async (verb, input, given) => {
    code = await runVerb(verb, input, given as unknown as Globals, world)
  })
  for (const command of [top, ...top.commands]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => world.stdout.write(text),
      // What commander has to say about a wrong command becomes a ForetellError below.
      writeErr: () => undefined,
    })
  }
  try {
    if (parameters.length === 0) top.help()
    await top.parseAsync([...parameters], { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.ok.code
    const flags = { json: parameters.includes('--json'), verbose: parameters.includes('--verbose') }
    return reportFailure(usageError(error, parameters), flags, world)
  }
}

async function runVerb(
  verb: AnyVerb,
  input: Readonly<Record<string, unknown>>,
  globals: Globals,
  world: Surroundings,
): Promise<number> {
  const progress = globals.quiet || globals.json ? undefined : progressObserver(world.stderr, world)
  const request: Request = {
    folder: resolve(world.folder, globals.project ?? '.'),
    configFile: globals.config === undefined ? undefined : resolve(world.folder, globals.config),
    seed: globals.seed,
    environment: world.environment,
    clock: world.clock,
    observer: progress?.observer ?? silentObserver,
    signal: world.signal,
  }
  try {
    const answer = await verb.run(input, request)
    progress?.finish()
    return print(answer, globals, world)
  } catch (error) {
    progress?.finish()
    return reportFailure(error, globals, world)
  }
}

function print(answer: Answer, { json }: Globals, { stdout, environment }: Surroundings): number {
  stdout.write(
    json
      ? `${JSON.stringify(answer.json, undefined, 2)}\n`
      : `${answer.text(paint(wantsColour(stdout, environment))).trimEnd()}\n`,
  )
  return answer.exitCode ?? exitCodes.ok.code
}

function reportFailure(
  error: unknown,
  { json, verbose }: { readonly json: boolean; readonly verbose: boolean },
  { stdout, stderr, environment }: Surroundings,
): number {
  if (json) stdout.write(`${JSON.stringify(failureJson(error), undefined, 2)}\n`)
  stderr.write(`${failureText(error, paint(wantsColour(stderr, environment)), verbose)}\n`)
  return exitCodeOf(error)
}

/** A wrong command in commander's words, as an error of ours. */
function usageError(error: unknown, parameters: readonly string[]): unknown {
  if (!(error instanceof CommanderError)) return error
  const problem = error.message.replace(/^error: /, '').replace(/\n/g, ' ')
  const verb = parameters.find((parameter) => !parameter.startsWith('-'))
  const help = error.code === 'commander.unknownCommand' || verb === undefined ? '' : `${verb} `
  return new ForetellError('USAGE', { values: { problem, help } })
}
