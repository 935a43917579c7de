import { describe, expect, it } from 'vitest'

import { listen } from './listen.js'
import { testServer } from './server.testing.js'

describe('listening', () => {
  it('says at which address', async () => {
    const { app } = await testServer({}, [])
    try {
      const address = await listen(app, '127.0.0.1', 0)
      expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
      expect((await fetch(`${address}/nothing`)).status).toBe(404)
    } finally {
      await app.close()
    }
  })

  it('says that another program listens there', async () => {
    const [{ app: first }, { app: second }] = await Promise.all([testServer({}, []), testServer({}, [])])
    try {
      const port = Number(new URL(await listen(first, '127.0.0.1', 0)).port)
      await expect(listen(second, '127.0.0.1', port)).rejects.toMatchObject({
        code: 'ADDRESS_IN_USE',
        message: expect.stringContaining(`127.0.0.1 port ${port}`) as string,
      })
    } finally {
      await Promise.all([first.close(), second.close()])
    }
  })

  it('says that an address is not one of this machine', async () => {
    const { app } = await testServer({}, [])
    // Set aside for documentation: no machine has it.
    await expect(listen(app, '192.0.2.1', 0)).rejects.toMatchObject({ code: 'ADDRESS_UNKNOWN' })
    await app.close()
  })
})
