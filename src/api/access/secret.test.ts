import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'

import { hashOf, newSecret, sameHash } from './secret.js'

describe('a secret', () => {
  it('names its scope and is like no other', () => {
    const made = Array.from({ length: 200 }, () => newSecret('ingest'))
    expect(new Set(made).size).toBe(200)
    for (const secret of made) expect(secret).toMatch(/^ftk_ingest_[0-9A-Za-z]{22}$/)
  })

  it('uses every letter about equally often', () => {
    const letters = Array.from({ length: 1000 }, () => newSecret('read').slice('ftk_read_'.length)).join('')
    const counts = new Map<string, number>()
    for (const letter of letters) counts.set(letter, (counts.get(letter) ?? 0) + 1)
    expect(counts.size).toBe(62)
    // 22,000 draws over 62 letters: 355 each, with a standard deviation of 19; seven of them never happen.
    for (const count of counts.values()) expect(Math.abs(count - 355)).toBeLessThan(133)
  })

  it('is kept as its SHA-256', () => {
    expect(hashOf('ftk_read_a')).toBe(createHash('sha256').update('ftk_read_a').digest('hex'))
  })
})

describe('sameHash', () => {
  const hash = hashOf('a')

  it('is true of the same only', () => {
    expect(sameHash(hash, hashOf('a'))).toBe(true)
    expect(sameHash(hash, hashOf('b'))).toBe(false)
    for (let at = 0; at < hash.length; at++) {
      const other = `${hash.slice(0, at)}${hash[at] === '0' ? '1' : '0'}${hash.slice(at + 1)}`
      expect(sameHash(hash, other)).toBe(false)
    }
  })

  it('is false of another length', () => {
    expect(sameHash(hash, hash.slice(1))).toBe(false)
    expect(sameHash(hash, '')).toBe(false)
  })
})
