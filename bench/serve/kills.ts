import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, realpath, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

import { Random } from '../../src/shared/random.js'
import { HOUR, systemClock } from '../../src/shared/time.js'
import { hostOf, openTestWarehouse, removeWarehouse } from '../../src/warehouse/warehouse.testing.js'

/** What became of the events that were acknowledged while the server was killed again and again. */
export interface KillFigures {
  readonly kills: { readonly server: number; readonly engine: number }
  readonly acknowledged: number
  /** Acknowledged and not there. */
  readonly lost: number
  /** There more than once, acknowledged or not. */
  readonly twice: number
  /** Attempts that failed and were made again, as clients make them. */
  readonly sentAgain: number
}

const compiled = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

/** So many clients send at once, so many events at a time. */
const clients = 8
const eventsAtOnce = 50

/** How often a server is started before something is wrong. */
const mostStarts = 5

/** Batches that are acknowledged after a start before the next kill, which then falls among others. */
const between = 10

/**
 * Kills a server under ingest load with SIGKILL, every third time its engine too (at the same moment), starts it
 * again, and counts in the end. What was not acknowledged is sent again with the same message ids until it is, by
 * clients of which some have no clock and some a wrong one.
 */
export async function killRounds(rounds: number, seed = 20261126): Promise<KillFigures> {
  if (!existsSync(compiled)) throw new Error('this runs what was compiled: `npm run build` comes first')
  const root = await realpath(await mkdtemp(join(tmpdir(), 'foretell-kills-')))
  await writeFile(join(root, 'foretell.config.json'), JSON.stringify({ sources: {}, predictions: {} }))
  const random = new Random(seed)
  const load = new Load()
  const kills = { server: 0, engine: 0 }
  try {
    for (let round = 0; round <= rounds; round++) {
      const server = await startServer(root)
      try {
        load.aim(server.url)
        await load.progress(between)
        if (round === rounds) {
          await load.end()
          // By way of the engine that runs: what is there is there by now.
          return { kills, ...(await count(root, load.acknowledged)), sentAgain: load.sentAgain }
        }
        await pause(random.below(300))
        const engine = round % 3 === 2 ? await hostOf(root) : undefined
        if (engine !== undefined) process.kill(engine, 'SIGKILL')
        server.process.kill('SIGKILL')
        kills.server++
        if (engine !== undefined) kills.engine++
      } finally {
        await stop(server.process)
      }
    }
    throw new Error('there is a round after the last kill')
  } finally {
    load.giveUp()
    await load.end()
    await removeWarehouse(root)
  }
}

interface Server {
  readonly process: ChildProcess
  readonly url: string
}

/**
 * As a supervisor does: a server that does not come up, because the engine of the killed one is still leaving on a
 * busy machine, is started again.
 */
async function startServer(root: string): Promise<Server> {
  for (let attempt = 1; ; attempt++) {
    const started = await tryServer(root)
    if (typeof started !== 'string') return started
    if (attempt === mostStarts) throw new Error(`the server does not come up: ${started}`)
  }
}

/** @returns what it said, where it ended before it took requests */
async function tryServer(root: string): Promise<Server | string> {
  const child = spawn(process.execPath, [compiled, 'serve', '--port', '0'], {
    cwd: root,
    env: { ...process.env, CLICKHOUSE_URL: '', REDIS_URL: '', FORETELL_REQUESTS_PER_MINUTE: '0' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()))
  for (let attempt = 0; attempt < 6000; attempt++) {
    const url = /"address":"(http:[^"]+)"/.exec(said)?.[1]
    if (url !== undefined) return { process: child, url }
    if (child.exitCode !== null) return said
    await pause(10)
  }
  child.kill('SIGKILL')
  throw new Error(`the server did not come up for a minute: ${said}`)
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}

/** Clients that number their events and send each batch until it is acknowledged. */
class Load {
  /** Half-open ranges of numbers. */
  readonly acknowledged: (readonly [from: number, to: number])[] = []
  sentAgain = 0
  #url: string | undefined
  #next = 0
  #ending = false
  readonly #clients = Array.from({ length: clients }, (_, client) => this.#send(client))

  /** What is not acknowledged yet is not sent again. */
  giveUp(): void {
    this.#url = undefined
    this.#ending = true
  }

  aim(url: string): void {
    this.#url = url
  }

  /** Waits until so many more batches are acknowledged. */
  async progress(batches: number): Promise<void> {
    const enough = this.acknowledged.length + batches
    for (let attempt = 0; attempt < 6000; attempt++) {
      if (this.acknowledged.length >= enough) return
      await pause(10)
    }
    throw new Error('nothing was acknowledged for a minute')
  }

  /** Lets every client have its last batch acknowledged. */
  async end(): Promise<void> {
    this.#ending = true
    await Promise.all(this.#clients)
  }

  async #send(client: number): Promise<void> {
    while (!this.#ending) {
      const from = this.#next
      this.#next += eventsAtOnce
      const events = eventsOf(client, from)
      while (!(await this.#attempt(client, events))) {
        this.sentAgain++
        if (this.#ending && this.#url === undefined) return
        await pause(50)
      }
      this.acknowledged.push([from, from + eventsAtOnce])
    }
  }

  async #attempt(client: number, batch: readonly object[]): Promise<boolean> {
    if (this.#url === undefined) return false
    const body = JSON.stringify({ batch, sentAt: new Date(clockOf(client)).toISOString() })
    try {
      const answer = await fetch(`${this.#url}/v1/batch`, { method: 'POST', body })
      await answer.arrayBuffer()
      return answer.status === 200
    } catch {
      return false
    }
  }
}

/** One client in four is an hour behind. */
function clockOf(client: number): number {
  return systemClock.now() - (client % 4 === 1 ? HOUR : 0)
}

/** One client in four says no times. Events are of three months, so that an insert makes several parts. */
function eventsOf(client: number, from: number): readonly object[] {
  const at = clockOf(client)
  return Array.from({ length: eventsAtOnce }, (_, index) => {
    const number = from + index
    const timestamp = new Date(at - (number % 90) * 24 * HOUR).toISOString()
    return {
      type: 'track',
      event: 'login',
      userId: `u${number}`,
      messageId: `message-${number}`,
      properties: { number },
      ...(client % 4 === 2 ? {} : { timestamp }),
    }
  })
}

async function count(
  root: string,
  acknowledged: readonly (readonly [from: number, to: number])[],
): Promise<Pick<KillFigures, 'acknowledged' | 'lost' | 'twice'>> {
  const warehouse = await openTestWarehouse(root)
  try {
    const stored = new Map<number, number>()
    const blocks = warehouse.stream<{ number: number; times: number }>(
      'SELECT toUInt64(substring(entity_id, 2)) AS number, count() AS times FROM events FINAL GROUP BY number',
    )
    for await (const block of blocks) for (const { number, times } of block) stored.set(number, times)
    let lost = 0
    let total = 0
    for (const [from, to] of acknowledged) {
      total += to - from
      for (let number = from; number < to; number++) if (!stored.has(number)) lost++
    }
    return { acknowledged: total, lost, twice: [...stored.values()].filter((times) => times > 1).length }
  } finally {
    await warehouse.close()
  }
}
