import { Serialised } from '../serialised.js'
import { Nonconformity } from './nonconformity.js'
import { QuantileConformal } from './quantile-conformal.js'
import { SplitConformal } from './split-conformal.js'

const VERSION = 1

/**
 * Makes conformal intervals of what their `toJSON` gave. The data may come from anywhere: it is checked whole.
 * @param json plain data, as `JSON.parse` returns it
 * @throws ForetellError `MODEL_UNREADABLE` when it is damaged, of another program or of a newer version
 */
export function loadConformal(json: unknown): SplitConformal | QuantileConformal {
  const stored = new Serialised(json)
  stored.at('format').oneOf(['foretell-conformal'])
  if (stored.at('version').number() !== VERSION) {
    throw stored.at('version').not(`${VERSION}, the version of the format that this program reads,`)
  }
  const kind = stored.at('kind').oneOf(['split', 'quantile'])
  const scores = Nonconformity.read(stored.at('samples'))
  return kind === 'split' ? new SplitConformal(scores) : new QuantileConformal(scores)
}
