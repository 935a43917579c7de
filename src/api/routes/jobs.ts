import { randomUUID } from 'node:crypto'

import Type from 'typebox'

import { type BatchInput, batchGone } from '../../jobs/batch.js'
import { sourceNamed } from '../../jobs/ingest.js'
import { hasEnded, type Job } from '../../jobs/queue/job.js'
import { idOfKey } from '../../jobs/queue/new-job.js'
import { exportBatch, resultFormats, storePeople } from '../../predictions/batch-results.js'
import { predictionNamed } from '../../predictions/prediction-named.js'
import { loadModelVersion } from '../../predictions/registry.js'
import { ForetellError } from '../../shared/errors.js'
import { batchRow } from '../answers/batch-row.js'
import { acceptedJob, jobAcceptedOf, jobAnswer, jobAnswerOf, jobStates } from '../answers/job.js'
import type { Caller } from '../caller.js'
import { Reply, route, type RouteInput } from '../route.js'
import type { Services } from '../services.js'

/** Ids of one batch; whoever has more asks for everyone, or twice. */
const mostPeople = 100_000

const name = Type.String({ minLength: 1, maxLength: 200 })
const params = Type.Object({ id: Type.String({ minLength: 1, maxLength: 100 }) })
const format = Type.Enum([...resultFormats])

const batchBody = Type.Object(
  {
    user_ids: Type.Optional(
      Type.Array(Type.Union([Type.String({ minLength: 1, maxLength: 500 }), Type.Integer()]), {
        minItems: 1,
        maxItems: mostPeople,
        description: 'whom to predict; without it, everyone in the population',
      }),
    ),
    prediction: Type.Optional(name),
    model_type: Type.Optional(
      Type.String({ minLength: 1, maxLength: 200, description: 'the same as prediction' }),
    ),
    include_explanations: Type.Optional(
      Type.Boolean({ default: false, description: 'whether to say why; takes several times as long' }),
    ),
    version: Type.Optional(
      Type.String({ minLength: 1, maxLength: 200, description: 'default: the champion' }),
    ),
    format: Type.Optional(
      Type.Enum([...resultFormats], { description: 'of the results, where their request names none' }),
    ),
    callback_url: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 2000,
        description: 'a public https address that is sent `job.finished`, as Standard Webhooks says',
      }),
    ),
  },
  { additionalProperties: false },
)

/** The one prediction of the project, where the request names none. */
function predictionOf({ project }: Services, named: string | undefined): string {
  const all = Object.keys(project.plan.predictions)
  if (named !== undefined) return predictionNamed(project.plan, named).name
  if (all.length === 1) return all[0]
  throw new ForetellError('REQUEST_INVALID', {
    values: { where: 'body/prediction', problem: `expected one of ${all.join(', ')}` },
  })
}

type Asking = Pick<RouteInput<unknown, unknown, unknown>, 'caller' | 'headers' | 'trace'>

/** What a request to make a job says of itself. */
function asked({ caller, headers, trace }: Asking): {
  readonly owner: string
  readonly idempotencyKey: string | undefined
  readonly trace: string | undefined
} {
  const text = (header: string): string | undefined => {
    const value = headers[header]
    return typeof value === 'string' && value !== '' ? value.slice(0, 500) : undefined
  }
  return { owner: caller.key, idempotencyKey: text('idempotency-key'), trace }
}

function accepted(job: Job): Reply {
  return new Reply(jobAcceptedOf(job), 202, { location: `/jobs/${job.id}` })
}

/** Those of others are as if they were not there. */
function visible(job: Job | undefined, id: string, { scope, key }: Caller): Job {
  if (job !== undefined && (scope === 'admin' || job.owner === key)) return job
  throw new ForetellError('JOB_UNKNOWN', { values: { id } })
}

