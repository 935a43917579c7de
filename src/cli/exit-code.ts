import { tooLittleData } from '../predictions/too-little-data.js'
import { ForetellError } from '../shared/errors.js'

/** What the command line ends with. */
export const exitCodes = {
  ok: { code: 0, about: 'done' },
  failure: { code: 1, about: 'something went wrong; the message says what and what to do' },
  usage: { code: 2, about: 'the command or the configuration is not right' },
  refused: { code: 3, about: 'the data gate refused: too little data to learn from honestly' },
  cancelled: { code: 130, about: 'stopped by Ctrl-C or a signal' },
} as const

/** The exit code that belongs to whatever was thrown. */
export function exitCodeOf(error: unknown): number {
  if (!(error instanceof ForetellError)) return exitCodes.failure.code
  if (error.code === 'CANCELLED') return exitCodes.cancelled.code
  if (tooLittleData.includes(error.code)) return exitCodes.refused.code
  const usage = error.code.startsWith('USAGE') || error.code.startsWith('CONFIG')
  return usage ? exitCodes.usage.code : exitCodes.failure.code
}
