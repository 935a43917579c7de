/** Whether arrays and objects of a JSON text nest deeper than that. Few texts have as many of them as may nest. */
export function isDeeper(text: Buffer, most: number): boolean {
  return opensOftener(text, most) && depthOf(text, most) > most
}

/** Whether more arrays and objects open than that, one after the other or in each other; brackets in strings count. */
function opensOftener(text: Buffer, most: number): boolean {
  let count = 0
  for (const bracket of [OPEN_BRACE, OPEN_BRACKET]) {
    for (let at = text.indexOf(bracket); at >= 0 && count <= most; at = text.indexOf(bracket, at + 1)) count++
  }
  return count > most
}

/**
 * How deep arrays and objects nest in a JSON text; brackets in strings do not count. Stops counting beyond `most`,
 * and says nothing about whether the text is JSON.
 */
export function depthOf(text: Buffer, most: number): number {
  let depth = 0
  let deepest = 0
  for (let at = 0; at < text.length; at++) {
    const byte = text[at]
    if (byte === QUOTE) {
      at = endOfString(text, at)
    } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      depth++
      if (depth > deepest) deepest = depth
      if (deepest > most) return deepest
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      depth--
    }
  }
  return deepest
}

/** @param at of the opening quote */
function endOfString(text: Buffer, at: number): number {
  for (let end = text.indexOf(QUOTE, at + 1); end >= 0; end = text.indexOf(QUOTE, end + 1)) {
    let escapes = 0
    while (text[end - 1 - escapes] === BACKSLASH) escapes++
    if (escapes % 2 === 0) return end
  }
  return text.length
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d
const OPEN_BRACKET = 0x5b
const CLOSE_BRACKET = 0x5d
