import { describe, expect, it } from 'vitest'

import { checkReach, isLoopback, type OpenRequest, refusalWhenOpen } from './open-mode.js'

const request = (headers: OpenRequest['headers'], peer = '127.0.0.1', method = 'POST'): OpenRequest => ({
  method,
  peer,
  headers: { host: 'localhost:8080', ...headers },
})

const allowed = new Set(['https://app.example'])

describe('a server that is open', () => {
  it.each([
    ['a program', request({})],
    ['a program over IPv6', request({ host: '[::1]:8080' }, '::1')],
    ['a program by its IPv4 address in IPv6', request({ host: '127.0.0.1' }, '::ffff:127.0.0.1')],
    ['its own page', request({ origin: 'http://localhost:8080', 'sec-fetch-site': 'same-origin' })],
    ['a page that is allowed', request({ origin: 'https://app.example', 'sec-fetch-site': 'cross-site' })],
    ['an address typed in', request({ 'sec-fetch-site': 'none' })],
    [
      'a link that is followed',
      request({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }, '127.0.0.1', 'GET'),
    ],
  ])('answers %s', (_who, asked) => expect(refusalWhenOpen(asked, allowed)).toBeUndefined())

  it.each([
    ['another machine', request({}, '192.168.1.7'), 'another machine'],
    ['another machine over IPv6', request({}, '2001:db8::1'), 'another machine'],
    ['nobody in particular', request({}, ''), 'another machine'],
    ['another machine by a proxy', request({ 'x-forwarded-for': '203.0.113.7' }), 'another machine'],
    ['a page whose name points here', request({ host: 'evil.example:8080' }), 'Host header'],
    ['a name that begins like one', request({ host: 'localhost.evil.example' }), 'Host header'],
    ['a name that begins like an address', request({ host: '127.0.0.1.evil.example' }), 'Host header'],
    ['an empty name', request({ host: '' }), 'Host header'],
    ['another page', request({ origin: 'https://evil.example' }), 'web page'],
    ['a page of another port', request({ origin: 'http://localhost:3000' }), 'web page'],
    ['a file', request({ origin: 'null' }), 'web page'],
    ['an image on another page', request({ 'sec-fetch-site': 'cross-site' }, '127.0.0.1', 'GET'), 'web page'],
    [
      'a form on another page',
      request({ 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'navigate' }),
      'web page',
    ],
  ])('does not answer %s', (_who, asked, reason) => {
    expect(refusalWhenOpen(asked, allowed)).toMatchObject({
      code: 'OPEN_ON_LOOPBACK',
      message: expect.stringContaining(reason) as string,
    })
  })
})

describe('isLoopback', () => {
  it.each(['127.0.0.1', '127.255.3.4', 'localhost', 'LOCALHOST', '::1', '::ffff:127.0.0.1'])(
    'is true of %s',
    (host) => expect(isLoopback(host)).toBe(true),
  )
  it.each(['0.0.0.0', '::', '128.0.0.1', '10.0.0.1', '127.evil.example', '', '::2', 'example.com'])(
    'is false of %s',
    (host) => expect(isLoopback(host)).toBe(false),
  )
})

describe('a server that is to start', () => {
  it.each(['127.0.0.1', '::1', 'localhost'])('may listen on %s without a key', (host) => {
    expect(() => checkReach(true, { host, trustProxy: false })).not.toThrow()
  })

  it.each([
    ['0.0.0.0', false],
    ['::', false],
    ['192.168.1.7', false],
    ['127.0.0.1', true],
  ])('may not listen on %s without a key (behind a proxy: %s)', (host, trustProxy) => {
    expect(() => checkReach(true, { host, trustProxy })).toThrow(/foretell keys|expected a key/)
    expect(() => checkReach(false, { host, trustProxy })).not.toThrow()
  })
})
