import { ForetellError } from '../../shared/errors.js'
import { Random } from '../../shared/random.js'
import { type Halving, lastPromotion, promotion, type RungResult, sharesOf } from './halving.js'
import { type Job, jobToJSON, type Measurement, readJob, type SerialisedJob } from './job.js'
import { type Limits, RunningJobs } from './running.js'
import { Serialised } from '../serialised.js'
import { type Axis, axesOf, isWithin, pointOf, type Setting, settingOf, type Space } from './space.js'
import { type Observation, suggest } from './suggest.js'

/** What is searched and how. Plain data; the same plan gives the same study. */
export interface StudyPlan<Searched extends Space = Space> {
  readonly space: Searched
  /** Whether a lower or a higher score is better, as `Metric.better`. */
  readonly better: 'lower' | 'higher'
  readonly seed: number
  /** Jobs that run at one time, at least 1. Default 1. A setting is chosen without the results of those before it
   * that may still run, so the order in which they end changes nothing. */
  readonly concurrency?: number
  /** Default: every setting gets the full budget. */
  readonly halving?: Halving
  /** Settings to try first, such as the defaults. */
  readonly first?: readonly Setting<Searched>[]
}

/** What is to be measured. */
export interface Assignment<Searched extends Space = Space> {
  /** Number of the setting, from 0. */
  readonly trial: number
  readonly setting: Setting<Searched>
  /** Of the full budget (rounds, rows), in (0, 1]; 1 without halving. */
  readonly share: number
  readonly signal: AbortSignal
}

/**
 * Measures a setting. A `ForetellError` that it throws fails the setting and not the study; anything else ends the
 * run.
 */
export type Measure<Searched extends Space = Space> = (
  assignment: Assignment<Searched>,
) => Promise<Measurement>

/** A setting and the measurement on the largest budget it came to. */
export interface Trial<Searched extends Space = Space> extends Measurement {
  readonly trial: number
  readonly setting: Setting<Searched>
  /** Of the full budget. */
  readonly share: number
}

export interface SerialisedStudy {
  readonly format: 'foretell-study'
  readonly version: 1
  readonly plan: StudyPlan
  readonly jobs: readonly SerialisedJob[]
  /** Time spent so far, by the clock that was given. */
  readonly seconds: number
}

const VERSION = 1
/** More jobs than any study has; longer lists are refused before they are read. */
const MOST_JOBS = 1_000_000

/**
 * The search for the best setting: what has been tried, and what to try next. It grows by `run`, is plain data at
 * any time (`toJSON`), and goes on from such data as if it had not been interrupted.
 */
export class Study<Searched extends Space = Space> {
  readonly plan: StudyPlan<Searched>
  readonly #axes: readonly Axis[]
  readonly #shares: readonly number[]
  readonly #jobs: Job<Searched>[] = []
  #seconds = 0

  /**
   * @param saved what `toJSON` gave, of the same plan; default a new study
   * @throws ForetellError `PARAMETER_INVALID` for a plan that cannot be, and when the saved study has another;
   *   `MODEL_UNREADABLE` when what was saved is damaged
   */
  constructor(plan: StudyPlan<Searched>, saved?: unknown) {
    this.plan = plan
    this.#axes = axesOf(plan.space)
    this.#shares = sharesOf(plan.halving)
    checkPlan(plan)
    if (saved !== undefined) this.#read(new Serialised(saved), saved)
  }

