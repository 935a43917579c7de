import { Serialised } from './serialised.js'

/** The only format there has been. */
const VERSION = 1

/**
 * Checks that plain data is a stored model of this version.
 * @returns its kind, one of those given
 * @throws ForetellError `MODEL_UNREADABLE`
 */
export function storedKind(json: unknown, kinds: readonly string[]): string {
  const model = new Serialised(json)
  model.at('format').oneOf(['foretell-model'])
  if (model.at('version').number() !== VERSION) {
    throw model.at('version').not(`${VERSION}, the version of the format that this program reads,`)
  }
  return model.at('kind').oneOf(kinds)
}
