import { describe, expect, it } from 'vitest'
import { ForetellError } from '../../shared/errors.js'
import { Random } from '../../shared/random.js'
import { sharesOf } from './halving.js'
import type { Measurement } from './job.js'
import type { Limits } from './running.js'
import type { Space } from './space.js'
import { type Assignment, type Measure, Study, type StudyPlan } from './study.js'

const space = {
  x: { type: 'number', low: -3, high: 3 },
  n: { type: 'integer', low: 1, high: 64, log: true },
  kind: { type: 'choice', choices: ['a', 'b'] },
} as const satisfies Space

type Searched = typeof space

const plan: StudyPlan<Searched> = { space, better: 'lower', seed: 4 }

/** Best at x = 1, n = 8, kind b; the more of the budget, the truer. */
function loss({ setting: { x, n, kind }, share }: Assignment<Searched>): number {
  return (x - 1) ** 2 + Math.log(n / 8) ** 2 + (kind === 'b' ? 0 : 1) + (1 - share) * Math.sin(40 * x)
}

const measure: Measure<Searched> = (assignment) => Promise.resolve({ score: loss(assignment) })

/** Ends after so many turns of the loop, by chance: jobs overtake each other. */
function delayed(seed: number): Measure<Searched> {
  const random = new Random(seed)
  return async (assignment) => {
    for (let turns = random.below(8); turns > 0; turns--) await new Promise(setImmediate)
    return { score: loss(assignment) }
  }
}

async function ran(
  ofPlan: Partial<StudyPlan<Searched>>,
  limits: Limits,
  by: Measure<Searched> = measure,
): Promise<Study<Searched>> {
  const study = new Study({ ...plan, ...ofPlan })
  await study.run(by, limits)
  return study
}

describe('Study', () => {
  it('finds what is good, better than chance does', async () => {
    const { best } = await ran({}, { trials: 60 })
    const random = new Random(1)
    const evenly = Array.from({ length: 60 }, () =>
      loss({
        trial: 0,
        setting: {
          x: 6 * random.uniform() - 3,
          n: 64 ** random.uniform(),
          kind: random.below(2) === 1 ? 'b' : 'a',
        },
        share: 1,
        signal: new AbortController().signal,
      }),
    )
    expect(best?.score).toBeLessThan(0.05)
    expect(best?.score).toBeLessThan(Math.min(...evenly))
    expect(best?.setting.kind).toBe('b')
  })

  it('takes a higher score for better where the plan says so', async () => {
    const upside = await ran({ better: 'higher' }, { trials: 30 }, (each) =>
      Promise.resolve({ score: -loss(each) }),
    )
    const downside = await ran({}, { trials: 30 })
    expect(upside.best?.setting).toEqual(downside.best?.setting)
  })

  it.each([1, 2, 5])('is the same whoever ends first, with %i at a time', async (concurrency) => {
    const of = { concurrency, halving: { smallest: 1 / 9 } }
    const [one, other] = [
      await ran(of, { trials: 40 }, delayed(1)),
      await ran(of, { trials: 40 }, delayed(2)),
    ]
    expect(other.toJSON()).toEqual(one.toJSON())
    expect(one.trials).toHaveLength(40)
  })

  it('never runs more than so many at a time, and as many where it can', async () => {
    let now = 0
    let most = 0
    await ran({ concurrency: 3 }, { trials: 20 }, async (assignment) => {
      most = Math.max(most, ++now)
      const result = await delayed(assignment.trial)(assignment)
      now--
      return result
    })
    expect(most).toBe(3)
  })

  it('spends little on what does not look good, and the whole budget on the best', async () => {
    const shares: number[] = []
    const halving = { smallest: 1 / 9 }
    const study = await ran({ halving }, { trials: 45 }, (assignment) => {
      shares.push(assignment.share)
      return measure(assignment)
    })
    const count = (rung: number): number => shares.filter((share) => share === sharesOf(halving)[rung]).length
    expect(count(0)).toBe(45)
    // A third each, and at the end the leader of a rung where it had not gone up.
    expect([15, 16]).toContain(count(1))
    expect([5, 6, 7]).toContain(count(2))
    expect(study.best?.share).toBe(1)
    expect(study.best?.score).toBeLessThan(0.5)
  })

  it('measures at least one with the whole budget, however few there are', async () => {
    const study = await ran({ halving: { smallest: 1 / 27 } }, { trials: 2 })
    expect(study.best?.share).toBe(1)
  })

  it('tries first what it is told to', async () => {
    const first = [
      { x: 0, n: 2, kind: 'a' },
      { x: 2, n: 3, kind: 'b' },
    ] as const
    const { trials } = await ran({ first }, { trials: 3 })
    expect(trials.slice(0, 2).map(({ setting }) => setting)).toEqual(first)
  })

  it('keeps a setting that fails, and does not take it', async () => {
    const study = await ran({}, { trials: 20 }, (assignment) => {
      if (assignment.setting.kind === 'b') throw new ForetellError('DATASET_INVALID')
      return measure(assignment)
    })
    expect(study.best?.setting.kind).toBe('a')
    const failed = study.trials.filter(({ score }) => Number.isNaN(score))
    expect(failed.length).toBeGreaterThan(0)
    expect(failed[0].failure).toMatch(/expected/)
    expect(new Study(plan, JSON.parse(JSON.stringify(study))).toJSON()).toEqual(study.toJSON())
  })

  it('has no best when all failed', async () => {
    const study = await ran({ halving: { smallest: 0.1 } }, { trials: 3 }, () =>
      Promise.resolve({ score: NaN }),
    )
    expect(study.best).toBeUndefined()
    expect(study.trials).toHaveLength(3)
  })

  it('ends with what is a bug, and keeps what was measured', async () => {
    const study = new Study({ ...plan, concurrency: 2 })
    const broken: Measure<Searched> = (assignment) => {
      if (assignment.trial === 3) throw new TypeError('a bug')
      return measure(assignment)
    }
    await expect(study.run(broken, { trials: 10 })).rejects.toThrow('a bug')
    expect(study.trials.length).toBeGreaterThanOrEqual(2)
  })
})

