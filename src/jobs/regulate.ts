import { setTimeout as pause } from 'node:timers/promises'

import { allIdsOf } from '../events/people/merge-graph.js'
import {
  deletes,
  type ExportedFile,
  isSettled,
  type Regulation,
  suppresses,
} from '../events/people/regulation.js'
import { findRegulation, saveRegulation } from '../events/people/regulation-store.js'
import { dropSubjects, keepSubjects, subjectIds, subjectsOf } from '../events/people/subjects.js'
import { suppress, unsuppress } from '../events/people/suppress.js'
import { exportsOf, exportTo, rewriteExport } from '../predictions/exports.js'
import { learnedFrom } from '../predictions/learned-from.js'
import { ForetellError } from '../shared/errors.js'
import { observed } from '../shared/observer.js'
import { DAY, warehouseTime } from '../shared/time.js'
import type { Project } from '../warehouse/project.js'
import type { Parameters } from '../warehouse/warehouse.js'
import { type ErasedTable, erasedTables, predictionsOfOthers } from './erased-tables.js'

export interface RegulateOptions {
  /**
   * Milliseconds after an order from which on nothing of the people is on its way any more: other processes have
   * learned whom to refuse by then, and what they took before is stored. Default 10,000.
   */
  readonly settle?: number
  /** Days within which models that learned from somebody should be followed by others. Default 30. */
  readonly retrainWithin?: number
}

/** Times that the tables are emptied before it is given up: something stores the people again and again. */
const mostPasses = 3

/**
 * Carries an order about people out. Everything it does may be done again, so one that was interrupted is called
 * again and goes on; one that is done stays as it is.
 * @throws ForetellError `REGULATION_UNKNOWN`; `REGULATION_UNVERIFIED` when rows of the people keep coming
 */
export async function regulate(
  project: Project,
  id: string,
  options: RegulateOptions = {},
): Promise<Regulation> {
  const found = await findRegulation(project, id)
  if (found === undefined) throw new ForetellError('REGULATION_UNKNOWN', { values: { id } })
  if (isSettled(found)) return found
  return observed(project.observer, `Regulation ${id}`, async (step) => {
    const inside = { ...project, observer: step }
    const running = await saveRegulation(project, { ...found, status: 'RUNNING' })
    try {
      return await carryOut(inside, running, options)
    } catch (error) {
      // What was told to stop is gone on with by whoever looks next.
      if (project.signal?.aborted !== true && !isPassing(error))
        await saveRegulation(project, { ...running, status: 'FAILED', error: messageOf(error) })
      throw error
    }
  })
}

async function carryOut(
  project: Project,
  regulation: Regulation,
  options: RegulateOptions,
): Promise<Regulation> {
  const { type, id } = regulation
  let current = regulation
  if (type === 'UNSUPPRESS') await unsuppressSubjects(project, current)
  if (suppresses(type)) await suppressSubjects(project, current)
  if (deletes(type)) {
    await findOtherIds(project, current)
    await settled(project, current, options)
    if (suppresses(type)) await suppressSubjects(project, current)
    current = await findModels(project, current, options)
    current = await findExports(project, current)
    current = await eraseTables(project, current)
    current = await rewriteExports(project, current)
  }
  await dropSubjects(project, id)
  return saveRegulation(project, { ...current, status: 'FINISHED', finishedAt: isoNow(project) })
}

/** The ids themselves and, where the people's other ids are known, these. */
async function suppressSubjects(project: Project, { id, entity }: Regulation): Promise<void> {
  const named = [...(await subjectsOf(project, id)).entries()]
  const others = await allIdsOf(project, entity, [...new Set(named.map(([, of]) => of))])
  await suppress(project, { entity, regulationId: id, ids: new Map([...others, ...named]) })
}

async function unsuppressSubjects(project: Project, { id, entity }: Regulation): Promise<void> {
  const ids = [...(await subjectsOf(project, id)).keys()]
  await unsuppress(project, { entity, regulationId: id, ids })
}

/** All ids that the people are known by are kept with the ones that were named: the merges will be gone. */
async function findOtherIds(project: Project, { id, entity }: Regulation): Promise<void> {
  const known = await subjectsOf(project, id)
  const all = await allIdsOf(project, entity, [...known.keys()])
  const named = [...all].map(([other, of]): [string, string] => [other, known.get(of) ?? of])
  await keepSubjects(project, id, new Map(named))
}

async function settled(
  { clock, signal }: Project,
  { createdAt }: Regulation,
  { settle = 10_000 }: RegulateOptions,
): Promise<void> {
  const left = Date.parse(createdAt) + settle - clock.now()
  if (left > 0) await pause(left, undefined, signal === undefined ? {} : { signal })
}

