import { tokens } from './tokens.js'

/** Splits a file of statements at its semicolons. Comments stay with the statement that follows them. */
export function statements(text: string): string[] {
  const found: string[] = []
  let start = 0
  let empty = true
  for (const token of tokens(text)) {
    if (token.text !== ';') {
      empty = false
      continue
    }
    if (!empty) found.push(text.slice(start, token.start).trim())
    start = token.end
    empty = true
  }
  if (!empty) found.push(text.slice(start).trim())
  return found
}
