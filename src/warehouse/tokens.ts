/** A piece of a statement. Comments and space are left out; `text` is as written, quotes included. */
export interface Token {
  readonly kind: 'word' | 'string' | 'quoted' | 'number' | 'sign' | 'unknown'
  readonly text: string
  /** Where it begins and where it ends, in characters of the statement. */
  readonly start: number
  readonly end: number
}

const patterns: readonly (readonly [kind: Token['kind'] | 'nothing', pattern: RegExp])[] = [
  ['nothing', /\s+/y],
  ['nothing', /--[^\n]*/y],
  // The engine has two more kinds of comment. They are rare, and one misread comment hides a statement.
  ['unknown', /\/\/|#/y],
  ['nothing', /\/\*[\s\S]*?\*\//y],
  // Written so that a string of megabytes needs no stack: runs of ordinary characters between escapes.
  ['string', /'[^'\\]*(?:(?:\\[\s\S]|'')[^'\\]*)*'/y],
  ['quoted', /`[^`\\]*(?:(?:\\[\s\S]|``)[^`\\]*)*`/y],
  ['quoted', /"[^"\\]*(?:(?:\\[\s\S]|"")[^"\\]*)*"/y],
  // A heredoc: $tag$ ... $tag$.
  ['string', /\$(\w*)\$[\s\S]*?\$\1\$/y],
  ['word', /[A-Za-z_]\w*/y],
  ['number', /\d[\w.]*/y],
  ['sign', /[()[\]{},;:.=<>!+\-*/%|&^~?@$]/y],
  ['unknown', /[\s\S]/y],
]

/**
 * Splits a statement as the engine's own lexer does (ClickHouse, src/Parsers/Lexer.cpp). What is not
 * understood, such as a quote that does not end, comes as `unknown`.
 */
export function tokens(sql: string): Token[] {
  const found: Token[] = []
  for (let at = 0; at < sql.length;) {
    for (const [kind, pattern] of patterns) {
      pattern.lastIndex = at
      const match = pattern.exec(sql)
      if (match === null) continue
      const end = at + match[0].length
      if (kind !== 'nothing') found.push({ kind, text: match[0], start: at, end })
      at = end
      break
    }
  }
  return found
}