  /** Every setting, oldest first, as far as it has been measured. */
  get trials(): Trial<Searched>[] {
    const furthest = new Map<number, Trial<Searched>>()
    for (const { trial, rung, setting, result } of this.#jobs) {
      const before = furthest.get(trial)
      if (result === undefined || (before !== undefined && before.share > this.#shares[rung])) continue
      furthest.set(trial, { trial, setting, share: this.#shares[rung], ...result })
    }
    return [...furthest.values()].toSorted((a, b) => a.trial - b.trial)
  }

  /** The best of those that got the full budget; undefined while there is none. */
  get best(): Trial<Searched> | undefined {
    const sign = this.#sign
    return this.trials
      .filter(({ share, score }) => share === 1 && !Number.isNaN(score))
      .reduce<Trial<Searched> | undefined>(
        (best, each) => (best === undefined || sign * each.score < sign * best.score ? each : best),
        undefined,
      )
  }

  /** Time spent so far, by the clocks that were given. */
  get seconds(): number {
    return this.#seconds
  }

  /**
   * Searches on, until there are as many settings as asked for or the time is up. What was measured stays in the
   * study whatever happens.
   * @throws ForetellError `CANCELLED` when the signal was raised; `PARAMETER_INVALID` for limits that never end
   */
  async run(measure: Measure<Searched>, limits: Limits): Promise<void> {
    const running = new RunningJobs(limits, this.#seconds)
    const start = (at: number): void => {
      const { trial, rung, setting } = this.#jobs[at]
      running.start(async (signal) => {
        const result = await measured(measure, { trial, setting, share: this.#shares[rung], signal })
        this.#jobs[at] = { ...this.#jobs[at], result }
        this.#seconds = running.seconds
        running.report(this.#jobs[at], this.#progress(limits.trials))
      })
    }
    try {
      this.#jobs.forEach(({ result }, at) => {
        if (result === undefined && !running.mustStop) start(at)
      })
      while (!running.mustStop) {
        const next = this.#next(limits.trials ?? Infinity)
        if (next === 'nothing') break
        if (next === 'wait') {
          await running.one()
          continue
        }
        start(this.#jobs.push(next) - 1)
      }
      await running.all()
    } finally {
      await running.settle()
    }
    running.finish()
  }

  /** Plain data for JSON, at any time: jobs that still run are started again by whoever goes on. */
  toJSON(): SerialisedStudy {
    return {
      format: 'foretell-study',
      version: VERSION,
      plan: this.plan,
      jobs: this.#jobs.map(jobToJSON),
      seconds: this.#seconds,
    }
  }

  get #sign(): number {
    return this.plan.better === 'higher' ? -1 : 1
  }

  /**
   * Chooses the next job by the results of the first `known` ones: those that have surely ended when no more than
   * `concurrency` run at a time. Only when there is nothing to do by these, more are waited for.
   */
  #next(trials: number): Job<Searched> | 'wait' | 'nothing' {
    const { concurrency = 1 } = this.plan
    const unfinished = this.#jobs.findIndex(({ result }) => result === undefined)
    const ended = unfinished < 0 ? this.#jobs.length : unfinished
    let known = Math.max(0, this.#jobs.length + 1 - concurrency, this.#jobs.at(-1)?.known ?? 0)
    for (; known <= ended; known++) {
      const job = this.#choose(known, trials)
      if (job !== undefined) return job
      if (known === this.#jobs.length) return 'nothing'
    }
    return 'wait'
  }

  #choose(known: number, trials: number): Job<Searched> | undefined {
    const results = this.#jobs.map(({ trial, rung, result }, at): RungResult => {
      return at < known && result !== undefined
        ? { trial, rung, loss: this.#sign * result.score }
        : { trial, rung }
    })
    const rungs = this.#shares.length
    const { factor = 3 } = this.plan.halving ?? {}
    const trial = this.#jobs.reduce((most, job) => Math.max(most, job.trial + 1), 0)
    const risen =
      promotion(results, rungs, factor) ??
      (trial < trials || known < this.#jobs.length ? undefined : lastPromotion(results, rungs))
    if (risen !== undefined) {
      const setting = this.#jobs.find((job) => job.trial === risen.trial)?.setting
      return setting === undefined ? undefined : { trial: risen.trial, rung: risen.rung + 1, setting, known }
    }
    return trial < trials ? { trial, rung: 0, setting: this.#suggest(trial, results), known } : undefined
  }

  #suggest(trial: number, results: readonly RungResult[]): Setting<Searched> {
    const { first = [], space, seed } = this.plan
    if (trial < first.length) return first[trial]
    const observations = new Map<number, Observation>()
    results.forEach((result, at) => {
      const before = observations.get(result.trial)
      const isFurther = before?.loss === undefined || (result.loss !== undefined && result.rung > before.rung)
      if (!isFurther) return
      observations.set(result.trial, { ...result, point: pointOf(space, this.#jobs[at].setting) })
    })
    const random = new Random(seed).fork(this.#jobs.length)
    return settingOf(space, suggest(this.#axes, [...observations.values()], random)) as Setting<Searched>
  }

  /** Share of the settings that are through, in [0, 1]. */
  #progress(trials = Infinity): number {
    return Math.min(
      1,
      this.#jobs.filter(({ rung, result }) => rung === 0 && result !== undefined).length / trials,
    )
  }

  #read(json: Serialised, saved: unknown): void {
    json.at('format').oneOf(['foretell-study'])
    if (json.at('version').number() !== VERSION) {
      throw json.at('version').not(`${VERSION}, the version of the format that this program reads,`)
    }
    if (canonical((saved as SerialisedStudy).plan) !== canonical(this.plan)) {
      throw new ForetellError('PARAMETER_INVALID', {
        values: { name: 'plan', expected: 'the plan of the saved study', got: 'another' },
      })
    }
    this.#seconds = json.at('seconds').number(0)
    json
      .at('jobs')
      .items(MOST_JOBS)
      .forEach((job, at) => {
        this.#jobs.push(readJob(job, at, this.plan.space, this.#shares.length))
      })
  }
}

function checkPlan({ space, concurrency = 1, first = [] }: StudyPlan): void {
  if (!(Number.isInteger(concurrency) && concurrency >= 1)) {
    throw new ForetellError('PARAMETER_INVALID', {
      values: { name: 'concurrency', expected: 'a whole number of at least 1', got: concurrency },
    })
  }
  for (const setting of first) {
    for (const [name, dimension] of Object.entries(space)) {
      if (isWithin(dimension, setting[name])) continue
      throw new ForetellError('PARAMETER_INVALID', {
        values: { name: `first.${name}`, expected: 'a value of the space', got: String(setting[name]) },
      })
    }
  }
}

/** The same text for the same data, in whatever order a database gave the keys back. */
function canonical(data: unknown): string {
  return JSON.stringify(data, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )
}

async function measured<Searched extends Space>(
  measure: Measure<Searched>,
  assignment: Assignment<Searched>,
): Promise<Measurement> {
  try {
    return await measure(assignment)
  } catch (error) {
    if (!(error instanceof ForetellError) || error.code === 'CANCELLED') throw error
    return { score: NaN, failure: error.message }
  }
}
