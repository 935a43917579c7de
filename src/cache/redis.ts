import { randomBytes } from 'node:crypto'

import { Redis } from 'ioredis'

import type { Cache, CacheRead, CacheTicket } from './cache.js'

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

/** Milliseconds that nobody waits for Redis after it kept somebody waiting. */
const rest = 250
/** Milliseconds without a word after which a connection is given up, and all that waits on it. */
const silence = 3000
/** Milliseconds that the first connection may take before the server starts without it. */
const startPatience = 2000

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
  readonly #redis: Redis
  readonly #prefix: string
  readonly #timeToLive: number
  readonly #warn: (message: string) => void
  readonly #patience: number
  readonly #process = randomBytes(9).toString('base64url')
  #marks = 0
  /** Until when nobody waits, by `performance.now()`. */
  #restsUntil = 0
  /** How many times something may have been left unforgotten, and up to which time it was made good. */
  #owed = 0
  #settled = 0
  #lost = false

  private constructor({ url, namespace, timeToLive, warn, patience = 50 }: RedisCacheOptions) {
    this.description = withoutPassword(url)
    this.#prefix = `foretell:${namespace}:cache`
    this.#timeToLive = timeToLive
    this.#warn = warn
    this.#patience = patience
    this.#redis = new Redis(url, {
      lazyConnect: true,
      // Without these two, commands would wait for a Redis that is away.
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      connectTimeout: startPatience,
      autoResendUnfulfilledCommands: false,
      retryStrategy: (attempt) => Math.min(attempt * 100, 1000),
      // A server that has become a replica refuses to forget; reconnecting finds the new one.
      reconnectOnError: (error) => error.message.startsWith('READONLY'),
    })
    this.#redis.on('error', () => this.#away())
    this.#redis.on('close', () => {
      this.#owed++
      this.#away()
    })
    this.#redis.on('ready', () => {
      this.#restsUntil = 0
      void this.#settle()
    })
  }

  /** Connects; a Redis that does not answer is warned of, and used once it does. */
  static async open(options: RedisCacheOptions): Promise<RedisCache> {
    const cache = new RedisCache(options)
    await within(
      startPatience,
      cache.#redis.connect().catch(() => cache.#away()),
    )
    // Nothing has been asked for yet, so nothing had to be forgotten.
    if (cache.#redis.status === 'ready') cache.#settled = cache.#owed
    return cache
  }

  async read(subject: string, name: string): Promise<CacheRead> {
    if (!(await this.#usable())) return { hit: false, ticket: noTicket }
    const looked = await this.#asked(() =>
      this.#redis.mget(this.#era(), this.#subject(subject), this.#answer(subject, name)),
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
    await this.#asked(() =>
      this.#redis
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
    this.#redis.removeAllListeners('close')
    this.#redis.disconnect()
    return Promise.resolve()
  }

  /** Removes marks. It ends when Redis has done it, or the connection is lost or given up. */
  async #remove(marks: readonly string[]): Promise<void> {
    const removed = this.#redis.unlink(...marks).catch(() => void this.#owed++)
    await this.#watch(removed)
  }

  /** Makes the marks that are missing. @returns the ticket they stand for */
  async #begin(subject: string): Promise<CacheTicket> {
    const [era, mark] = [this.#era(), this.#subject(subject)]
    const life = Math.max(this.#timeToLive, this.#patience)
    const made = await this.#asked(() =>
      this.#redis
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
    if (this.#rests() || this.#redis.status !== 'ready') return false
    if (this.#settled < this.#owed) await this.#settle()
    return this.#settled === this.#owed
  }

  /** Forgets everything in place of what could not be forgotten. */
  async #settle(): Promise<void> {
    const owed = this.#owed
    if (this.#settled === owed) return
    const settled = await this.#asked(() => this.#redis.unlink(this.#era()))
    // Several may be at this at once.
    if (settled !== undefined) this.#settled = Math.max(this.#settled, owed)
  }

  /** @returns undefined when Redis does not answer in time, or with an error */
  async #asked<Value>(command: () => Promise<Value>): Promise<Value | undefined> {
    if (this.#rests()) return undefined
    let failed = false
    const asked = command().catch(() => void (failed = true))
    const answer = await within(this.#patience, asked)
    if (failed) this.#away()
    else if (answer === undefined) this.#late(asked)
    else this.#lost = false
    return failed || answer === undefined ? undefined : answer
  }

  /** Nobody waits for a while, since whoever asks next would wait as long. */
  #late(asked: Promise<unknown>): void {
    this.#rest()
    void this.#watch(asked)
  }

  /** Gives a connection up on which nothing comes back, and with it everything that waits on it. */
  async #watch(command: Promise<unknown>): Promise<void> {
    const answered = command.then(() => true)
    if ((await within(silence, answered)) !== true) this.#redis.stream.destroy()
    await answered
  }

  #rests(): boolean {
    return performance.now() < this.#restsUntil
  }

  #rest(): void {
    this.#restsUntil = performance.now() + rest
  }

  /** A Redis that is only slow is not told of: it answers soon, or its connection is given up. */
  #away(): void {
    this.#rest()
    if (this.#lost) return
    this.#lost = true
    this.#warn(`the cache at ${this.description} does not answer; until it does, every answer is made anew`)
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

/** The address as it may be shown. */
export function withoutPassword(url: string): string {
  const shown = new URL(url)
  shown.username = ''
  shown.password = ''
  return shown.toString()
}

/**
 * What has arrived while this process was busy with something else is not late: it is read before time is called.
 * @returns undefined when it takes longer; it goes on then, and must not fail
 */
async function within<Value>(milliseconds: number, work: Promise<Value>): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => setImmediate(() => resolve(undefined)), milliseconds)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

function isPair(value: unknown): value is readonly [string, string] {
  return Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'string')
}
