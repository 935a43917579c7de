/** A piece of a statement. Comments and space are left out; `text` is as written, quotes included. */
export interface Token {
  readonly kind: 'word' | 'string' | 'quoted' | 'number' | 'sign' | 'unknown'
  readonly text: string
  /** Where it begins and where it ends, in characters of the statement. */
  readonly start: number
  readonly end: number
}

const kinds = ['nothing', 'string', 'quoted', 'word', 'number', 'unknown', 'sign', 'unknown'] as const

/** One group for each of `kinds`, tried in this order. */
const pattern = new RegExp(
  [
    /(\s+|--[^\n]*|\/\*[\s\S]*?\*\/)/,
    // Written so that a string of megabytes needs no stack: runs of ordinary characters between escapes. The other
    // kind of string is a heredoc, $tag$ ... $tag$.
    /('[^'\\]*(?:(?:\\[\s\S]|'')[^'\\]*)*'|\$(?<tag>\w*)\$[\s\S]*?\$\k<tag>\$)/,
    /(`[^`\\]*(?:(?:\\[\s\S]|``)[^`\\]*)*`|"[^"\\]*(?:(?:\\[\s\S]|"")[^"\\]*)*")/,
    /([A-Za-z_]\w*)/,
    /(\d[\w.]*)/,
    // The engine has two more kinds of comment. They are rare, and one misread comment hides a statement.
    /(\/\/|#)/,
    /([()[\]{},;:.=<>!+\-*/%|&^~?@$])/,
    /([\s\S])/,
  ]
    .map((part) => part.source)
    .join('|'),
  'y',
)

/** Which group of `pattern` stands for which of `kinds`: the heredoc's tag has a group in between. */
const groups = [1, 2, 4, 5, 6, 7, 8, 9]

/**
 * Splits a statement as the engine's own lexer does (ClickHouse, src/Parsers/Lexer.cpp). What is not
 * understood, such as a quote that does not end, comes as `unknown`.
 */
export function tokens(sql: string): Token[] {
  const found: Token[] = []
  pattern.lastIndex = 0
  for (let match = pattern.exec(sql); match !== null; match = pattern.exec(sql)) {
    const values = match
    const kind = kinds[groups.findIndex((group) => values[group] !== undefined)]
    const start = match.index
    if (kind !== 'nothing') found.push({ kind, text: match[0], start, end: start + match[0].length })
  }
  return found
}
