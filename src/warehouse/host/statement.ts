import { type Token, tokens } from '../tokens.js'

/** One statement, taken apart as far as the host needs it. */
export interface Statement {
  /** Without FORMAT and without a semicolon at the end. */
  readonly sql: string
  readonly format: string | undefined
  readonly tokens: readonly Token[]
  /** The first word, in capitals. */
  readonly verb: string
}

/** Takes `FORMAT name` and semicolons off the end. */
export function parseStatement(sql: string): Statement {
  const all = tokens(sql)
  while (all.at(-1)?.text === ';') all.pop()
  const name = all.at(-1)
  const keyword = all.at(-2)
  const named = name?.kind === 'word' && keyword?.kind === 'word' && keyword.text.toUpperCase() === 'FORMAT'
  const kept = named ? all.slice(0, -2) : all
  const first = kept.find((token) => token.text !== '(')
  return {
    sql: sql.slice(0, kept.at(-1)?.end ?? 0),
    format: named ? name.text : undefined,
    tokens: kept,
    verb: first?.kind === 'word' ? first.text.toUpperCase() : '',
  }
}
