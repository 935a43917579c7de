import { LRUCache } from 'lru-cache'

import type { Clock, Instant } from '../shared/time.js'
import type { Cache, CacheRead, CacheTicket } from './cache.js'

export interface InProcessCacheOptions {
  /** Milliseconds that an answer may be given again; 0: never. */
  readonly timeToLive: number
  /** Of how many subjects answers are kept, at least 1; those that were not asked about for longest go first. */
  readonly subjects: number
  readonly clock: Clock
}

interface Answer {
  readonly text: string
  readonly until: Instant
}

/** What is known of one subject since it was first asked about, or last forgotten. */
interface Knowledge {
  readonly ticket: number
  readonly answers: Map<string, Answer>
}

/**
 * A cache in the memory of this process. A look that misses makes an empty entry and gives out its number; to forget
 * is to remove the entry, so an answer whose entry is gone, or has another number by now, was made of what was known
 * before and finds no place.
 */
export class InProcessCache implements Cache {
  readonly description = 'in this process'
  readonly #timeToLive: number
  readonly #clock: Clock
  readonly #known: LRUCache<string, Knowledge>
  #tickets = 0

  constructor({ timeToLive, subjects, clock }: InProcessCacheOptions) {
    this.#timeToLive = timeToLive
    this.#clock = clock
    this.#known = new LRUCache({ max: subjects })
  }

  read(subject: string, name: string): Promise<CacheRead> {
    const knowledge = this.#known.get(subject)
    if (knowledge === undefined) return Promise.resolve({ hit: false, ticket: this.#begin(subject) })
    const answer = knowledge.answers.get(name)
    const fresh = answer !== undefined && this.#clock.now() < answer.until
    return Promise.resolve(
      fresh ? { hit: true, text: answer.text } : { hit: false, ticket: knowledge.ticket },
    )
  }

  write(subject: string, name: string, text: string, ticket: CacheTicket): Promise<void> {
    const knowledge = this.#known.get(subject)
    if (knowledge?.ticket === ticket && this.#timeToLive > 0) {
      knowledge.answers.set(name, { text, until: this.#clock.now() + this.#timeToLive })
    }
    return Promise.resolve()
  }

  forget(subjects: readonly string[]): Promise<void> {
    for (const subject of subjects) this.#known.delete(subject)
    return Promise.resolve()
  }

  clear(): Promise<void> {
    this.#known.clear()
    return Promise.resolve()
  }

  close(): Promise<void> {
    return this.clear()
  }

  #begin(subject: string): number {
    const ticket = ++this.#tickets
    this.#known.set(subject, { ticket, answers: new Map() })
    return ticket
  }
}
