import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { Random } from '../shared/random.js'
import { testProject, type TestProject, tickingClock } from '../sources/project.testing.js'
import { ingestSource } from './ingest.js'
import { eventPlans, sourcePlan } from './source.testing.js'

const rows = 200_000

let project: TestProject
let path: string
beforeAll(async () => {
  project = await testProject({ events: eventPlans({ login: {} }) }, tickingClock())
  path = join(project.root, 'events.csv')
  const lines = Array.from({ length: rows }, (_, index) => {
    const day = `2026-0${1 + (index % 9)}-1${index % 10}`
    // Every tenth row says what the one before it says.
    return `u${index % 10 === 0 ? index : index - (index % 10)},${day},login`
  })
  await writeFile(path, `user_id,time,event\n${lines.join('\n')}\n`)
})
afterAll(() => project.dispose())

/** Begins the import in a process of its own, and kills it after so many milliseconds. @returns whether it lived to the end */
async function importAndKill(after: number): Promise<boolean> {
  const program = fileURLToPath(new URL('./ingest-process.testing.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', import.meta.resolve('jiti/register'), program, path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  await once(child.stdout, 'data')
  await Promise.race([pause(after), ended])
  child.kill('SIGKILL')
  const [code] = (await ended) as [number | null]
  return code === 0
}

describe('an import whose process is killed', () => {
  it('stores each event once when it is done again, and leaves no tables', async () => {
    const random = new Random(11)
    let killed = 0
    for (let round = 0; round < 4; round++) if (!(await importAndKill(200 + random.below(1200)))) killed++
    expect(killed).toBeGreaterThan(0)
    const summary = await ingestSource(project, sourcePlan({ path, events: ['login'] }))
    expect(summary.stored + summary.alreadyStored).toBe(rows)
    const [row] = await project.warehouse.rows(
      'SELECT count() AS events, uniqExact(message_id) AS ids FROM events FINAL',
    )
    expect(row).toEqual({ events: rows, ids: rows })
    expect(await project.leftovers()).toEqual([])
  })
})
