/**
 * The text of the one object within another, of JSON that was parsed and has at least these two: what was sent, without
 * writing it again.
 * @returns undefined where there are more braces, be it of further objects or in texts
 */
export function innerObject(json: Buffer): string | undefined {
  const start = json.indexOf(OPEN_BRACE, json.indexOf(OPEN_BRACE) + 1)
  const end = json.indexOf(CLOSE_BRACE)
  const last = json.indexOf(CLOSE_BRACE, end + 1)
  const more = json.includes(OPEN_BRACE, start + 1) || json.includes(CLOSE_BRACE, last + 1)
  return more ? undefined : json.toString('utf8', start, end + 1)
}

const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d
