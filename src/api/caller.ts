import type { Scope } from './scope.js'

/** Who asks. */
export interface Caller {
  /** The key's public name (never the key): `key_3f9a`, or `open` where the server needs none. */
  readonly key: string
  readonly scope: Scope
  /** The source that events of an ingest key are stored under; undefined for keys without one. */
  readonly source: string | undefined
  /** The address the request came from. */
  readonly address: string
}
