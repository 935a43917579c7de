import { ForetellError } from '../../shared/errors.js'
import { type Clock, dayText } from '../../shared/time.js'
import type { Caller } from '../caller.js'
import type { AccessKey } from './access-key.js'
import type { KeyStore } from './key-store.js'
import { hashOf, sameHash } from './secret.js'

export interface KeyRingOptions {
  readonly store: Pick<KeyStore, 'list' | 'noteUse'>
  readonly clock: Clock
  /** A key that stands in no warehouse, for containers that are set up by their environment. */
  readonly adminKey: string | undefined
  /** Told when the keys could not be read again; those that are known stay good. */
  readonly warn: (message: string) => void
}

/** Letters that a key from the environment has at least: a person may have thought it up. */
const adminKeyLength = 32

/** Milliseconds between two looks at the warehouse: how long a key may outlive being revoked elsewhere. */
const interval = 3000

/** Whose key it is; the address is the request's. */
export type Holder = Omit<Caller, 'address'>

interface Entry {
  readonly hash: string
  readonly until: number
  readonly holder: Holder
}

/** Digits of a hash by which it is looked up; the rest is compared in constant time. */
const prefix = 8

/**
 * The keys that are good now, in memory: asked of every request, read from the warehouse again every few seconds and
 * as soon as this process changes one.
 */
export class KeyRing {
  readonly #options: KeyRingOptions
  #entries: ReadonlyMap<string, readonly Entry[]> = new Map()
  #any = false
  /** The day each key was last seen, as far as it is to be written down. */
  readonly #unwritten = new Map<string, string>()
  readonly #seen = new Map<string, string>()
  #timer: NodeJS.Timeout | undefined
  #reading: Promise<void> | undefined

  private constructor(options: KeyRingOptions) {
    this.#options = options
  }

  /** @throws ForetellError `KEY_WEAK`, and what reading the warehouse throws */
  static async open(options: KeyRingOptions): Promise<KeyRing> {
    const length = options.adminKey?.length ?? adminKeyLength
    if (length < adminKeyLength) {
      throw new ForetellError('KEY_WEAK', { values: { least: adminKeyLength, length } })
    }
    const ring = new KeyRing(options)
    await ring.refresh()
    ring.#timer = setInterval(() => void ring.#keepUp(), interval).unref()
    return ring
  }

  /**
   * Whether nobody has ever made a key, so that none can be asked for. To revoke the last one does not open what was
   * closed.
   */
  get open(): boolean {
    return !this.#any
  }

  /** @returns undefined for a key that is not good */
  holderOf(secret: string): Holder | undefined {
    const hash = hashOf(secret)
    const entry = this.#entries
      .get(hash.slice(0, prefix))
      ?.find((candidate) => sameHash(candidate.hash, hash))
    const now = this.#options.clock.now()
    if (entry === undefined || now >= entry.until) return undefined
    this.#see(entry.holder.key, dayText(now))
    return entry.holder
  }

  /** Reads the keys again now. */
  async refresh(): Promise<void> {
    const keys = await this.#options.store.list()
    const entries = [...keys.flatMap(entriesOf), ...environmentEntries(this.#options.adminKey)]
    this.#entries = byPrefix(entries)
    this.#any = keys.length > 0 || this.#options.adminKey !== undefined
  }

  /** Writes down what is known of the keys' use. */
  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.#reading
    await this.#writeUse().catch(() => undefined)
  }

  #keepUp(): Promise<void> {
    this.#reading ??= this.#writeUse()
      .then(() => this.refresh())
      .catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error)
        this.#options.warn(`the keys could not be read again, so those known stay good: ${reason}`)
      })
      .finally(() => (this.#reading = undefined))
    return this.#reading
  }

  #see(id: string, day: string): void {
    if (this.#seen.get(id) === day || id === environmentHolder.key) return
    this.#seen.set(id, day)
    this.#unwritten.set(id, day)
  }

  async #writeUse(): Promise<void> {
    const days = new Map(this.#unwritten)
    this.#unwritten.clear()
    try {
      await this.#options.store.noteUse(days)
    } catch (error) {
      for (const [id, day] of days) this.#unwritten.set(id, day)
      throw error
    }
  }
}

const environmentHolder: Holder = { key: 'FORETELL_ADMIN_KEY', scope: 'admin', source: undefined }

function environmentEntries(adminKey: string | undefined): readonly Entry[] {
  if (adminKey === undefined) return []
  return [{ hash: hashOf(adminKey), until: Infinity, holder: environmentHolder }]
}

/** The secrets that a key can be shown by. */
function entriesOf({ id, scope, source, hash, previous, revoked }: AccessKey): readonly Entry[] {
  if (revoked) return []
  const holder = { key: id, scope, source }
  const newest = { hash, until: Infinity, holder }
  return previous === undefined ? [newest] : [newest, { ...previous, holder }]
}

function byPrefix(entries: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> {
  const found = new Map<string, Entry[]>()
  for (const entry of entries) {
    const start = entry.hash.slice(0, prefix)
    found.set(start, [...(found.get(start) ?? []), entry])
  }
  return found
}