async function submitBatch(
  { body, caller, headers, trace }: RouteInput<unknown, unknown, BatchBody>,
  services: Services,
): Promise<Reply> {
  const { project, jobs, callbacks } = services
  const { owner, idempotencyKey } = asked({ caller, headers, trace })
  const id = idempotencyKey === undefined ? randomUUID() : idOfKey(owner, idempotencyKey)
  const known = idempotencyKey === undefined ? undefined : await jobs.find(id)
  if (known !== undefined) return accepted(known)
  const prediction = predictionOf(services, body.prediction ?? body.model_type)
  // Whether there is such a version is told now and not by a job that fails.
  await loadModelVersion(project, prediction, body.version)
  if (body.callback_url !== undefined) await callbacks.check(body.callback_url)
  const people = body.user_ids === undefined ? undefined : [...new Set(body.user_ids.map(String))]
  if (people !== undefined)
    await storePeople(project, id, people, batchGone(project.plan, project.clock.now()))
  const input: BatchInput & { readonly format: string } = {
    prediction,
    version: body.version ?? null,
    explanations: body.include_explanations ?? false,
    people: people?.length ?? null,
    format: body.format ?? 'json',
  }
  const callback = body.callback_url === undefined ? {} : { callbackUrl: body.callback_url }
  const job = await jobs.submit({ kind: 'batch', input: { ...input, ...callback }, owner, id, trace })
  callbacks.watch(job)
  return accepted(job)
}

type BatchBody = Type.Static<typeof batchBody>

const contentTypes = {
  json: 'application/json; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
} as const

/** The rows of a batch that is done, as bytes that come as the warehouse gives them. */
async function results(
  job: Job,
  wanted: (typeof resultFormats)[number] | undefined,
  { project }: Services,
  signal: AbortSignal,
): Promise<Reply> {
  const { id, kind, state, result, input } = job
  const over = job.expiresAt !== null && project.clock.now() >= Date.parse(job.expiresAt)
  if (state === 'expired' || (state === 'done' && over)) {
    throw new ForetellError('JOB_EXPIRED', { values: { id, at: job.expiresAt ?? '' } })
  }
  if (kind !== 'batch') throw new ForetellError('JOB_WITHOUT_ROWS', { values: { id, kind } })
  if (state !== 'done' || result === null) {
    const { done, total, unit } = job.progress
    const progress = hasEnded(job) || total === null ? '' : ` yet (${done} of ${total} ${unit})`
    throw new ForetellError('JOB_NOT_DONE', { values: { id, state, progress } })
  }
  const usual = resultFormats.find((known) => known === input['format']) ?? 'json'
  const chosen = wanted ?? usual
  const batch = {
    jobId: id,
    prediction: String(result['prediction']),
    version: String(result['version']),
    anchor: typeof result['anchor'] === 'string' ? result['anchor'] : null,
  }
  return new Reply(await exportBatch(project, batch, chosen, signal), 200, {
    'content-type': contentTypes[chosen],
    'content-disposition': `attachment; filename="${batch.prediction}-${id}.${chosen}"`,
  })
}

async function cancel(
  { params: { id }, caller }: RouteInput<{ id: string }, unknown, unknown>,
  { jobs }: Services,
): Promise<unknown> {
  visible(await jobs.find(id), id, caller)
  return jobAnswerOf(visible(await jobs.cancel(id), id, caller))
}

