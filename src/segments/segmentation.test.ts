import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

import { Random } from '../shared/random.js'
import type { TestProject } from '../sources/project.testing.js'
import type { Warehouse } from '../warehouse/warehouse.js'
import { riskScore } from './risk.js'
import { segmentOf } from './segment.js'
import { churnAndValue, type Person, scoredAt, storePeople, storeRun } from './segmentation.testing.js'
import { Segmentations } from './segmentations.js'
import { type Signals, signalsOf, signalStatement } from './signals.js'
import { chooseSubject } from './subject.js'
import { tierOf } from './tiers.js'

/** Most are in both runs; some only in one, and the logins of some have stopped. */
function drawnPeople(count: number): Person[] {
  const random = new Random(5)
  return Array.from({ length: count }, (_, index) => {
    const logins = Array.from({ length: 1 + random.below(12) }, () => random.below(60) + 0.5)
    const draw = random.uniform()
    return {
      id: `c${index}`,
      logins,
      ...(draw < 0.9 ? { probability: Math.round(random.uniform() * 1000) / 1000 } : {}),
      ...(draw > 0.1 ? { value: random.uniform() < 0.2 ? 0 : random.exponential() * 100 } : {}),
    }
  })
}

describe('segmentation', () => {
  let project: TestProject
  const people = drawnPeople(400)

  beforeAll(async () => {
    project = await churnAndValue()
  })
  afterAll(() => project.dispose())

  it('is of nobody before the first score run', async () => {
    const found = await new Segmentations(project).current(chooseSubject(project.plan))
    expect(found).toMatchObject({ customers: 0, tierCuts: null, grids: null, segments: [] })
    await storePeople(project, people)
  })

  it('puts everybody of either run into exactly one segment', async () => {
    const found = await new Segmentations(project).current(chooseSubject(project.plan))
    expect(found.customers).toBe(400)
    expect(found.segments.map(({ segment }) => segment)).toEqual([
      'Champion',
      'At-Risk VIP',
      'Promising',
      'Vulnerable',
      'Hibernating',
      'Losing Customer',
    ])
    expect(found.segments.reduce((sum, { customers }) => sum + customers, 0)).toBe(400)
    const total = people.reduce((sum, { value = 0 }) => sum + value, 0)
    expect(found.segments.reduce((sum, { totalValue }) => sum + totalValue, 0)).toBeCloseTo(total, 6)
  })

  it('places one person exactly where the totals count them', async () => {
    const subject = chooseSubject(project.plan)
    const { grids, tierCuts, riskCuts, segments } = await new Segmentations(project).current(subject)
    if (grids === null || tierCuts === null || riskCuts === null) throw new Error('nothing was divided')
    const signals = await readSignals(project, people)
    const counts = new Map<string, number>()
    for (const { id, probability = null, value = null } of people) {
      const known = signals.get(id) ?? { recency: null, withdrawal: null }
      const tier = tierOf(value, tierCuts)
      const segment = segmentOf(tier, riskScore({ probability, ...known }, grids), riskCuts[tier])
      counts.set(segment, (counts.get(segment) ?? 0) + 1)
    }
    expect(segments.map(({ segment, customers }) => [segment, customers])).toEqual(
      segments.map(({ segment }) => [segment, counts.get(segment) ?? 0]),
    )
  })

  it('makes tiers of thirds of those with a value, and the riskiest quarter of each', async () => {
    const { segments } = await new Segmentations(project).current(chooseSubject(project.plan))
    const counts = Object.fromEntries(segments.map(({ segment, customers }) => [segment, customers]))
    const valued = people.filter(({ value }) => value !== undefined).length
    const high = counts['Champion'] + counts['At-Risk VIP']
    const medium = counts['Promising'] + counts['Vulnerable']
    expect(Math.abs(high - valued / 3)).toBeLessThanOrEqual(1)
    expect(Math.abs(medium - valued / 3)).toBeLessThanOrEqual(1)
    for (const [risky, all] of [
      [counts['At-Risk VIP'], high],
      [counts['Vulnerable'], medium],
      [counts['Losing Customer'], 400 - high - medium],
    ]) {
      expect(risky).toBeLessThanOrEqual(Math.ceil(all / 4))
      expect(risky).toBeGreaterThan(all / 4 - 4)
    }
  })

  it('says that the risky are riskier', async () => {
    const { segments } = await new Segmentations(project).current(chooseSubject(project.plan))
    const risk = Object.fromEntries(segments.map(({ segment, averageRisk }) => [segment, averageRisk]))
    expect(risk['At-Risk VIP']).toBeGreaterThan(Number(risk['Champion']) + 0.1)
  })

  it('divides anew when there is a newer run, and not before', async () => {
    const known = new Segmentations(project, { trusted: 0 })
    const subject = chooseSubject(project.plan)
    const before = await known.current(subject)
    expect(await known.current(subject)).toBe(before)
    await storeRun(project, 'value', people.slice(0, 30), scoredAt + 1000)
    const after = await known.current(subject)
    expect(after).not.toBe(before)
    expect(after.runs.value?.rows).toBe(people.slice(0, 30).filter(({ value }) => value !== undefined).length)
  })

  it('keeps nobody waiting while it looks for a newer run, unless the last look was long ago', async () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    try {
      let gate = Promise.resolve()
      let open = (): void => undefined
      const warehouse: Partial<Warehouse> = {
        rows: (sql, options) => gate.then(() => project.warehouse.rows(sql, options)),
      }
      const known = new Segmentations({ ...project, warehouse: warehouse as Warehouse }, { trusted: 1000 })
      const subject = chooseSubject(project.plan)
      const first = await known.current(subject)
      gate = new Promise((resolve) => (open = resolve))
      vi.advanceTimersByTime(1500)
      expect(await known.current(subject)).toBe(first)
      vi.advanceTimersByTime(1500)
      let waits = true
      const waiting = known.current(subject).finally(() => (waits = false))
      await new Promise((resolve) => setImmediate(resolve))
      expect(waits).toBe(true)
      open()
      expect(await waiting).toBe(first)
    } finally {
      vi.useRealTimers()
    }
  })

  it('knows tiers without churn, and risk without value', async () => {
    const known = new Segmentations(project, { trusted: 0 })
    const subject = chooseSubject(project.plan)
    const tiersOnly = await known.current({ ...subject, churn: null })
    expect(tiersOnly).toMatchObject({ grids: null, riskCuts: null, segments: [] })
    expect(tiersOnly.tierCuts?.upper).toBeGreaterThan(tiersOnly.tierCuts?.lower ?? Infinity)
    const riskOnly = await known.current({ ...subject, value: null })
    expect(riskOnly).toMatchObject({ tierCuts: null, riskCuts: null, segments: [] })
    expect(riskOnly.customers).toBe(people.filter(({ probability }) => probability !== undefined).length)
    expect(riskOnly.grids?.recency).toHaveLength(101)
  })
})

/** The signals of all, and the same of one asked for alone. */
async function readSignals(project: TestProject, people: readonly Person[]): Promise<Map<string, Signals>> {
  const { churn } = chooseSubject(project.plan)
  if (churn === null) throw new Error('nothing predicts churn')
  const request = { prediction: churn, anchor: scoredAt }
  const statement = await signalStatement(project, request)
  if (statement === undefined) throw new Error('there are no signals')
  const rows = await project.warehouse.rows<Signals & { entity_id: string }>(statement.sql, {
    parameters: statement.parameters,
  })
  const signals = new Map(
    rows.map(({ entity_id, recency, withdrawal }) => [entity_id, { recency, withdrawal }]),
  )
  expect(await signalsOf(project, { ...request, ids: [people[3].id] })).toEqual(signals.get(people[3].id))
  return signals
}
