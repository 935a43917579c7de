/**
 * Every error a person can meet: its HTTP status, what is said, and what to do about it. `docs/errors.md` is
 * compared with this list by a test; `{name}` is filled in where the error is thrown.
 */
export interface ErrorEntry {
  readonly status: number
  /** What was expected and what came. */
  readonly message: string
  /** What to do. */
  readonly remedy: string
}

export const errorCatalogue = {
  INTERNAL: {
    status: 500,
    message: 'something that cannot happen happened: {what}',
    remedy: 'This is a bug of Foretell: please report it with the command you ran.',
  },
  DURATION_INVALID: {
    status: 400,
    message: 'expected a length of time such as 30d, 12h, 4w or 90m, got "{text}"',
    remedy: 'Write a whole number above zero followed by m (minutes), h, d or w.',
  },
  CANCELLED: {
    status: 499,
    message: '{what} was cancelled',
    remedy: 'Run it again; what had been finished is kept.',
  },
} as const satisfies Record<string, ErrorEntry>

export type ErrorCode = keyof typeof errorCatalogue
