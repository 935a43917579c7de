import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { mustBeBuilt } from '../../test/built.js'
import { Random } from '../shared/random.js'
import { testProject, type TestProject, tickingClock } from '../sources/project.testing.js'
import { ingestSource } from './ingest.js'
import { eventPlans, sourcePlan } from './source.testing.js'

const rows = 50_000
/** In which the import is killed; what is half stored matters most. */
const steps = ['Reading', 'Checking', 'Storing', 'Storing']
/** Some ten starts of a process: a quarter of a minute, and more on a busy machine. */
const timeout = 240_000

let project: TestProject
beforeAll(async () => {
  mustBeBuilt(['config', 'events', 'shared', 'sources', 'warehouse'])
  project = await testProject({ events: eventPlans({ login: {} }) }, tickingClock())
})
afterAll(() => project.dispose())

/** Writes events that no file with another number has. @returns its path */
function writeFile(number: number): Promise<string> {
  const lines = Array.from({ length: rows }, (_, index) => {
    // Over six years, so that an insert is several parts, and a kill can fall between them.
    const day = `20${20 + (index % 6)}-0${1 + (index % 9)}-1${index % 10}`
    // Every tenth row says what the one before it says.
    return `u${number}-${index % 10 === 0 ? index : index - (index % 10)},${day},login`
  })
  return project.file(`events-${number}.csv`, `user_id,time,event\n${lines.join('\n')}\n`)
}

/**
 * Imports the file in a process of its own, and kills it so many milliseconds after a step has begun.
 * @returns whether the kill came before the import's end
 */
async function importAndKill(path: string, step: string, after: number): Promise<boolean> {
  const program = fileURLToPath(new URL('../../test/conformance/import-process.mjs', import.meta.url))
  const child = spawn(process.execPath, [program, path], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  for await (const line of createInterface(child.stdout)) if (line === step) break
  if (after > 0) await Promise.race([pause(after), ended])
  child.kill('SIGKILL')
  const [code, signal] = (await ended) as [number | null, string | null]
  if (signal !== 'SIGKILL') expect(code, 'what was not killed ends well').toBe(0)
  return signal === 'SIGKILL'
}

/**
 * Kills an import at a random moment soon after the step has begun. One that was quicker is complete: the next try
 * is with a new file, and the kill sooner.
 * @returns the number of the file whose import was killed
 */
async function killIn(step: string, file: number, random: Random): Promise<number> {
  let next = file
  for (const within of [150, 75, 30, 10, 1]) {
    if (await importAndKill(await writeFile(next), step, random.below(within))) return next
    next++
  }
  throw new Error(`no import was killed while ${step}`)
}

describe('an import whose process is killed', () => {
  it('stores each event once when it is done again, and leaves no tables', { timeout }, async () => {
    const random = new Random(11)
    let file = 1
    for (const step of steps) file = await killIn(step, file, random)
    const source = sourcePlan({ path: join(project.root, 'events-*.csv'), events: ['login'] })
    const summary = await ingestSource(project, source)
    expect(summary.files).toHaveLength(file)
    expect(summary.stored + summary.alreadyStored).toBe(rows * file)
    const [row] = await project.warehouse.rows(
      'SELECT count() AS events, uniqExact(message_id) AS ids FROM events FINAL',
    )
    expect(row).toEqual({ events: rows * file, ids: rows * file })
    const partitions = await project.warehouse.rows('SELECT DISTINCT _partition_id FROM events')
    expect(partitions, 'an insert is several parts').toHaveLength(6)
    expect(await project.leftovers()).toEqual([])
  })
})
