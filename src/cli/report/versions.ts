import type { VersionSummary } from '../../predictions/registry.js'
import { short, whole, withInterval } from './figures.js'
import type { Paint } from './paint.js'
import { textTable } from './table.js'

/** Model versions as a list, the champions marked. */
export function versionTable(versions: readonly VersionSummary[], paint: Paint): string {
  if (versions.length === 0) return 'No model has been trained yet; `foretell train` makes the first.'
  return textTable(
    [
      { title: '' },
      { title: 'Version' },
      { title: 'Trained' },
      { title: 'Model' },
      { title: 'Rows', align: 'right' },
      { title: 'Quality on the holdout' },
    ],
    versions.map(({ version, createdAt, champion, card }) => [
      champion ? paint.green('*') : ' ',
      version,
      createdAt.slice(0, 16).replace('T', ' '),
      card.model.title,
      whole(card.data.rows),
      card.evaluation.task === 'classification'
        ? `AUC ${withInterval(card.evaluation.auc)}`
        : `RMSE ${short(card.evaluation.rmse.value)}`,
    ]),
  )
}
