import { Redis } from 'ioredis'

export interface RedisLinkOptions {
  /** `redis://` or `rediss://`, with a password where it needs one. */
  readonly url: string
  /** Milliseconds that a request waits for Redis. */
  readonly patience: number
  /** What is told when Redis is lost, after its address: once, and again only after it has been back. */
  readonly lost: string
  readonly warn: (message: string) => void
}

/** Milliseconds that nobody waits for Redis after it kept somebody waiting. */
const rest = 250
/** Milliseconds without a word after which a connection is given up, and all that waits on it. */
const silence = 3000
/** Milliseconds that the first connection may take before the server starts without it. */
const startPatience = 2000

/**
 * A connection to a Redis that answers requests must never wait for: a command that is not answered in time, or
 * cannot be, has no answer, and for a while after it nobody asks.
 */
export class RedisLink {
  /** For people: the address without its password. */
  readonly description: string
  readonly redis: Redis
  readonly #patience: number
  readonly #lostMessage: string
  readonly #warn: (message: string) => void
  /** Until when nobody waits, by `performance.now()`. */
  #restsUntil = 0
  #lost = false

  constructor({ url, patience, lost, warn }: RedisLinkOptions) {
    this.description = withoutPassword(url)
    this.#patience = patience
    this.#lostMessage = lost
    this.#warn = warn
    this.redis = new Redis(url, {
      lazyConnect: true,
      // Without these two, commands would wait for a Redis that is away.
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      connectTimeout: startPatience,
      autoResendUnfulfilledCommands: false,
      retryStrategy: (attempt) => Math.min(attempt * 100, 1000),
      // A server that has become a replica refuses to write; reconnecting finds the new one.
      reconnectOnError: (error) => error.message.startsWith('READONLY'),
    })
    this.redis.on('error', () => this.#away())
    this.redis.on('close', () => this.#away())
    this.redis.on('ready', () => (this.#restsUntil = 0))
  }

  /** Connects; a Redis that does not answer is warned of, and used once it does. */
  async connect(): Promise<void> {
    await within(
      startPatience,
      this.redis.connect().catch(() => this.#away()),
    )
  }

  /** Whether it is worth asking. */
  get usable(): boolean {
    return !this.#rests() && this.redis.status === 'ready'
  }

  /** @returns undefined when Redis does not answer in time, or with an error */
  async asked<Value>(command: () => Promise<Value>): Promise<Value | undefined> {
    if (this.#rests()) return undefined
    let failed = false
    const asked = command().catch(() => void (failed = true))
    const answer = await within(this.#patience, asked)
    if (failed) this.#away()
    else if (answer === undefined) this.#late(asked)
    else this.#lost = false
    return failed || answer === undefined ? undefined : answer
  }

  /** Gives a connection up on which nothing comes back, and with it everything that waits on it. */
  async watch(command: Promise<unknown>): Promise<void> {
    const answered = command.then(() => true)
    if ((await within(silence, answered)) !== true) this.redis.stream.destroy()
    await answered
  }

  close(): void {
    this.redis.removeAllListeners('close')
    this.redis.disconnect()
  }

  /** Nobody waits for a while, since whoever asks next would wait as long. */
  #late(asked: Promise<unknown>): void {
    this.#rest()
    void this.watch(asked)
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
    this.#warn(`${this.description} ${this.#lostMessage}`)
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
