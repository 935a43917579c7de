import { type Token, tokens } from '../tokens.js'

/** One statement, taken apart as far as the host needs it. */
export interface Statement {
  /** Without FORMAT and without a semicolon at the end. */
  readonly sql: string
  readonly format: string | undefined
  readonly tokens: readonly Token[]
  /** The first word, in capitals; empty when there is none. */
  readonly verb: string
}

/** Takes `FORMAT name` and semicolons off the end. */
export function parseStatement(text: string): Statement {
  const all = tokens(text)
  while (all.at(-1)?.text === ';') all.pop()
  const name = all.at(-1)
  const named = name?.kind === 'word' && isWord(all.at(-2), 'FORMAT')
  const kept = named ? all.slice(0, -2) : all
  const first = kept.find((token) => token.text !== '(')
  return {
    sql: text.slice(0, kept.at(-1)?.end ?? 0),
    format: named ? name.text : undefined,
    tokens: kept,
    verb: first?.kind === 'word' ? first.text.toUpperCase() : '',
  }
}

/** @param word in capitals */
export function isWord(token: Token | undefined, word: string): boolean {
  return token?.kind === 'word' && token.text.toUpperCase() === word
}
