import type { Serialised } from '../serialised.js'
import type { Setting, Space } from './space.js'
import { isWithin } from './space.js'

/** What measuring a setting gave. */
export interface Measurement {
  /** As the study says, higher or lower is better; NaN means it failed. */
  readonly score: number
  /** The parts it is the mean of, where there are some. */
  readonly folds?: readonly number[]
  /** What it cost, by the clock of whoever measured. */
  readonly fitSeconds?: number
  readonly scoreSeconds?: number
  /** Why it failed. */
  readonly failure?: string
}

/** One setting measured with one budget: the step of a study. */
export interface Job<Searched extends Space = Space> {
  /** Number of the setting, from 0. */
  readonly trial: number
  /** 0 is the smallest budget. */
  readonly rung: number
  readonly setting: Setting<Searched>
  /** How many of the jobs before were known when this one was chosen. */
  readonly known: number
  /** Undefined while it runs. */
  readonly result?: Measurement
}

/** Plain data; NaN, which JSON has not, is null. */
export type SerialisedJob = Omit<Job, 'result'> & {
  readonly result?: Omit<Measurement, 'score' | 'folds'> & {
    readonly score: number | null
    readonly folds?: readonly (number | null)[]
  }
}

export function jobToJSON(job: Job): SerialisedJob {
  const { result, ...step } = job
  if (result === undefined) return step
  const { score, folds, ...rest } = result
  return {
    ...step,
    result: {
      score: orNull(score),
      ...(folds === undefined ? {} : { folds: folds.map(orNull) }),
      ...rest,
    },
  }
}

/**
 * @param at the number of the job
 * @param rungs how many there are
 * @throws ForetellError `MODEL_UNREADABLE`
 */
export function readJob<Searched extends Space>(
  json: Serialised,
  at: number,
  space: Searched,
  rungs: number,
): Job<Searched> {
  const setting = Object.entries(space).map(([name, dimension]) => {
    const value = json.at('setting').at(name).scalar()
    if (!isWithin(dimension, value)) throw json.at('setting').at(name).not('a value of the space')
    return [name, value]
  })
  return {
    trial: json.at('trial').integer(0, at),
    rung: json.at('rung').integer(0, rungs - 1),
    setting: Object.fromEntries(setting) as Setting<Searched>,
    known: json.at('known').integer(0, at),
    ...(json.has('result') ? { result: readMeasurement(json.at('result')) } : {}),
  }
}

function readMeasurement(json: Serialised): Measurement {
  const cost = (name: string): object => (json.has(name) ? { [name]: json.at(name).number(0) } : {})
  return {
    score: json.at('score').numberOrNaN(),
    ...(json.has('folds')
      ? {
          folds: json
            .at('folds')
            .items(MOST_FOLDS)
            .map((fold) => fold.numberOrNaN()),
        }
      : {}),
    ...cost('fitSeconds'),
    ...cost('scoreSeconds'),
    ...(json.has('failure') ? { failure: json.at('failure').text() } : {}),
  }
}

const MOST_FOLDS = 100_000

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value
}
