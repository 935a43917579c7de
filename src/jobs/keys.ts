import { KeyStore } from '../api/access/key-store.js'
import type { KeyRequest, NewKey } from '../api/access/key-store.js'
import { type KeyView, viewOf } from '../api/access/key-view.js'
import { withProject } from './open.js'
import type { Request } from './request.js'

/** A key as it is told when it is made: with the key itself, this once. */
export interface NewKeyView extends KeyView {
  readonly key: string
}

export function listKeys(request: Request): Promise<readonly KeyView[]> {
  return withKeys(request, async (store) => (await store.list()).map(viewOf))
}

export function createKey(request: Request, wanted: KeyRequest): Promise<NewKeyView> {
  return withKeys(request, async (store) => newView(await store.create(wanted)))
}

/** @param grace milliseconds that the secret until now stays good */
export function rotateKey(request: Request, id: string, grace: number): Promise<NewKeyView> {
  return withKeys(request, async (store) => newView(await store.rotate(id, grace)))
}

export function revokeKey(request: Request, id: string): Promise<KeyView> {
  return withKeys(request, async (store) => viewOf(await store.revoke(id)))
}

function withKeys<Value>(request: Request, work: (store: KeyStore) => Promise<Value>): Promise<Value> {
  return withProject(request, (project) => work(new KeyStore(project)))
}

function newView({ key, secret }: NewKey): NewKeyView {
  return { ...viewOf(key), key: secret }
}
