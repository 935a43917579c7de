import type { SerialisedError } from '../../shared/errors.js'
import { warehouseTime } from '../../shared/time.js'
import type { Project } from '../../warehouse/project.js'
import type { Job, JobKind, JobPart, JobState, Standing } from './job.js'
import type { QueueDepth } from './job-board.js'
import { versionOf } from './standing.js'

/** What is known of a job when it is asked for. */
export type NewJob = Pick<Job, 'id' | 'kind' | 'owner' | 'input' | 'trace' | 'worker'>

export interface JobQuery {
  readonly state?: JobState | undefined
  readonly owner?: string | undefined
  /** Default 100. */
  readonly limit?: number | undefined
}

interface StoredJob {
  readonly id: string
  readonly kind: JobKind
  readonly owner: string
  readonly input: string
  readonly trace: string
  readonly state: JobState
  readonly attempts: number
  readonly done: number
  readonly total: number | null
  readonly unit: string
  readonly step: string
  readonly worker: string
  readonly result: string
  readonly error: string
  readonly created: number
  readonly started: number | null
  readonly finished: number | null
  readonly expires: number | null
  readonly changed: number
}

/** Jobs as rows of the warehouse. Rows are only ever added; `standing.ts` says which of a job's counts. */
export class JobStore {
  readonly #project: Pick<Project, 'warehouse' | 'clock'>

  constructor(project: Pick<Project, 'warehouse' | 'clock'>) {
    this.#project = project
  }

  /** Writes a job down as queued. The same id again is the same job. */
  async create(job: NewJob): Promise<void> {
    const { warehouse, clock } = this.#project
    // The state first: a job without one would be seen by nobody who looks after it.
    await this.write(job.id, { ...unbegun, worker: job.worker })
    await warehouse.insert('jobs', [
      {
        id: job.id,
        kind: job.kind,
        owner: job.owner,
        input: JSON.stringify(job.input),
        trace: job.trace ?? '',
        created_at: warehouseTime(clock.now()),
      },
    ])
  }

  async write(id: string, standing: Standing): Promise<void> {
    const { warehouse, clock } = this.#project
    const now = clock.now()
    const { state, attempts, progress } = standing
    await warehouse.insert('job_states', [
      {
        id,
        version: versionOf(state, attempts, now).toString(),
        state,
        attempts,
        ...progress,
        step: standing.step,
        worker: standing.worker,
        result: jsonText(standing.result),
        error: jsonText(standing.error),
        started_at: storedTime(standing.startedAt),
        finished_at: storedTime(standing.finishedAt),
        expires_at: storedTime(standing.expiresAt),
        changed_at: warehouseTime(now),
      },
    ])
  }

  async find(id: string): Promise<Job | undefined> {
    const [job] = await this.#read('jobs.id = {id:String}', { id }, 1)
    return job
  }

  /** One that must be there. */
  async known(id: string): Promise<Job> {
    const job = await this.find(id)
    if (job === undefined) throw new Error(`job ${id} is not in the warehouse`)
    return job
  }

  /** The newest first. */
  async list({ state, owner, limit = 100 }: JobQuery): Promise<Job[]> {
    return this.#read(
      "({state:String} = '' OR state = {state:String}) AND ({owner:String} = '' OR owner = {owner:String})",
      { state: state ?? '', owner: owner ?? '' },
      limit,
    )
  }

  /** Those that somebody has to see to, the oldest first. */
  async unended(): Promise<Job[]> {
    const jobs = await this.#read("state IN ('queued', 'running')", {}, 10_000)
    return jobs.reverse()
  }

  /** Done jobs whose results nobody may fetch any more. */
  async overdue(): Promise<Job[]> {
    const now = warehouseTime(this.#project.clock.now())
    return this.#read("state = 'done' AND expires_at <= toDateTime64({now:String}, 3, 'UTC')", { now }, 1000)
  }

  async depth(): Promise<QueueDepth> {
    const [counts] = await this.#project.warehouse.rows<QueueDepth>(
      `SELECT countIf(state = 'queued') AS queued, countIf(state = 'running') AS running FROM job_states FINAL`,
    )
    return counts
  }

  async addParts(jobId: string, parts: readonly JobPart[]): Promise<void> {
    const rows = parts.map(({ part, input, rows: size }) => ({
      job_id: jobId,
      part,
      input: JSON.stringify(input),
      rows: size,
      done: 0,
    }))
    // All or none: a plan of which half is there would look like a whole one.
    await this.#project.warehouse.insert('job_parts', rows, { deduplicationToken: `${jobId}-plan` })
  }

  /** In their order, with whether each is done. */
  async parts(jobId: string): Promise<(JobPart & { readonly done: boolean })[]> {
    const rows = await this.#project.warehouse.rows<{
      part: number
      input: string
      rows: number
      done: number
    }>('SELECT part, input, rows, done FROM job_parts FINAL WHERE job_id = {id:String} ORDER BY part', {
      parameters: { id: jobId },
    })
    return rows.map(({ input, done, ...part }) => ({
      ...part,
      input: JSON.parse(input) as JobPart['input'],
      done: done === 1,
    }))
  }

  async partDone(jobId: string, { part, input, rows }: JobPart): Promise<void> {
    await this.#project.warehouse.insert('job_parts', [
      { job_id: jobId, part, input: JSON.stringify(input), rows, done: 1 },
    ])
  }

  async #read(
    condition: string,
    parameters: Readonly<Record<string, string>>,
    limit: number,
  ): Promise<Job[]> {
    const rows = await this.#project.warehouse.rows<StoredJob>(
      `SELECT jobs.id AS id, kind, owner, input, trace, state, attempts, done, total, unit, step, worker, result,
         error, toUnixTimestamp64Milli(created_at) AS created, toUnixTimestamp64Milli(started_at) AS started,
         toUnixTimestamp64Milli(finished_at) AS finished, toUnixTimestamp64Milli(expires_at) AS expires,
         toUnixTimestamp64Milli(changed_at) AS changed
       FROM (SELECT * FROM jobs FINAL) AS jobs
       INNER JOIN (SELECT * FROM job_states FINAL) AS job_states ON jobs.id = job_states.id
       WHERE ${condition} ORDER BY created_at DESC, id DESC LIMIT {limit:UInt32}`,
      { parameters: { ...parameters, limit } },
    )
    return rows.map(jobOf)
  }
}

const unbegun: Omit<Standing, 'worker'> = {
  state: 'queued',
  progress: { done: 0, total: null, unit: '' },
  step: '',
  attempts: 0,
  result: null,
  error: null,
  startedAt: null,
  finishedAt: null,
  expiresAt: null,
}

function jobOf(row: StoredJob): Job {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    input: JSON.parse(row.input) as Job['input'],
    progress: { done: row.done, total: row.total, unit: row.unit },
    step: row.step,
    attempts: row.attempts,
    result: row.result === '' ? null : (JSON.parse(row.result) as Job['result']),
    error: row.error === '' ? null : (JSON.parse(row.error) as SerialisedError),
    createdAt: new Date(row.created).toISOString(),
    startedAt: readTime(row.started),
    finishedAt: readTime(row.finished),
    expiresAt: readTime(row.expires),
    owner: row.owner,
    trace: row.trace === '' ? null : row.trace,
    worker: row.worker,
    changedAt: new Date(row.changed).toISOString(),
  }
}

function jsonText(value: object | null): string {
  return value === null ? '' : JSON.stringify(value)
}

function storedTime(time: string | null): string | null {
  return time === null ? null : warehouseTime(Date.parse(time))
}

function readTime(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString()
}
