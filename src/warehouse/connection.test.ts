import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, connect, createServer, type Server } from 'node:net'
import { once } from 'node:events'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { systemClock } from '../shared/time.js'
import { engineLocation } from './location.js'
import { openWarehouse } from './open.js'
import type { Warehouse } from './warehouse.js'
import { type TemporaryWarehouse, temporaryWarehouse } from './warehouse.testing.js'

/** The engine host behind a port, which is as near to a server as this machine has. */
let temporary: TemporaryWarehouse
let port: Server
beforeAll(async () => {
  temporary = await temporaryWarehouse()
  const { socket } = engineLocation(temporary.root, '.foretell')
  port = createServer((outside) => {
    const inside = connect(socket)
    outside.pipe(inside).pipe(outside)
    for (const side of [outside, inside]) side.on('error', () => [outside.destroy(), inside.destroy()])
  })
  port.listen(0, '127.0.0.1')
  await once(port, 'listening')
})
afterAll(async () => {
  port.close()
  await temporary.dispose()
})

function openServer(url: string): Promise<Warehouse> {
  return openWarehouse({ root: '/', path: '', url, clock: systemClock })
}

function portOf(server: { address(): unknown }): number {
  return (server.address() as AddressInfo).port
}

test('a server is a warehouse too', async () => {
  const warehouse = await openServer(`http://someone:secret@127.0.0.1:${portOf(port)}/foretell`)
  expect(warehouse.embedded).toBe(false)
  await warehouse.execute('CREATE TABLE distant (a UInt32) ENGINE = MergeTree ORDER BY a')
  await warehouse.insert('distant', [{ a: 1 }, { a: 2 }])
  expect(
    await warehouse.rows('SELECT a FROM distant WHERE a > {a:UInt32}', { parameters: { a: 1 } }),
  ).toEqual([{ a: 2 }])
  expect((await warehouse.columns('SELECT a FROM distant')).rows).toBe(2)
  const abort = new AbortController()
  const endless = warehouse.rows('SELECT max(sipHash64(number)) FROM numbers(1000000000000)', {
    signal: abort.signal,
  })
  setTimeout(() => abort.abort(), 100)
  await expect(endless).rejects.toMatchObject({ code: 'CANCELLED' })
  await warehouse.close()
})

test('its description keeps the password to itself, and so does the error when it is away', async () => {
  const warehouse = await openServer(`http://someone:secret@127.0.0.1:${portOf(port)}/`)
  expect(warehouse.description).toBe(`http://127.0.0.1:${portOf(port)}/foretell`)
  await warehouse.close()
  const away = openServer('http://someone:secret@127.0.0.1:1/foretell')
  await expect(away).rejects.toMatchObject({ code: 'WAREHOUSE_LOST' })
  await expect(away).rejects.not.toThrow(/secret/)
})

test.each([
  ['Code: 516. DB::Exception: default: Authentication failed. (AUTHENTICATION_FAILED)', 'WAREHOUSE_ACCESS'],
  ['Code: 243. DB::Exception: Cannot reserve 1.00 MiB. (NOT_ENOUGH_SPACE)', 'WAREHOUSE_DISK_FULL'],
  ['Code: 241. DB::Exception: (total) memory limit exceeded. (MEMORY_LIMIT_EXCEEDED)', 'WAREHOUSE_MEMORY'],
  ['Code: 394. DB::Exception: Query was cancelled. (QUERY_WAS_CANCELLED)', 'CANCELLED'],
  ['Code: 62. DB::Exception: Syntax error. (SYNTAX_ERROR)', '62'],
])('"%s" is %s', async (answer, code) => {
  const server = createHttpServer((request, response) => {
    request.resume()
    response.writeHead(500, { 'X-ClickHouse-Exception-Code': '1' }).end(answer)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  await expect(openServer(`http://127.0.0.1:${portOf(server)}/foretell`)).rejects.toMatchObject({ code })
  server.closeAllConnections()
  server.close()
})
