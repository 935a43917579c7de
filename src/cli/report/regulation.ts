import type { Regulation } from '../../events/people/regulation.js'
import { whole } from './figures.js'
import type { Paint } from './paint.js'

const words: Readonly<Record<Regulation['type'], string>> = {
  SUPPRESS: 'suppressed',
  UNSUPPRESS: 'taken in again',
  SUPPRESS_WITH_DELETE: 'deleted and suppressed',
  DELETE_ONLY: 'deleted',
}

/** What a deletion came to: rows by table, files, and the models that may have learned from the person. */
export function forgottenReport(done: Regulation, paint: Paint): string {
  const removed = Object.entries(done.removed).filter(([, rows]) => rows > 0)
  const lines = [`${paint.bold('Forgotten')}  ${paint.dim(`regulation ${done.id}`)}`]
  if (removed.length === 0) lines.push('  Nothing of that id was stored.')
  for (const [table, rows] of removed) lines.push(`  ${table.padEnd(18)} ${whole(rows)} rows removed`)
  for (const { file, state } of done.files)
    lines.push(
      state === 'changed'
        ? paint.yellow(`  ${file} has been changed since it was written: take the person out of it yourself`)
        : `  ${file} ${state === 'rewritten' ? 'written anew' : 'is not there any more'}`,
    )
  const models = done.models ?? []
  if (models.length > 0)
    lines.push(
      '',
      `${models.length === 1 ? 'This model' : 'These models'} may have learned from the person; train again by ${done.retrainBy?.slice(0, 10) ?? ''}:`,
      ...models.map(({ prediction, version }) => `  ${prediction.padEnd(18)} ${version}`),
    )
  return lines.join('\n')
}

/** One line an order. */
export function regulationsReport(regulations: readonly Regulation[], paint: Paint): string {
  if (regulations.length === 0) return 'Nobody was ever suppressed or deleted.'
  return regulations
    .map(({ createdAt, type, subjects, status, id, error }) => {
      const state = status === 'FAILED' ? paint.red(`${status} ${error ?? ''}`) : status
      return `${createdAt.slice(0, 19).replace('T', ' ')}  ${whole(subjects)} ${words[type]}  ${state}  ${paint.dim(id)}`
    })
    .join('\n')
}
