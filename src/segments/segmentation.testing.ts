import { count, type Config, csv, entity, event, last, next, number, predict, sum } from '../index.js'
import { resolve } from '../config/resolve.js'
import type { Level } from '../predictions/prediction.js'
import { finishRun, type ScoreRun } from '../predictions/scores.js'
import { type TestProject, testProject } from '../sources/project.testing.js'
import { DAY, warehouseTime } from '../shared/time.js'

/** As of when the people of these tests are scored. */
export const scoredAt = Date.parse('2026-11-20T00:00:00Z')

const login = event('login', {})
const purchase = event('purchase', { amount: number() })
const customer = entity('customer', { traits: {} })
const sources = { app: csv('events.csv', { events: [login, purchase] }) }

/** A project that predicts churn (silence for 30 days) and value of the same customers. */
export function churnAndValue(): Promise<TestProject> {
  return segmentProject({
    churn: predict({
      entity: customer,
      anchors: '7d',
      population: count(login, last('30d')).atLeast(1),
      label: count(login, next('30d')).is(0),
    }),
    value: predict({
      entity: customer,
      anchors: '7d',
      population: count(purchase, last('90d')).atLeast(1),
      label: sum(purchase.amount, next('90d')),
    }),
  })
}

async function segmentProject(predictions: Config['predictions']): Promise<TestProject> {
  const { predictions: plans, events, entities } = resolve({ sources, predictions }, { root: '/' })
  return testProject({ predictions: plans, events, entities })
}

/** What is known of somebody; what is left out is not known. */
export interface Person {
  readonly id: string
  readonly probability?: number
  readonly value?: number
  /** Days before `scoredAt` on which they logged in. */
  readonly logins?: readonly number[]
}

/** Stores what they did and the score runs of those who have scores. */
export async function storePeople(
  project: TestProject,
  people: readonly Person[],
  at = scoredAt,
): Promise<void> {
  await project.warehouse.insert(
    'events',
    people.flatMap(({ id, logins = [] }) =>
      logins.map((days, index) => ({
        entity: 'customer',
        entity_id: id,
        event: 'login',
        occurred_at: warehouseTime(scoredAt - days * DAY),
        received_at: warehouseTime(scoredAt - days * DAY),
        source: 'app',
        message_id: String(1000 * people.findIndex((person) => person.id === id) + index),
        session_id: '',
        properties: {},
      })),
    ),
  )
  await storeRun(project, 'churn', people, at)
  await storeRun(project, 'value', people, at)
}

/** @returns undefined when nobody has such a score */
export async function storeRun(
  project: TestProject,
  prediction: 'churn' | 'value',
  people: readonly Person[],
  at = scoredAt,
): Promise<ScoreRun | undefined> {
  const runId = `${prediction}-${at}`
  const rows = people.flatMap(({ id, probability = null, value = null }) => {
    const [p, v] = prediction === 'churn' ? [probability, null] : [null, value]
    const level: Level | '' = p === null ? '' : p >= 0.5 ? 'high' : 'low'
    return p === null && v === null
      ? []
      : [
          {
            run_id: runId,
            entity_id: id,
            probability: p,
            value: v,
            level,
            low: null,
            high: null,
            expected_at: null,
            base: 0,
            factors: '[]',
            arrived_at: warehouseTime(at),
          },
        ]
  })
  if (rows.length === 0) return undefined
  await project.warehouse.insert('scores_arriving', rows)
  const anchor = new Date(scoredAt).toISOString()
  return finishRun(project, {
    prediction,
    runId,
    version: `${prediction}-1`,
    anchor,
    scoredAt: new Date(at).toISOString(),
  })
}
