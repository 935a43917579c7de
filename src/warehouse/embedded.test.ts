import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, realpath, rm, stat, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

import { describe, expect, test as plainTest } from 'vitest'

import { silentObserver } from '../shared/observer.js'
import { systemClock } from '../shared/time.js'
import { joinHost } from './embedded.js'
import { takeLease } from './lease.js'
import { engineLocation, longestSocketPath } from './location.js'
import { openWarehouse } from './open.js'
import { readOwner } from './owner.js'
import type { Warehouse } from './warehouse.js'
import { gone, hostOf, openTestWarehouse, removeWarehouse } from './warehouse.testing.js'

/** Each test has a folder of its own, so that they can wait for their hosts at the same time. */
const test = plainTest.extend<{ root: string }>({
  // eslint-disable-next-line no-empty-pattern -- vitest reads the names of what a fixture needs from here
  root: async ({}, use) => {
    const root = await realpath(await mkdtemp(join(tmpdir(), 'foretell-host-')))
    await use(root)
    await removeWarehouse(root)
  },
})

async function untilRunning(warehouse: Warehouse, text: string, statements: number): Promise<void> {
  const sql =
    'SELECT count() AS n FROM system.processes WHERE query LIKE {like:String} AND query NOT LIKE {not:String}'
  const parameters = { like: `%${text}%`, not: '%system.processes%' }
  while ((await warehouse.rows<{ n: number }>(sql, { parameters }))[0].n < statements) await pause(20)
}

