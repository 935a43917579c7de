import type { KeyView } from '../../api/access/key-view.js'
import type { NewKeyView } from '../../jobs/keys.js'
import type { Paint } from './paint.js'
import { pairs, textTable } from './table.js'

/** A key that was just made, with the key itself. */
export function newKeyReport(made: NewKeyView, paint: Paint): string {
  const lines = pairs([
    ['key', paint.bold(made.key)],
    ['id', made.id],
    ['scope', made.scope],
    ...(made.source === null ? [] : [['source', made.source] as const]),
    ...(made.previousUntil === null
      ? []
      : [['before', `the key until now is good until ${minute(made.previousUntil)} UTC`] as const]),
  ])
  return `${lines}\n\nKeep the key: it is not shown again.`
}

export function revokedReport({ id }: KeyView): string {
  return `${id} is revoked; servers that run take it for some seconds more.`
}

/** All keys, the revoked ones dimmed. */
export function keysReport(keys: readonly KeyView[], paint: Paint): string {
  if (keys.length === 0) {
    return 'There is no key, so a server answers only programs on its own machine; `foretell keys create` makes one.'
  }
  const columns = ['Id', 'Scope', 'Name', 'Source', 'Made', 'Last used', '']
  return textTable(
    columns.map((title) => ({ title })),
    keys.map((key) => {
      const cells = [
        key.id,
        key.scope,
        key.name,
        key.source ?? '',
        key.createdAt.slice(0, 10),
        key.lastUsedOn ?? 'never',
        stateOf(key),
      ]
      return key.revoked ? cells.map((cell) => paint.dim(cell)) : cells
    }),
  )
}

function stateOf({ revoked, previousUntil }: KeyView): string {
  if (revoked) return 'revoked'
  return previousUntil === null ? '' : `rotated; the one before until ${minute(previousUntil)} UTC`
}

function minute(time: string): string {
  return time.slice(0, 16).replace('T', ' ')
}
