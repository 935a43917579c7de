import type { Plan, TablePredictionPlan, TableSourcePlan } from '../config/plan.js'
import { ForetellError } from '../shared/errors.js'
import { observed } from '../shared/observer.js'
import { readTable, type TableData } from '../sources/table.js'
import type { Project } from '../warehouse/project.js'
import type { Gathered } from './gathered.js'
import { takeLabelled } from './labelled-rows.js'
import { splitTable } from './table/table-split.js'
import { type TableQuestion, tableRows } from './table/table-rows.js'

/**
 * From a table of the configuration to rows in three parts.
 * @throws ForetellError what reading and `tableRows` throw
 */
export async function gatherTable(project: Project, prediction: TablePredictionPlan): Promise<Gathered> {
  const data = await readSource(project, prediction)
  const gathered = tableRows(data, questionOf(project.plan, prediction))
  const { rows, task } = gathered
  const split = splitTable({
    task,
    target: rows.target,
    times: null,
    folds: undefined,
    seed: prediction.seed,
  })
  const [{ training, validation, holdout }] = split.parts
  return {
    task,
    parts: {
      training: takeLabelled(rows, training),
      validation: takeLabelled(rows, validation),
      holdout: takeLabelled(rows, holdout),
    },
    kinds: {},
    alarms: gathered.alarms,
    data: {
      rows: rows.target.length,
      available: gathered.available,
      features: rows.features.length,
      censored: gathered.missing,
      anchors: [],
      dropped: gathered.dropped,
      gate: `${rows.target.length} rows with a known outcome.`,
      notes: gathered.notes,
    },
    split: { kind: split.kind, description: split.description },
    positiveClass: gathered.target.positive,
  }
}

/** The source's file as it is now. */
export function readSource(project: Project, prediction: TablePredictionPlan): Promise<TableData> {
  const { path, key, columns } = sourceOf(project.plan, prediction)
  return observed(
    project.observer,
    `Reading ${prediction.source}`,
    () => readTable(project, path, { key, columns }),
    ({ rows }) => `${rows.toLocaleString('en-US')} rows`,
  )
}

function questionOf(plan: Plan, prediction: TablePredictionPlan): TableQuestion {
  const { key, columns } = sourceOf(plan, prediction)
  return {
    target: prediction.label,
    task: prediction.task === 'regression' ? 'regression' : 'classification',
    id: key,
    exclude: prediction.exclude,
    units: Object.fromEntries(Object.entries(columns).map(([name, { unit }]) => [name, unit])),
    maximumRows: prediction.maximumRows,
    seed: prediction.seed,
  }
}

export function sourceOf({ sources }: Plan, { source }: TablePredictionPlan): TableSourcePlan {
  const found = sources.find(({ name }) => name === source)
  if (found?.kind === 'table') return found
  throw new ForetellError('INTERNAL', { values: { what: `the table "${source}" is not among the sources` } })
}