describe('a study that is interrupted', () => {
  const whole = { concurrency: 3, halving: { smallest: 1 / 9 } }

  it.each([1, 7, 13, 30])('goes on after %i results as if it had not been', async (results) => {
    const uninterrupted = await ran(whole, { trials: 30 }, delayed(1))
    const stop = new AbortController()
    const first = new Study({ ...plan, ...whole })
    let seen = 0
    const limits = {
      trials: 30,
      signal: stop.signal,
      onResult: () => {
        if (++seen === results) stop.abort()
      },
    }
    await expect(first.run(stoppable(delayed(3)), limits)).rejects.toMatchObject({ code: 'CANCELLED' })
    const again = new Study({ ...plan, ...whole }, JSON.parse(JSON.stringify(first)))
    await again.run(delayed(4), { trials: 30 })
    expect(again.toJSON()).toEqual(uninterrupted.toJSON())
  })

  it('may be asked for more settings', async () => {
    const study = await ran({}, { trials: 10 })
    await study.run(measure, { trials: 25 })
    expect(study.toJSON()).toEqual((await ran({}, { trials: 25 })).toJSON())
  })

  it('starts nothing after a signal that was raised before', async () => {
    const study = new Study(plan)
    const limits = { trials: 5, signal: AbortSignal.abort() }
    await expect(study.run(measure, limits)).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(study.trials).toEqual([])
  })
})

describe('the limits of a study', () => {
  it('counts seconds by the clock it is given, those of former runs included', async () => {
    let now = 1000
    const slow: Measure<Searched> = (assignment) => {
      now += 2000
      return measure(assignment)
    }
    const clock = (): number => now
    const study = await ran({}, { seconds: 9, clock }, slow)
    expect(study.trials).toHaveLength(5)
    expect(study.seconds).toBe(10)
    const again = new Study(plan, JSON.parse(JSON.stringify(study)))
    await again.run(slow, { seconds: 13, clock })
    expect(again.trials).toHaveLength(7)
    expect(again.toJSON()).toEqual((await ran({}, { trials: 7, clock }, slow)).toJSON())
  })

  it('tells how far it is', async () => {
    const shares: number[] = []
    await ran({}, { trials: 4, onProgress: (share) => shares.push(share) })
    expect(shares).toEqual([0.25, 0.5, 0.75, 1, 1])
  })

  it('must be some', async () => {
    await expect(ran({}, {})).rejects.toMatchObject({ code: 'PARAMETER_INVALID' })
    await expect(ran({}, { seconds: 3 })).rejects.toMatchObject({ code: 'PARAMETER_INVALID' })
  })
})

describe('what is refused', () => {
  it('is a plan that cannot be', () => {
    expect(() => new Study({ ...plan, concurrency: 0 })).toThrow(/concurrency expects/)
    expect(() => new Study({ ...plan, first: [{ x: 9, n: 1, kind: 'a' }] })).toThrow(/first.x expects/)
  })

  it('is a saved study of another plan', async () => {
    const saved: unknown = JSON.parse(JSON.stringify(await ran({}, { trials: 3 })))
    expect(() => new Study({ ...plan, seed: 5 }, saved)).toThrow(/the plan of the saved study/)
  })

  it('is not one whose keys a database put in another order', async () => {
    const { plan: saved, ...rest } = (await ran({}, { trials: 3 })).toJSON()
    const turned = Object.fromEntries(Object.entries(saved).toReversed())
    expect(new Study(plan, { ...rest, plan: turned }).trials).toHaveLength(3)
  })

  it('is a damaged one', async () => {
    const good = JSON.stringify(await ran({}, { trials: 3 }))
    const damaged: ((study: { [part: string]: unknown; jobs: Record<string, unknown>[] }) => void)[] = [
      (study) => (study.format = 'x'),
      (study) => (study.version = 2),
      (study) => (study.seconds = 'long'),
      (study) => delete study.jobs[1].setting,
      (study) => (study.jobs[1].setting = { x: 99, n: 1, kind: 'a' }),
      (study) => (study.jobs[1].rung = 1),
      (study) => (study.jobs[1].trial = 7),
      (study) => (study.jobs[1].result = {}),
    ]
    for (const damage of damaged) {
      const study = JSON.parse(good) as Parameters<typeof damage>[0]
      damage(study)
      expect(() => new Study(plan, study), String(damage)).toThrow(ForetellError)
    }
    expect(() => new Study(plan, null)).toThrow(ForetellError)
  })
})

/** Gives up when told to, as learners do. */
function stoppable(by: Measure<Searched>): Measure<Searched> {
  return async (assignment): Promise<Measurement> => {
    const result = await by(assignment)
    if (assignment.signal.aborted) throw new ForetellError('CANCELLED', { values: { what: 'the training' } })
    return result
  }
}
