import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { loggerInto, together } from './log.js'

describe('lines that are written together', () => {
  let writes: string[]
  const open = () => loggerInto(together({ write: (text) => void writes.push(text) }), 'info')

  beforeEach(() => {
    writes = []
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('wait for each other for a tenth of a second', () => {
    const log = open()
    for (let line = 0; line < 10; line++) log.info('answered')
    expect(writes).toEqual([])
    vi.advanceTimersByTime(100)
    expect(writes).toHaveLength(1)
    expect(writes[0].match(/\n/g)).toHaveLength(10)
  })

  it('do not wait when they are many', () => {
    const log = open()
    for (let line = 0; line < 1000; line++) log.info('answered')
    expect(writes.length).toBeGreaterThan(0)
    expect(writes.length).toBeLessThan(10)
  })

  it('go at once with one that warns, in their order', () => {
    const log = open()
    log.info('first')
    log.warn('second')
    expect(writes).toHaveLength(1)
    expect(writes[0]).toMatch(/first.*\n.*second/)
    vi.advanceTimersByTime(1000)
    expect(writes).toHaveLength(1)
  })

  it('go when the process ends', () => {
    const before = process.listeners('exit')
    const log = open()
    log.info('last words')
    const [flush] = process.listeners('exit').filter((listener) => !before.includes(listener))
    flush(0)
    process.off('exit', flush)
    expect(writes.join('')).toContain('last words')
  })
})
