import { hash, randomInt, timingSafeEqual } from 'node:crypto'

import type { Scope } from '../scope.js'

const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** Letters of the random part: 22 of 62 are 131 bits. */
const randomLength = 22

/**
 * A new key, `ftk_ingest_` and 22 letters and digits. It names its scope, so that a person sees which one is about
 * to be put into a web page, and begins in a way that searches for leaked keys find.
 */
export function newSecret(scope: Scope): string {
  const random = Array.from({ length: randomLength }, () => letters[randomInt(letters.length)])
  return `ftk_${scope}_${random.join('')}`
}

/**
 * What is kept of a key: SHA-256, hexadecimal. A slow hash protects what people think up; of 131 random bits nobody
 * tries out enough at any speed, and a slow one would cost every request what it costs an attacker.
 */
export function hashOf(secret: string): string {
  return hash('sha256', secret, 'hex')
}

/** Whether two hashes are the same, in a time that says nothing about where they differ. */
export function sameHash(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one, 'latin1'), Buffer.from(other, 'latin1')]
  return left.length === right.length && timingSafeEqual(left, right)
}
