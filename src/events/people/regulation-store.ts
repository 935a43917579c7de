import { warehouseTime } from '../../shared/time.js'
import type { Project } from '../../warehouse/project.js'
import type { Regulation, RegulationReport, RegulationStatus, RegulationType } from './regulation.js'

interface StoredRegulation {
  readonly id: string
  readonly type: RegulationType
  readonly entity: string
  readonly subjects: number
  readonly status: RegulationStatus
  readonly owner: string
  readonly report: string
  readonly created: number
  readonly finished: number | null
}

const columns = `id, toString(type) AS type, toString(entity) AS entity, subjects, toString(status) AS status,
  toString(owner) AS owner, report, toUnixTimestamp64Milli(created_at) AS created,
  toUnixTimestamp64Milli(finished_at) AS finished`

/** Writes a regulation's state down; the one written last is the one that is read. */
export async function saveRegulation(project: Project, regulation: Regulation): Promise<Regulation> {
  const { id, type, entity, subjects, status, owner, createdAt, finishedAt, ...report } = regulation
  const now = project.clock.now()
  await project.warehouse.execute(
    `INSERT INTO regulations (id, type, entity, subjects, status, owner, report, created_at, changed_at, finished_at, version)
     SELECT {id:String}, {type:String}, {entity:String}, {subjects:UInt32}, {status:String}, {owner:String},
       {report:String}, {created:DateTime64(3, 'UTC')}, {now:DateTime64(3, 'UTC')},
       {finished:Nullable(DateTime64(3, 'UTC'))}, max(version) + 1
     FROM regulations WHERE id = {id:String}`,
    {
      parameters: {
        ...{ id, type, entity, subjects, status, owner },
        report: JSON.stringify(report satisfies RegulationReport),
        created: warehouseTime(Date.parse(createdAt)),
        now: warehouseTime(now),
        finished: finishedAt === null ? null : warehouseTime(Date.parse(finishedAt)),
      },
    },
  )
  return regulation
}

/** @returns undefined when there is none of that id */
export async function findRegulation(project: Project, id: string): Promise<Regulation | undefined> {
  const [row] = await project.warehouse.rows<StoredRegulation>(
    `SELECT ${columns} FROM regulations FINAL WHERE id = {id:String}`,
    { parameters: { id }, signal: project.signal },
  )
  return row === undefined ? undefined : fromStored(row)
}

/** The newest first. */
export async function listRegulations(
  project: Project,
  query: { readonly status?: RegulationStatus | undefined; readonly limit: number },
): Promise<readonly Regulation[]> {
  const rows = await project.warehouse.rows<StoredRegulation>(
    `SELECT ${columns} FROM regulations FINAL WHERE {status:String} = '' OR status = {status:String}
     ORDER BY created_at DESC, id LIMIT {limit:UInt32}`,
    { parameters: { status: query.status ?? '', limit: query.limit }, signal: project.signal },
  )
  return rows.map(fromStored)
}

/** Those that are not done yet, the oldest first. */
export async function unsettledRegulations(project: Project): Promise<readonly Regulation[]> {
  const rows = await project.warehouse.rows<StoredRegulation>(
    `SELECT ${columns} FROM regulations FINAL WHERE status IN ('INITIALIZED', 'RUNNING') ORDER BY created_at, id`,
    { signal: project.signal },
  )
  return rows.map(fromStored)
}

function fromStored(row: StoredRegulation): Regulation {
  const { report, created, finished, ...rest } = row
  return {
    ...(JSON.parse(report) as RegulationReport),
    ...rest,
    createdAt: new Date(created).toISOString(),
    finishedAt: finished === null ? null : new Date(finished).toISOString(),
  }
}
