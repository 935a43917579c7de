import picocolors from 'picocolors'

/** The colours of reports; plain text where they are not wanted. */
export type Paint = ReturnType<typeof picocolors.createColors>

/** @param enabled false: every colour leaves its text as it is */
export function paint(enabled: boolean): Paint {
  return picocolors.createColors(enabled)
}

/** Whether a stream shows colours: a terminal, unless `NO_COLOR` says no; `FORCE_COLOR` says yes to anything. */
export function wantsColour(
  stream: { readonly isTTY?: boolean },
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  if ((environment['NO_COLOR'] ?? '') !== '') return false
  if ((environment['FORCE_COLOR'] ?? '') !== '') return environment['FORCE_COLOR'] !== '0'
  return stream.isTTY === true && environment['TERM'] !== 'dumb'
}

// eslint-disable-next-line no-control-regex -- the escape character is what makes a colour code one
const colourCode = /\u001b\[[0-9;]*m/g

/** How many columns a text takes on a terminal, colours not counted. */
export function width(text: string): number {
  return [...text.replace(colourCode, '')].length
}
