import { randomBytes } from 'node:crypto'

import type { Cache, CacheRead, CacheTicket } from './cache.js'
import { RedisLink } from './redis-link.js'

export interface RedisCacheOptions {
  /** `redis://` or `rediss://`, with a password where it needs one. */
  readonly url: string
  /** What all keys of this warehouse begin with, after `foretell:`. */
  readonly namespace: string
  /** Milliseconds that an answer may be given again; 0: never. */
  readonly timeToLive: number
  /** Told once when Redis is lost, and again only after it has been back. */
  readonly warn: (message: string) => void
  /** Milliseconds that a request waits for Redis. Default 50: less than most answers take to be made. */
  readonly patience?: number
}

/** The ticket of a look that nobody could answer: what is written with it finds no place. */
const noTicket = ''

/**
 * A cache in Redis that processes on all machines share. An answer is stored with the marks of its time: one of the
 * whole cache, one of its subject. It counts as long as both marks stand as they stood when it was asked for, so to
 * forget is to remove a mark, which costs one command for any number of subjects, leaves nothing behind, and needs
 * no script: whoever looks next makes another mark, which no answer from before bears.
 *
 * A Redis that is away or slow means misses, never errors or slow answers. What could not be forgotten meanwhile is
 * made good by forgetting everything, before the first look, once Redis is back.
 */
export class RedisCache implements Cache {
  readonly description: string
  readonly #link: RedisLink
  readonly #prefix: string
  readonly #timeToLive: number
  readonly #patience: number
  readonly #process = randomBytes(9).toString('base64url')
  #marks = 0
  /** How many times something may have been left unforgotten, and up to which time it was made good. */
  #owed = 0
  #settled = 0

  private constructor({ url, namespace, timeToLive, warn, patience = 50 }: RedisCacheOptions) {
    const lost = 'does not answer as a cache; until it does, every answer is made anew'
    this.#link = new RedisLink({ url, patience, lost, warn })
    this.description = this.#link.description
    this.#prefix = `foretell:${namespace}:cache`
    this.#timeToLive = timeToLive
    this.#patience = patience
    this.#link.redis.on('close', () => this.#owed++)
    this.#link.redis.on('ready', () => void this.#settle())
  }

  /** Connects; a Redis that does not answer is warned of, and used once it does. */
  static async open(options: RedisCacheOptions): Promise<RedisCache> {
    const cache = new RedisCache(options)
    await cache.#link.connect()
    // Nothing has been asked for yet, so nothing had to be forgotten.
    if (cache.#link.redis.status === 'ready') cache.#settled = cache.#owed
    return cache
  }

  async read(subject: string, name: string): Promise<CacheRead> {
    if (!(await this.#usable())) return { hit: false, ticket: noTicket }
    const looked = await this.#link.asked(() =>
      this.#link.redis.mget(this.#era(), this.#subject(subject), this.#answer(subject, name)),
    )
    if (looked === undefined) return { hit: false, ticket: noTicket }
    const [era, mark, stored] = looked
    if (era === null || mark === null) return { hit: false, ticket: await this.#begin(subject) }
    const ticket = `${era}.${mark}`
    return stored?.startsWith(`${ticket} `) === true
      ? { hit: true, text: stored.slice(ticket.length + 1) }
      : { hit: false, ticket }
  }

  async write(subject: string, name: string, text: string, ticket: CacheTicket): Promise<void> {
    if (ticket === noTicket || this.#timeToLive === 0) return
    await this.#link.asked(() =>
      this.#link.redis
        .pipeline()
        .set(this.#answer(subject, name), `${ticket} ${text}`, 'PX', this.#timeToLive)
        .pexpire(this.#subject(subject), this.#timeToLive)
        .exec(),
    )
  }

  async forget(subjects: readonly string[]): Promise<void> {
    if (subjects.length > 0) await this.#remove(subjects.map((subject) => this.#subject(subject)))
  }

  async clear(): Promise<void> {
    await this.#remove([this.#era()])
  }

  close(): Promise<void> {
    this.#link.close()
    return Promise.resolve()
  }

  /** Removes marks. It ends when Redis has done it, or the connection is lost or given up. */
  async #remove(marks: readonly string[]): Promise<void> {
    const removed = this.#link.redis.unlink(...marks).catch(() => void this.#owed++)
    await this.#link.watch(removed)
  }

  /** Makes the marks that are missing. @returns the ticket they stand for */
  async #begin(subject: string): Promise<CacheTicket> {
    const [era, mark] = [this.#era(), this.#subject(subject)]
    const life = Math.max(this.#timeToLive, this.#patience)
    const made = await this.#link.asked(() =>
      this.#link.redis
        .pipeline()
        .set(era, this.#newMark(), 'NX')
        .set(mark, this.#newMark(), 'PX', life, 'NX')
        .mget(era, mark)
        .exec(),
    )
    const found = made?.[2]?.[1]
    return isPair(found) ? `${found[0]}.${found[1]}` : noTicket
  }

  /** Whether answers can be trusted: nothing that was to be forgotten is left. */
  async #usable(): Promise<boolean> {
    if (!this.#link.usable) return false
    if (this.#settled < this.#owed) await this.#settle()
    return this.#settled === this.#owed
  }

  /** Forgets everything in place of what could not be forgotten. */
  async #settle(): Promise<void> {
    const owed = this.#owed
    if (this.#settled === owed) return
    const settled = await this.#link.asked(() => this.#link.redis.unlink(this.#era()))
    // Several may be at this at once.
    if (settled !== undefined) this.#settled = Math.max(this.#settled, owed)
  }

  #newMark(): string {
    return `${this.#process}${(++this.#marks).toString(36)}`
  }

  #era(): string {
    return `${this.#prefix}:era`
  }

  #subject(subject: string): string {
    return `${this.#prefix}:subject:${subject}`
  }

  /** The length keeps a subject's end apart from a name's beginning. */
  #answer(subject: string, name: string): string {
    return `${this.#prefix}:answer:${subject.length}:${subject}${name}`
  }
}

function isPair(value: unknown): value is readonly [string, string] {
  return Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'string')
}
