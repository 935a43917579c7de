import type { Clock } from '../../shared/time.js'
import type { Scope } from '../scope.js'
import type { AccessKey } from './access-key.js'
import { KeyRing } from './key-ring.js'
import { hashOf, newSecret } from './secret.js'

export interface TestKeys {
  readonly ring: KeyRing
  /** As the store has them: changed here, they are seen when the ring is refreshed. */
  readonly keys: AccessKey[]
  /** Makes a key. @returns its secret */
  readonly make: (scope: Scope, more?: Partial<AccessKey>) => string
  /** What was noted of the use of keys, as `id day`. */
  readonly used: string[]
}

/** A ring whose keys are in memory; `scopes` name those there are from the beginning. */
export async function testKeys(
  clock: Clock,
  { scopes = [], adminKey }: { scopes?: readonly Scope[]; adminKey?: string } = {},
): Promise<TestKeys & { readonly secrets: readonly string[] }> {
  const keys: AccessKey[] = []
  const used: string[] = []
  const make = (scope: Scope, more: Partial<AccessKey> = {}): string => {
    const secret = newSecret(scope)
    keys.push({
      id: `key_${keys.length + 1}`,
      name: '',
      scope,
      source: undefined,
      hash: hashOf(secret),
      previous: undefined,
      revoked: false,
      revision: 1,
      createdAt: clock.now(),
      changedAt: clock.now(),
      lastUsedOn: undefined,
      ...more,
    })
    return secret
  }
  const secrets = scopes.map((scope) => make(scope))
  const ring = await KeyRing.open({
    store: {
      list: () => Promise.resolve([...keys]),
      noteUse: (days) => Promise.resolve(void used.push(...[...days].map((pair) => pair.join(' ')))),
    },
    clock,
    adminKey,
    warn: () => undefined,
  })
  return { ring, keys, make, used, secrets }
}
