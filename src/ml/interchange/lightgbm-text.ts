import { Fields, lightgbmRefusal } from './lightgbm-fields.js'

/** A LightGBM file, taken apart. */
export interface LightgbmText {
  readonly header: Fields
  readonly trees: readonly Fields[]
  /** Levels of pandas' category columns, in the order of the columns; none for models made without pandas. */
  readonly pandasCategories: readonly (readonly string[])[]
}

/**
 * Takes a LightGBM file apart without looking at what it says.
 * @throws ForetellError `IMPORT_UNREADABLE`
 */
export function lightgbmText(text: string): LightgbmText {
  const lines = text.split('\n').map((line) => line.replace(/\r$/, ''))
  if (lines[0] !== 'tree') throw lightgbmRefusal('its first line is not "tree"')
  const header = new Fields('the header')
  const trees: Fields[] = []
  let fields = header
  let at = 1
  for (; lines[at] !== 'end of trees'; at++) {
    if (at >= lines.length) throw lightgbmRefusal(`it ends at line ${lines.length}, before "end of trees"`)
    const line = lines[at]
    if (line === '') continue
    if (line.startsWith('Tree=')) {
      if (line !== `Tree=${trees.length}`) {
        throw lightgbmRefusal(
          `line ${at + 1} has "${line.slice(0, 40)}" where "Tree=${trees.length}" should be`,
        )
      }
      fields = new Fields(`tree ${trees.length} (line ${at + 1})`)
      trees.push(fields)
    } else {
      fields.add(line, at + 1)
    }
  }
  return { header, trees, pandasCategories: pandasCategories(lines.slice(at), at) }
}

const PANDAS = 'pandas_categorical:'

/** @param first 0-based line of the file the lines begin at */
function pandasCategories(lines: readonly string[], first: number): string[][] {
  if (!lines.includes('feature_importances:')) {
    throw lightgbmRefusal(`it ends at line ${first + lines.length}, before "feature_importances:"`)
  }
  if (lines.includes('parameters:') && !lines.includes('end of parameters')) {
    throw lightgbmRefusal(`it ends at line ${first + lines.length}, before "end of parameters"`)
  }
  const at = lines.findIndex((line) => line.startsWith(PANDAS))
  if (at < 0) return []
  const refusal = lightgbmRefusal(
    `line ${first + at + 1} (pandas_categorical) has no list of lists of levels`,
  )
  let json: unknown
  try {
    json = JSON.parse(lines[at].slice(PANDAS.length))
  } catch {
    throw refusal
  }
  if (json === null) return []
  if (!Array.isArray(json)) throw refusal
  return json.map((levels: unknown) => {
    if (!Array.isArray(levels)) throw refusal
    const names = levels.map((level: unknown) => {
      if (typeof level !== 'string' && typeof level !== 'number' && typeof level !== 'boolean') throw refusal
      return String(level)
    })
    if (new Set(names).size < names.length) throw refusal
    return names
  })
}
