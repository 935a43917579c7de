import { describe, expect, it } from 'vitest'

import { checkTarget, isPublicAddress } from './outgoing-address.js'

describe('an address', () => {
  it.each([
    '8.8.8.8',
    '1.1.1.1',
    '172.15.255.255',
    '172.32.0.1',
    '100.63.0.1',
    '2606:4700:4700::1111',
    '2a00::1',
  ])('%s is public', (address) => expect(isPublicAddress(address)).toBe(true))

  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '127.9.9.9',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.8',
    '192.168.1.1',
    '198.18.0.1',
    '203.0.113.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::ffff:7f00:1',
    '64:ff9b::7f00:1',
    'fc00::1',
    'fd12:3456::1',
    'fe80::1',
    'fe80::1%eth0',
    'ff02::1',
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::',
    'fec0::1',
    'not an address',
    '',
  ])('%s is not', (address) => expect(isPublicAddress(address)).toBe(false))
})

describe('a target', () => {
  const lookup = (addresses: readonly string[]) => ({ lookup: () => Promise.resolve(addresses) })

  it('is pinned to the address that was checked', async () => {
    const target = await checkTarget('https://hooks.example/a?b=c', lookup(['8.8.8.8', '1.1.1.1']))
    expect(target).toMatchObject({ address: '8.8.8.8', family: 4 })
    expect(target.url.href).toBe('https://hooks.example/a?b=c')
    const six = await checkTarget('https://[2606:4700:4700::1111]/', lookup([]))
    expect(six).toMatchObject({ address: '2606:4700:4700::1111', family: 6 })
  })

  it.each([
    ['http://hooks.example', 'expected https'],
    ['ftp://hooks.example', 'expected https'],
    ['file:///etc/passwd', 'expected https'],
    ['hooks.example', 'no address'],
    ['', 'no address'],
    ['https://user:secret@hooks.example', 'user or a password'],
    ['https://127.0.0.1', 'private'],
    ['https://2130706433', 'private'],
    ['https://0x7f.1', 'private'],
    ['https://0177.0.0.1', 'private'],
    ['https://127.1', 'private'],
    ['https://①②⑦.0.0.1', 'private'],
    ['https://[::1]', 'private'],
    ['https://[::ffff:127.0.0.1]', 'private'],
    ['https://[::ffff:7f00:1]', 'private'],
    ['https://169.254.169.254/latest/meta-data', 'private'],
  ])('is not %s', async (address, reason) => {
    await expect(checkTarget(address, lookup(['8.8.8.8']))).rejects.toMatchObject({
      code: 'WEBHOOK_TARGET',
      message: expect.stringContaining(reason) as string,
    })
  })

  it('is not a name that leads to a private address, also beside a public one', async () => {
    for (const found of [['10.0.0.1'], ['8.8.8.8', '127.0.0.1'], ['::ffff:10.0.0.1']]) {
      await expect(checkTarget('https://hooks.example', lookup(found))).rejects.toThrow(/private/)
    }
    await expect(checkTarget('https://localhost:8080')).rejects.toThrow(/private/)
  })

  it('is not a name that leads nowhere', async () => {
    await expect(checkTarget('https://hooks.example', lookup([]))).rejects.toThrow(/no address/)
    const failing = { lookup: () => Promise.reject(new Error('ENOTFOUND')) }
    await expect(checkTarget('https://hooks.example', failing)).rejects.toThrow(/no address/)
  })

  it('is named in the error without what may be secret in it', async () => {
    const failing = checkTarget('https://user:secret@127.0.0.1/token/abc')
    await expect(failing).rejects.not.toThrow(/secret|abc/)
  })
})