export const jobRoutes = [
  route({
    operation: 'predictBatch',
    method: 'POST',
    path: '/predict/batch',
    tag: 'jobs',
    summary: 'Predict many customers, or everyone in the population',
    description:
      'Answers at once with a job; ask for it until it is done and then for its results. With an `Idempotency-Key` ' +
      'header, the same key again is the same job. docs/jobs.md says more.',
    scope: 'read',
    body: batchBody,
    // A hundred thousand long ids.
    bodyLimit: 64 * 1024 * 1024,
    answers: { 202: acceptedJob },
    handle: submitBatch,
  }),
  route({
    operation: 'score',
    method: 'POST',
    path: '/score',
    tag: 'jobs',
    summary: 'Score everyone in the population; percentiles and segments follow from it',
    scope: 'admin',
    body: Type.Object(
      {
        prediction: Type.Optional(name),
        include_explanations: Type.Optional(
          Type.Boolean({ default: true, description: 'whether to say why' }),
        ),
        version: Type.Optional(
          Type.String({ minLength: 1, maxLength: 200, description: 'default: the champion' }),
        ),
      },
      { additionalProperties: false },
    ),
    answers: { 202: acceptedJob },
    async handle({ body, caller, headers, trace }, services) {
      const prediction = predictionOf(services, body.prediction)
      await loadModelVersion(services.project, prediction, body.version)
      const input: BatchInput = {
        prediction,
        version: body.version ?? null,
        explanations: body.include_explanations ?? true,
        people: null,
      }
      return accepted(
        await services.jobs.submit({
          kind: 'score',
          input: { ...input },
          ...asked({ caller, headers, trace }),
        }),
      )
    },
  }),
  route({
    operation: 'train',
    method: 'POST',
    path: '/train',
    tag: 'jobs',
    summary: 'Train a prediction into a new version, which takes over if it is better',
    scope: 'admin',
    body: Type.Object({ prediction: Type.Optional(name) }, { additionalProperties: false }),
    answers: { 202: acceptedJob },
    async handle({ body, caller, headers, trace }, services) {
      const prediction = predictionOf(services, body.prediction)
      return accepted(
        await services.jobs.submit({
          kind: 'train',
          input: { prediction },
          ...asked({ caller, headers, trace }),
        }),
      )
    },
  }),
  route({
    operation: 'ingest',
    method: 'POST',
    path: '/ingest',
    tag: 'jobs',
    summary: 'Import what is new in the files of a source, or of all sources',
    scope: 'admin',
    body: Type.Object({ source: Type.Optional(name) }, { additionalProperties: false }),
    answers: { 202: acceptedJob },
    async handle({ body: { source }, caller, headers, trace }, services) {
      if (source !== undefined) sourceNamed(services.project, source)
      const input = source === undefined ? {} : { source }
      return accepted(
        await services.jobs.submit({ kind: 'ingest', input, ...asked({ caller, headers, trace }) }),
      )
    },
  }),
  route({
    operation: 'jobs',
    method: 'GET',
    path: '/jobs',
    tag: 'jobs',
    summary: 'Jobs, the newest first; a read key sees its own',
    scope: 'read',
    query: Type.Object(
      {
        state: Type.Optional(Type.Enum([...jobStates])),
        limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 100 })),
      },
      { additionalProperties: false },
    ),
    answers: { 200: Type.Object({ jobs: Type.Array(jobAnswer) }, { additionalProperties: false }) },
    async handle({ query: { state, limit }, caller }, { jobs }) {
      const owner = caller.scope === 'admin' ? undefined : caller.key
      return { jobs: (await jobs.list({ state, limit, owner })).map(jobAnswerOf) }
    },
  }),
  route({
    operation: 'job',
    method: 'GET',
    path: '/jobs/:id',
    tag: 'jobs',
    summary: 'How a job stands',
    scope: 'read',
    params,
    answers: { 200: jobAnswer },
    async handle({ params: { id }, caller }, { jobs }) {
      return jobAnswerOf(visible(await jobs.find(id), id, caller))
    },
  }),
  route({
    operation: 'jobResults',
    method: 'GET',
    path: '/jobs/:id/results',
    tag: 'jobs',
    summary: 'The results of a batch, as JSON, lines of JSON, CSV or Parquet',
    description:
      'In the order of the ids; streamed, so that there may be millions. 409 while the job is not done, 410 once ' +
      'its results were deleted.',
    scope: 'read',
    params,
    query: Type.Object({ format: Type.Optional(format) }, { additionalProperties: false }),
    answers: { 200: Type.Array(batchRow) },
    produces: Object.values(contentTypes),
    async handle({ params: { id }, query, caller, signal }, services) {
      return results(visible(await services.jobs.find(id), id, caller), query.format, services, signal)
    },
  }),
  route({
    operation: 'cancelJob',
    method: 'DELETE',
    path: '/jobs/:id',
    tag: 'jobs',
    summary: 'Stop a job; one that has ended stays as it is',
    scope: 'read',
    params,
    answers: { 200: jobAnswer },
    handle: cancel,
  }),
  route({
    operation: 'cancelJobByPost',
    method: 'POST',
    path: '/jobs/:id/cancel',
    tag: 'jobs',
    summary: 'Stop a job, for clients that cannot send DELETE',
    scope: 'read',
    params,
    answers: { 200: jobAnswer },
    handle: cancel,
  }),
]
