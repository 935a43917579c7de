/** Says that the host does not run this statement, the way the engine itself would say it. */
export class StatementRefused extends Error {
  readonly code: number
  readonly type: string

  /**
   * @param code and @param type ClickHouse's error for it; `STATEMENT_REFUSED`, which is no error of ClickHouse,
   *   where the host is stricter
   */
  constructor(message: string, code = 60_001, type = 'STATEMENT_REFUSED') {
    super(message)
    this.code = code
    this.type = type
  }
}

export interface Failure {
  readonly code: number
  /** As ClickHouse words it, for the client takes it apart again. */
  readonly text: string
}

/** Error messages hold the statement they are about; beyond this they help nobody. */
const longestMessage = 8 * 1024

export function describeFailure(error: unknown): Failure {
  if (error instanceof StatementRefused) {
    return { code: error.code, text: `Code: ${error.code}. DB::Exception: ${error.message}. (${error.type})` }
  }
  const text = error instanceof Error ? error.message : String(error)
  const code = /Code: (\d+)/.exec(text)?.[1]
  if (code === undefined)
    return { code: 1002, text: `Code: 1002. DB::Exception: ${text}. (UNKNOWN_EXCEPTION)` }
  return { code: Number(code), text: shortened(text) }
}

/** Keeps the beginning, which says what it is about, and the end, which names the error. */
function shortened(text: string): string {
  if (text.length <= longestMessage) return text
  return `${text.slice(0, longestMessage - 512)} ... ${text.slice(-512)}`
}

/**
 * How ClickHouse ends a response that fails after its first bytes have gone (since 25.11): the message between
 * two marks that hold a tag, which the response's header named.
 */
export function failureInStream(failure: Failure, tag: string): string {
  const message = `${failure.text}\n`
  return `\r\n__exception__\r\n${tag}\r\n${message}${Buffer.byteLength(message)} ${tag}\r\n__exception__\r\n`
}
