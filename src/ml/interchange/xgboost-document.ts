import { ForetellError } from '../../shared/errors.js'
import { Serialised } from '../serialised.js'
import { readUbjson } from './ubjson.js'

/** What is wrong in an XGBoost model, in a sentence that fits after "but". */
export function xgboostRefusal(got: string): ForetellError {
  return new ForetellError('IMPORT_UNREADABLE', { values: { program: 'XGBoost', got } })
}

/** Newer ones may say things that are not known here. */
const NEWEST_VERSION = 3

const BRACE = 0x7b
/** The type of an object's first length in UBJSON; in JSON a quote or space stands there. */
const LENGTH = 0x4c

/**
 * The plain data of a model, whatever it comes as.
 * @param model bytes of a file (UBJSON or JSON), the text of a JSON file, or what `JSON.parse` made of it
 * @throws ForetellError `IMPORT_UNREADABLE`
 */
export function xgboostDocument(model: unknown): Serialised {
  const document = new Serialised(plainData(model), 'the top', xgboostRefusal)
  const [major] = document.at('version').integers({ most: 3 }, 0, 1000)
  if (!(major >= 1 && major <= NEWEST_VERSION)) {
    throw document.at('version').not(`a version from 1 to ${NEWEST_VERSION}`)
  }
  return document
}

function plainData(model: unknown): unknown {
  if (typeof model === 'string') return parsedJson(model)
  if (!(model instanceof Uint8Array)) return model
  if (model[0] === BRACE && model[1] === LENGTH) return readUbjson(model, xgboostRefusal)
  if (model[0] === BRACE) return parsedJson(new TextDecoder().decode(model))
  throw xgboostRefusal('its first bytes are neither those of JSON nor of UBJSON')
}

/** Strings, and numbers that JSON does not have but XGBoost writes. */
const NO_JSON = /"(?:[^"\\]|\\.)*"|NaN|-?Infinity/g

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(NO_JSON, (found) => (found.startsWith('"') ? found : 'null')))
  } catch (error) {
    throw xgboostRefusal(`it is no JSON: ${(error as SyntaxError).message}`)
  }
}
