/**
 * The text of one member's value in the text of a JSON object that has been parsed: what was sent, without writing it
 * again. Of members of the same name the last counts, as it does to who parses.
 * @returns undefined where there is no such member, or where escapes keep names from being compared as they stand
 */
export function memberText(object: string, name: string): string | undefined {
  let depth = 0
  let found: string | undefined
  /** Of the member that is being read: whether it is the one, and where its value begins. */
  let wanted = false
  let start = 0
  let nameNext = false
  const endValue = (end: number): void => {
    if (wanted) found = object.slice(start, end)
    wanted = false
  }
  for (let at = 0; at < object.length; at++) {
    switch (object.charCodeAt(at)) {
      case QUOTE: {
        const end = endOfString(object, at)
        if (nameNext) {
          const written = object.slice(at + 1, end)
          if (written.includes('\\')) return undefined
          wanted = written === name
          nameNext = false
        }
        at = end
        break
      }
      case COLON:
        if (depth === 1) start = at + 1
        break
      case COMMA:
        if (depth !== 1) break
        endValue(at)
        nameNext = true
        break
      case OPEN_BRACE:
      case OPEN_BRACKET:
        nameNext = ++depth === 1
        break
      case CLOSE_BRACE:
      case CLOSE_BRACKET:
        if (depth-- === 1) endValue(at)
        break
    }
  }
  return found?.trim()
}

/** @param at of the opening quote */
function endOfString(text: string, at: number): number {
  for (let end = text.indexOf('"', at + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let escapes = 0
    while (text.charCodeAt(end - 1 - escapes) === BACKSLASH) escapes++
    if (escapes % 2 === 0) return end
  }
  return text.length
}

const QUOTE = 0x22
const COMMA = 0x2c
const COLON = 0x3a
const BACKSLASH = 0x5c
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d
const OPEN_BRACKET = 0x5b
const CLOSE_BRACKET = 0x5d