async function findModels(
  project: Project,
  regulation: Regulation,
  { retrainWithin = 30 }: RegulateOptions,
): Promise<Regulation> {
  if (regulation.models !== null) return regulation
  const { id, entity, createdAt } = regulation
  const models = await learnedFrom(project, {
    entity,
    subjects: subjectIds,
    regulation: id,
    ids: new Set((await subjectsOf(project, id)).keys()),
  })
  const by = new Date(Date.parse(createdAt) + retrainWithin * DAY).toISOString()
  return saveRegulation(project, { ...regulation, models, retrainBy: models.length === 0 ? null : by })
}

/** Files are found before scores are deleted, which tell who stands in them, and written anew afterwards. */
async function findExports(project: Project, regulation: Regulation): Promise<Regulation> {
  const known = new Set(regulation.files.map(({ file }) => file))
  const found = await exportsOf(project, subjectIds, regulation.id)
  const fresh = found.filter(({ file }) => !known.has(file))
  if (fresh.length === 0) return regulation
  const pending = fresh.map(({ file }): ExportedFile => ({ file, state: 'pending' }))
  return saveRegulation(project, { ...regulation, files: [...regulation.files, ...pending] })
}

async function rewriteExports(project: Project, regulation: Regulation): Promise<Regulation> {
  let current = regulation
  for (const { file, state } of regulation.files) {
    if (state !== 'pending') continue
    const newest = await exportTo(project, file)
    const outcome = newest === undefined ? 'gone' : await rewriteExport(project, newest)
    const files = current.files.map((known) => (known.file === file ? { file, state: outcome } : known))
    current = await saveRegulation(project, { ...current, files })
  }
  return current
}

/** Empties every table of the people until none has a row of theirs. */
async function eraseTables(project: Project, regulation: Regulation): Promise<Regulation> {
  let current = regulation
  for (let pass = 1; pass <= mostPasses; pass++) {
    let found = 0
    for (const target of erasedTables) {
      const rows = await countRows(project, current, target)
      found += rows
      // Written down before they are gone: one that is interrupted in between must not forget what it removed.
      const before = current.removed[target.table] ?? 0
      const removed = pass === 1 ? Math.max(before, rows) : before + rows
      if (removed !== current.removed[target.table])
        current = await saveRegulation(project, {
          ...current,
          removed: { ...current.removed, [target.table]: removed },
        })
      if (rows > 0) await eraseRows(project, current, target)
    }
    if (found === 0) return saveRegulation(project, { ...current, verifiedAt: isoNow(project) })
  }
  if (await nothingLeft(project, current))
    return saveRegulation(project, { ...current, verifiedAt: isoNow(project) })
  throw new ForetellError('REGULATION_UNVERIFIED', { values: { id: regulation.id, passes: mostPasses } })
}

async function nothingLeft(project: Project, regulation: Regulation): Promise<boolean> {
  for (const target of erasedTables) if ((await countRows(project, regulation, target)) > 0) return false
  return true
}

async function countRows(
  project: Project,
  regulation: Regulation,
  { table, where }: ErasedTable,
): Promise<number> {
  const [{ rows }] = await project.warehouse.rows<{ rows: number }>(
    `SELECT count() AS rows FROM ${table} WHERE ${where}`,
    { parameters: parametersOf(project, regulation), signal: project.signal },
  )
  return rows
}

/** Marks rows as deleted: nobody reads them from then on. `eraseFromDisk` rewrites the files they stand in. */
async function eraseRows(
  project: Project,
  regulation: Regulation,
  { table, where }: ErasedTable,
): Promise<void> {
  await project.warehouse.execute(`DELETE FROM ${table} WHERE ${where}`, {
    parameters: parametersOf(project, regulation),
    signal: project.signal,
    settings: { lightweight_deletes_sync: 2 },
  })
}

/** Who is deleted and may come again is deleted as of the order; who may not come again, whenever it came. */
function parametersOf({ plan }: Project, { id, entity, type, createdAt }: Regulation): Parameters {
  return {
    regulation: id,
    entity,
    before: type === 'DELETE_ONLY' ? warehouseTime(Date.parse(createdAt)) : endOfTime,
    others: predictionsOfOthers(plan, entity),
  }
}

/** Later than anything, that of moved rows too. */
const endOfTime = '2250-01-01 00:00:00.000'

function isoNow({ clock }: Project): string {
  return new Date(clock.now()).toISOString()
}

/** Trouble of the warehouse that may pass: the order is carried out later. */
function isPassing(error: unknown): boolean {
  return error instanceof ForetellError && error.code.startsWith('WAREHOUSE_')
}

function messageOf(error: unknown): string {
  return error instanceof ForetellError ? `${error.code}: ${error.message}` : 'INTERNAL'
}
