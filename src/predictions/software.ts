import { readFileSync } from 'node:fs'

/** The package's version, for the card of a model: what trained it. */
export function softwareVersion(): string {
  // The package file stands two folders up, of the source and of the built file alike.
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