describe.concurrent('the host', () => {
  test('is one for all who open the folder at once, and leaves with the last of them', async ({ root }) => {
    const [first, ...others] = await Promise.all(Array.from({ length: 4 }, () => openTestWarehouse(root)))
    const host = await hostOf(root)
    await first.execute('CREATE TABLE shared (a UInt8) ENGINE = MergeTree ORDER BY a')
    await first.insert('shared', [{ a: 1 }])
    await first.close()
    for (const other of others) expect(await other.rows('SELECT a FROM shared')).toEqual([{ a: 1 }])
    expect(await hostOf(root)).toBe(host)
    await Promise.all(others.map((other) => other.close()))
    await gone(host!)
    expect(existsSync(engineLocation(root, '.foretell').socket)).toBe(false)
  })

  test('stays for a while, so that the next command finds it', async ({ root }) => {
    const options = { root, path: '.foretell', url: undefined, clock: systemClock, grace: 2_000 }
    await (await openWarehouse(options)).close()
    const host = await hostOf(root)
    await pause(200)
    const next = await openWarehouse(options)
    expect(await hostOf(root)).toBe(host)
    await next.close()
  })

  test('leaves when the process that needed it is killed', async ({ root }) => {
    const program = fileURLToPath(new URL('./hold-open.testing.ts', import.meta.url))
    const child = spawn(process.execPath, ['--import', import.meta.resolve('jiti/register'), program, root], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    const host = await hostOf(root)
    child.kill('SIGKILL')
    await gone(host!)
  })

  test('is started again when it dies: reads go on, and what was stored is there', async ({ root }) => {
    const warehouse = await openTestWarehouse(root)
    await warehouse.execute(
      'CREATE TABLE kept (a UInt8) ENGINE = MergeTree ORDER BY a SETTINGS fsync_after_insert = 1',
    )
    await warehouse.insert('kept', [{ a: 1 }])
    process.kill((await hostOf(root))!, 'SIGKILL')
    expect(await warehouse.rows('SELECT a FROM kept')).toEqual([{ a: 1 }])
    process.kill((await hostOf(root))!, 'SIGKILL')
    await warehouse.insert('kept', [{ a: 2 }])
    expect((await warehouse.columns('SELECT a FROM kept')).rows).toBe(2)
    await warehouse.close()
  })

  test('dies in the middle of a statement: a read starts over, a change is reported', async ({ root }) => {
    const warehouse = await openTestWarehouse(root)
    await warehouse.execute('CREATE TABLE filled (a UInt64) ENGINE = MergeTree ORDER BY a')
    const read = warehouse.rows<{ n: number }>(
      'SELECT count(), sleepEachRow(0.002) AS n FROM numbers(500) GROUP BY 2',
    )
    const change = warehouse.execute(
      'INSERT INTO filled SELECT number + sleepEachRow(0.01) FROM numbers(500) SETTINGS max_block_size = 10',
    )
    change.catch(() => undefined)
    await untilRunning(warehouse, 'sleepEachRow', 2)
    process.kill((await hostOf(root))!, 'SIGKILL')
    await expect(change).rejects.toMatchObject({ code: 'WAREHOUSE_LOST' })
    expect(await read).toHaveLength(1)
    await warehouse.close()
  })

  test('lets statements finish when it is asked to leave', async ({ root }) => {
    const warehouse = await openTestWarehouse(root)
    const running = warehouse.rows('SELECT sleep(1) AS a')
    await untilRunning(warehouse, 'sleep(', 1)
    const host = (await hostOf(root))!
    process.kill(host, 'SIGTERM')
    expect(await running).toEqual([{ a: 0 }])
    await gone(host)
    await warehouse.close()
  })

  test('keeps everything to its owner', async ({ root }) => {
    await mkdir(join(root, '.foretell'))
    await chmod(join(root, '.foretell'), 0o755)
    const warehouse = await openTestWarehouse(root)
    const location = engineLocation(root, '.foretell')
    for (const path of [location.directory, location.owner, location.log])
      expect((await stat(path)).mode & 0o077, path).toBe(0)
    await warehouse.close()
  })

  test('has a socket wherever the project is', async ({ root }) => {
    const deep = join(root, 'a-folder-with-a-long-name/'.repeat(6))
    const { socket } = engineLocation(deep, '.foretell')
    expect(Buffer.byteLength(socket)).toBeLessThanOrEqual(longestSocketPath)
    expect(socket).not.toBe(engineLocation(join(deep, 'other'), '.foretell').socket)
    const warehouse = await openTestWarehouse(deep)
    expect(await warehouse.rows('SELECT 1 AS a')).toEqual([{ a: 1 }])
    const host = await hostOf(deep)
    await warehouse.close()
    await gone(host!)
  })
})

describe.concurrent('a folder that somebody else has open', () => {
  // Long enough for a host to come up and be refused, on a busy machine too.
  const patience = 5_000

  test('is refused, with who holds it', async ({ root }) => {
    const location = engineLocation(root, '.foretell')
    const warehouse = await openTestWarehouse(root)
    const host = await hostOf(root)
    // The host is there and cannot be reached.
    await rm(location.socket)
    const joining = joinHost(location, { grace: 0, patience })
    await expect(joining).rejects.toMatchObject({ code: 'WAREHOUSE_HELD' })
    await expect(joining).rejects.toThrow(new RegExp(`process ${host} \\(".*", since 20.*Z\\)`))
    await warehouse.close()
  })

  test('is refused when it is no host that holds it, whatever an old record says', async ({ root }) => {
    const location = engineLocation(root, '.foretell')
    await mkdir(location.directory)
    await writeFile(
      location.owner,
      JSON.stringify({ pid: 2 ** 22 + 1, since: 'long ago', command: 'x', secret: '' }),
    )
    const chdb = createRequire(import.meta.url).resolve('chdb')
    const code = `const { Session } = require(${JSON.stringify(chdb)}); new Session(${JSON.stringify(location.data)});
      console.log('open'); setInterval(() => {}, 1000)`
    const other = spawn(process.execPath, ['--eval', code], { stdio: ['ignore', 'pipe', 'ignore'] })
    await once(other.stdout, 'data')
    await expect(joinHost(location, { grace: 0, patience })).rejects.toThrow('a process that is not Foretell')
    const ended = once(other, 'exit')
    other.kill('SIGKILL')
    await ended
    // What it left behind is no obstacle.
    const lease = await joinHost(location, { grace: 0 })
    lease.release()
  })

  test('is not waited for after an abort', async ({ root }) => {
    const location = engineLocation(root, '.foretell')
    const warehouse = await openTestWarehouse(root)
    await rm(location.socket)
    const joining = joinHost(location, { grace: 0, signal: AbortSignal.timeout(100) })
    await expect(joining).rejects.toMatchObject({ code: 'CANCELLED' })
    await warehouse.close()
  })

  test('whose files are damaged says so', async ({ root }) => {
    const location = engineLocation(root, '.foretell')
    await mkdir(location.directory)
    await writeFile(location.data, 'not a folder')
    await expect(joinHost(location, { grace: 0 })).rejects.toMatchObject({
      code: 'WAREHOUSE_START',
    })
  })
})

describe.concurrent('over the wire', () => {
  test('the policy holds, and file() reads what the code gave it and nothing else', async ({ root }) => {
    const warehouse = await openTestWarehouse(root)
    const path = join(root, 'data.csv')
    await writeFile(path, 'a,b\n1,x\n2,y\n')
    const sql = `SELECT count() AS n FROM file('${path}', CSVWithNames)`
    expect(await warehouse.rows(sql, { files: [path] })).toEqual([{ n: 2 }])
    await expect(warehouse.rows(sql)).rejects.toMatchObject({ code: 'STATEMENT_REFUSED' })
    await expect(warehouse.rows(sql, { files: [`${path}.old`] })).rejects.toMatchObject({
      code: 'STATEMENT_REFUSED',
    })
    await expect(warehouse.execute('SET max_threads = 1')).rejects.toMatchObject({
      code: 'STATEMENT_REFUSED',
    })
    await expect(warehouse.rows('SELECT 1', { settings: { 'a=1, b': 1 } })).rejects.toMatchObject({
      type: 'UNKNOWN_SETTING',
    })
    await warehouse.close()
  })

  test('a permit without the secret is none', async ({ root }) => {
    const { socket, owner } = engineLocation(root, '.foretell')
    const warehouse = await openTestWarehouse(root)
    const files = Buffer.from(JSON.stringify(['/etc/hosts'])).toString('base64url')
    const ask = async (secret: string): Promise<string> => {
      const asking = request({
        socketPath: socket,
        method: 'POST',
        headers: { 'x-foretell-secret': secret, 'x-foretell-files': files },
      })
      asking.end("SELECT count() > 0 FROM file('/etc/hosts', LineAsString)")
      const [response] = (await once(asking, 'response')) as [NodeJS.ReadableStream]
      return text(response)
    }
    expect(await ask('guessed')).toContain('STATEMENT_REFUSED')
    expect(await ask((await readOwner(owner))!.secret)).toBe('1\n')
    await warehouse.close()
  })

  test('nobody listens where nobody is', async ({ root }) => {
    expect(await takeLease(join(root, 'nothing.sock'))).toBeUndefined()
  })
})

test('the observer hears that the engine has ended', async ({ root }) => {
  const warnings: string[] = []
  const warehouse = await openWarehouse({
    root,
    path: '.foretell',
    url: undefined,
    clock: systemClock,
    grace: 0,
    observer: { ...silentObserver, warn: (message) => warnings.push(message) },
  })
  process.kill((await hostOf(root))!, 'SIGKILL')
  await warehouse.rows('SELECT 1')
  expect(warnings).toHaveLength(1)
  await warehouse.close()
  expect(warnings).toHaveLength(1)
})
