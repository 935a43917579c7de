import type { Feature } from '../../features/feature.js'
import type { Column, Frame } from '../../ml/frame.js'
import { type ErrorProblem, ForetellError } from '../../shared/errors.js'
import type { Artifact } from '../artifact.js'
import { nearestNames } from '../nearest-names.js'
import type { KeptLevels } from '../rare-levels.js'
import type { FeatureValues } from './predictor.js'

type FeatureValue = FeatureValues[string]

/** Mistakes told in the message itself; all are in the list beside it. */
const told = 3

/** Makes rows of what a client says of somebody. */
export class DescribedRows {
  readonly #prediction: string
  readonly #keptLevels: KeptLevels
  readonly #features: readonly Feature[]
  readonly #places: ReadonlyMap<string, number>
  /** The one row, written over and over: making a frame of some hundred columns costs more than scoring it. */
  readonly #frame: Frame
  /** By place of the feature: a number, or the code of the only level. */
  readonly #numbers: Float64Array
  readonly #codes: Int32Array
  readonly #levels: readonly string[][]

  constructor(prediction: string, { features, keptLevels }: Artifact) {
    this.#prediction = prediction
    this.#keptLevels = keptLevels
    this.#features = features
    this.#places = new Map(features.map(({ name }, place) => [name, place]))
    this.#numbers = new Float64Array(features.length)
    this.#codes = new Int32Array(features.length)
    this.#levels = features.map(() => [''])
    this.#frame = {
      rows: 1,
      columns: features.map(({ name, kind }, place): Column =>
        kind === 'numeric'
          ? { kind, name, values: this.#numbers.subarray(place, place + 1) }
          : { kind, name, codes: this.#codes.subarray(place, place + 1), levels: this.#levels[place] },
      ),
    }
  }

  /**
   * One row, good until the next call. A feature that is left out or null is missing. Numbers may be given as numbers
   * or booleans (1 and 0), names as texts, numbers or booleans; a name that was never seen counts as another of the
   * rare ones.
   * @throws ForetellError `FEATURES_INVALID` with every feature that is not known or of another kind
   */
  frame(values: FeatureValues): Frame {
    const mistakes: ErrorProblem[] = []
    this.#numbers.fill(NaN)
    this.#codes.fill(-1)
    const names = Object.keys(values)
    for (let index = 0; index < names.length; index++) {
      const name = names[index]
      const message = this.#set(name, values[name], this.#placeOf(name, index))
      if (message !== undefined) mistakes.push({ at: { key: name }, message })
    }
    if (mistakes.length > 0) throw featuresInvalid(this.#prediction, mistakes)
    return this.#frame
  }

  /** Who gives all features mostly gives them in order, which is seen faster than a name is looked up. */
  #placeOf(name: string, guess: number): number | undefined {
    return this.#features.at(guess)?.name === name ? guess : this.#places.get(name)
  }

  /** @returns what is wrong with it */
  #set(name: string, value: FeatureValue, place: number | undefined): string | undefined {
    if (place === undefined) {
      return `is not a feature; the nearest are ${nearestNames(name, [...this.#places.keys()])}`
    }
    const feature = this.#features[place]
    const mistake = mistakeOf(feature, value)
    if (mistake !== undefined || value === null) return mistake
    if (feature.kind === 'numeric') this.#numbers[place] = Number(value)
    else {
      this.#codes[place] = 0
      this.#levels[place][0] = levelOf(value, this.#keptLevels[name])
    }
    return undefined
  }
}

function mistakeOf({ kind }: Feature, value: FeatureValue): string | undefined {
  if (value === null || typeof value === 'boolean') return undefined
  if (typeof value === 'number') {
    return Number.isFinite(value) ? undefined : 'expects a number that is finite'
  }
  return kind === 'numeric' ? `expects a number, got the text "${value.slice(0, 50)}"` : undefined
}

/** The level that a value means: a boolean is whichever of the known levels says yes or no. */
function levelOf(value: Exclude<FeatureValue, null>, levels: readonly string[] | undefined): string {
  if (typeof value !== 'boolean') return String(value)
  const said = value ? yes : no
  return levels?.find((level) => said.has(level.toLowerCase())) ?? String(value)
}

const yes = new Set(['true', 'yes', 'y', '1'])
const no = new Set(['false', 'no', 'n', '0'])

function featuresInvalid(name: string, problems: readonly ErrorProblem[]): ForetellError {
  const shown = problems.slice(0, told).map(({ at, message }) => `"${at.key ?? ''}" ${message}`)
  const rest = problems.length - shown.length
  return new ForetellError('FEATURES_INVALID', {
    values: { name, mistakes: `: ${shown.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}` },
    problems,
  })
}
