import type { Config } from '../define.js'
import { shown } from '../mistakes.js'
import { isObject, knownOptions, without } from '../option.js'
import { documentOptions } from '../options.js'
import type { Path } from '../origin.js'
import { type Declared, readEntities, readEvents } from './names.js'
import { readPrediction } from './prediction.js'
import type { Reading, Written } from './reading.js'
import { readSource } from './source.js'

/**
 * Reads a configuration written as data into the declarations that a module would make. Only what is written
 * differently in data is read here (names for references, words for functions); every value is handed on as it
 * stands, for `resolve` to check.
 */
export function readConfig(written: unknown, reading: Reading): Config {
  if (!isObject(written)) {
    reading.mistakes.add([], { expected: 'an object with sources and predictions', got: shown(written) })
    return { sources: {}, predictions: {} }
  }
  const known = knownOptions(documentOptions, written, [], reading.mistakes)
  const declared: Declared = {
    entities: readEntities(known['entities'], ['entities'], reading),
    events:
      known['events'] === undefined ? undefined : readEvents(known['events'], ['events'], undefined, reading),
  }
  const sources = eachOf(known['sources'], ['sources'], (source, path) =>
    readSource(source, path, declared, reading),
  )
  const predictions = eachOf(known['predictions'], ['predictions'], (prediction, path) =>
    readPrediction(prediction, path, { ...declared, sources: isObject(sources) ? sources : {} }, reading),
  )
  return { ...without(known, '$schema', 'entities', 'events'), sources, predictions } as Config
}

/** Reads each member of a section; what is no object is handed on, for `resolve` to tell. */
function eachOf(section: unknown, path: Path, read: (written: Written, path: Path) => unknown): unknown {
  if (!isObject(section)) return section
  return Object.fromEntries(
    Object.entries(section).map(([name, written]) => [
      name,
      isObject(written) ? read(written, [...path, name]) : written,
    ]),
  )
}
