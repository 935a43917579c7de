import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { TrainingDocument } from '../../src/cli/report/training-document.js'
import type { Check } from '../../src/jobs/check.js'
import type { ScoredPrediction } from '../../src/jobs/score.js'
import type { Prediction } from '../../src/predictions/prediction.js'
import { foretell, foretellJson, start, temporaryFolder } from './foretell.js'

const generator = fileURLToPath(new URL('../../scripts/generate.mjs', import.meta.url))

let folder: string
let dispose: () => Promise<void>

interface RunDocument {
  readonly trained: readonly (TrainingDocument & { readonly champion: boolean })[]
  readonly scored: readonly ScoredPrediction[]
  readonly cards: readonly string[]
}

/** A small made-up business; large enough for its data gate, small enough for every run of the tests. */
beforeAll(async () => {
  ;({ folder, dispose } = await temporaryFolder())
  const size = ['--customers', '300', '--days', '330', '--seed', '7']
  await promisify(execFile)(process.execPath, [generator, 'saas', folder, ...size])
}, 120_000)
afterAll(() => dispose())

describe('the main job on a made-up business, verb by verb', () => {
  it('imports, and a second time changes nothing', { timeout: 120_000 }, async () => {
    const first = await foretell(folder, 'ingest', '--json')
    expect([first.code, first.stderr.includes('error')]).toEqual([0, false])
    const before = await foretellJson<Check>(folder, 'check')
    await foretellJson(folder, 'ingest')
    const after = await foretellJson<Check>(folder, 'check')
    expect(before.store.count).toBeGreaterThan(10_000)
    expect(after.store.count).toBe(before.store.count)
    expect(before.sources.reduce((sum, { quarantined }) => sum + quarantined, 0)).toBeGreaterThan(0)
  })

  it('trains, scores and writes down what it did', { timeout: 240_000 }, async () => {
    const { trained, scored, cards } = await foretellJson<RunDocument>(folder, 'run')
    const churn = trained.find(({ prediction }) => prediction === 'churn')
    const auc = churn?.metrics.auc as { value: number; low: number }
    expect(auc.low).toBeGreaterThan(0.6)
    expect(auc.value).toBeLessThan(0.97)
    expect(churn?.champion).toBe(true)
    for (const file of [...scored.map((each) => each.file), ...cards]) expect(existsSync(file)).toBe(true)
    const [run] = scored
    const lines = (await readFile(run.file, 'utf8')).trimEnd().split('\n')
    expect(lines).toHaveLength(run.run.rows + 1)
  })

  it('predicts the same for one customer as the batch did', { timeout: 120_000 }, async () => {
    const scored = await foretellJson<ScoredPrediction>(folder, 'score', 'churn', '--top', '3')
    for (const expected of scored.top) {
      const one = await foretellJson<Prediction>(folder, 'predict', 'churn', '--id', expected.entityId)
      expect(one.probability).toBeCloseTo(expected.probability ?? Number.NaN, 9)
      expect(one.level).toBe(expected.level)
      expect(one.factors.length).toBeGreaterThan(0)
    }
  })

  it('prints a report a person can read', { timeout: 120_000 }, async () => {
    const { code, stdout } = await foretell(folder, 'predict', 'churn', '--random')
    expect(code).toBe(0)
    for (const part of ['Probability', 'Level', 'Why', 'Typical', 'a risk, not an effect']) {
      expect(stdout).toContain(part)
    }
  })

  it('names the nearest customers for one that is not there', { timeout: 120_000 }, async () => {
    const { code, stdout } = await foretell(folder, 'predict', 'churn', '--id', 'A0000x', '--json')
    expect(code).toBe(1)
    const { error } = JSON.parse(stdout) as { error: { code: string; message: string } }
    expect(error.code).toBe('ENTITY_UNKNOWN')
    expect(error.message).toContain('A0000')
  })

  it('lets commands that run at once share one engine', { timeout: 120_000 }, async () => {
    const both = await Promise.all([1, 2, 3].map(() => foretell(folder, 'models', '--json')))
    expect(both.map(({ code }) => code)).toEqual([0, 0, 0])
  })

  it('stops at Ctrl-C with 130', { timeout: 120_000 }, async () => {
    const running = start(folder, 'train', 'churn')
    while (!running.stderr().includes('Training')) await new Promise((resolve) => setTimeout(resolve, 50))
    running.kill('SIGINT')
    const { code } = await running.finished
    expect(code).toBe(130)
  })
})
