import { randomBytes } from 'node:crypto'

import { ForetellError } from '../../shared/errors.js'
import { type Clock, warehouseTime } from '../../shared/time.js'
import type { Warehouse } from '../../warehouse/warehouse.js'
import type { Scope } from '../scope.js'
import type { AccessKey } from './access-key.js'
import { hashOf, newSecret } from './secret.js'

export interface KeyRequest {
  readonly scope: Scope
  readonly name?: string | undefined
  /** Only for ingest keys. */
  readonly source?: string | undefined
}

/** A key with its secret, which is told this once and never again. */
export interface NewKey {
  readonly key: AccessKey
  readonly secret: string
}

/** Milliseconds that the secret before a rotation stays good, where nothing else is asked for: a day. */
export const defaultGrace = 24 * 3_600_000

/** The keys in the warehouse, where every process of the project finds them. */
export class KeyStore {
  readonly #warehouse: Warehouse
  readonly #clock: Clock

  constructor({ warehouse, clock }: { readonly warehouse: Warehouse; readonly clock: Clock }) {
    this.#warehouse = warehouse
    this.#clock = clock
  }

  /** All that were ever made, the oldest first. */
  async list(): Promise<readonly AccessKey[]> {
    const rows = await this.#warehouse.rows<KeyRow>(
      `SELECT id, name, scope, source, hash, previous_hash AS previousHash,
              toUnixTimestamp64Milli(previous_until) AS previousUntil,
              id IN (SELECT id FROM keys WHERE revoked = 1) AS isRevoked, revision,
              toUnixTimestamp64Milli(created_at) AS createdAt, toUnixTimestamp64Milli(changed_at) AS changedAt,
              used.day AS day
       FROM (SELECT * FROM keys ORDER BY id, revision DESC, changed_at DESC LIMIT 1 BY id) AS newest
       LEFT JOIN (SELECT id, toString(max(day)) AS day FROM key_days GROUP BY id) AS used USING (id)
       ORDER BY createdAt, id`,
    )
    return rows.map(keyOf)
  }

  async create({ scope, name = '', source }: KeyRequest): Promise<NewKey> {
    const now = this.#clock.now()
    const secret = newSecret(scope)
    const key: AccessKey = {
      id: `key_${randomBytes(6).toString('hex')}`,
      name,
      scope,
      source,
      hash: hashOf(secret),
      previous: undefined,
      revoked: false,
      revision: 1,
      createdAt: now,
      changedAt: now,
      lastUsedOn: undefined,
    }
    await this.#write(key)
    return { key, secret }
  }

  /**
   * Gives a key a new secret.
   * @param grace milliseconds that the secret until now stays good; 0: not at all
   * @throws ForetellError `KEY_UNKNOWN` also for one that is revoked
   */
  async rotate(id: string, grace: number): Promise<NewKey> {
    const key = await this.#find(id)
    if (key.revoked) throw new ForetellError('KEY_UNKNOWN', { values: { id } })
    const now = this.#clock.now()
    const secret = newSecret(key.scope)
    const rotated: AccessKey = {
      ...key,
      hash: hashOf(secret),
      previous: grace > 0 ? { hash: key.hash, until: now + grace } : undefined,
      revision: key.revision + 1,
      changedAt: now,
    }
    await this.#write(rotated)
    return { key: rotated, secret }
  }

  /**
   * Makes a key good for nothing, for ever.
   * @throws ForetellError `KEY_UNKNOWN`
   */
  async revoke(id: string): Promise<AccessKey> {
    const key = await this.#find(id)
    if (key.revoked) return key
    const revoked = { ...key, revoked: true, revision: key.revision + 1, changedAt: this.#clock.now() }
    await this.#write(revoked)
    return revoked
  }

  /** @param days by key, as `2026-11-21` */
  async noteUse(days: ReadonlyMap<string, string>): Promise<void> {
    if (days.size === 0) return
    await this.#warehouse.insert(
      'key_days',
      [...days].map(([id, day]) => ({ id, day })),
    )
  }

  async #find(id: string): Promise<AccessKey> {
    const found = (await this.list()).find((key) => key.id === id)
    if (found === undefined) throw new ForetellError('KEY_UNKNOWN', { values: { id } })
    return found
  }

  async #write(key: AccessKey): Promise<void> {
    await this.#warehouse.insert('keys', [
      {
        id: key.id,
        name: key.name,
        scope: key.scope,
        source: key.source ?? '',
        hash: key.hash,
        previous_hash: key.previous?.hash ?? '',
        previous_until: warehouseTime(key.previous?.until ?? 0),
        revoked: key.revoked ? 1 : 0,
        revision: key.revision,
        created_at: warehouseTime(key.createdAt),
        changed_at: warehouseTime(key.changedAt),
      },
    ])
  }
}

interface KeyRow {
  readonly id: string
  readonly name: string
  readonly scope: Scope
  readonly source: string
  readonly hash: string
  readonly previousHash: string
  readonly previousUntil: number
  readonly isRevoked: number
  readonly revision: number
  readonly createdAt: number
  readonly changedAt: number
  readonly day: string
}

function keyOf({ previousHash, previousUntil, source, isRevoked, day, ...row }: KeyRow): AccessKey {
  return {
    ...row,
    source: source === '' ? undefined : source,
    previous: previousHash === '' ? undefined : { hash: previousHash, until: previousUntil },
    revoked: isRevoked === 1,
    lastUsedOn: day === '' ? undefined : day,
  }
}
