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
  readonly #features: readonly Feature[]
  readonly #known: ReadonlyMap<string, Feature>
  readonly #keptLevels: KeptLevels

  constructor(prediction: string, { features, keptLevels }: Artifact) {
    this.#prediction = prediction
    this.#features = features
    this.#known = new Map(features.map((feature) => [feature.name, feature]))
    this.#keptLevels = keptLevels
  }

  /** Whether all of the names are features of the model. */
  takes(names: readonly string[]): boolean {
    return names.every((name) => this.#known.has(name))
  }

  /**
   * One row. A feature that is left out or null is missing. Numbers may be given as numbers or booleans (1 and 0),
   * names as texts, numbers or booleans; a name that was never seen counts as another of the rare ones.
   * @throws ForetellError `FEATURES_INVALID` with every feature that is not known or of another kind
   */
  frame(values: FeatureValues): Frame {
    const mistakes = this.#mistakes(values)
    if (mistakes.length > 0) throw featuresInvalid(this.#prediction, mistakes)
    return {
      rows: 1,
      columns: this.#features.map(({ name, kind }): Column => {
        const value = Object.hasOwn(values, name) ? values[name] : null
        if (kind === 'numeric') {
          return { kind, name, values: Float64Array.of(value === null ? NaN : Number(value)) }
        }
        return value === null
          ? { kind, name, codes: Int32Array.of(-1), levels: [] }
          : { kind, name, codes: Int32Array.of(0), levels: [levelOf(value, this.#keptLevels[name])] }
      }),
    }
  }

  #mistakes(values: FeatureValues): ErrorProblem[] {
    const mistakes: ErrorProblem[] = []
    for (const name in values) {
      const feature = this.#known.get(name)
      const message =
        feature === undefined
          ? `is not a feature; the nearest are ${nearestNames(name, [...this.#known.keys()])}`
          : mistakeOf(feature, values[name])
      if (message !== undefined) mistakes.push({ at: { key: name }, message })
    }
    return mistakes
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
