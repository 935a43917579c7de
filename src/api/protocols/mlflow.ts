import Type, { type Static } from 'typebox'

import { explainRows } from '../../explanations/explain-rows.js'
import type { Feature } from '../../features/feature.js'
import type { Frame } from '../../ml/frame.js'
import type { ForetellError } from '../../shared/errors.js'
import { classOf } from '../answers/prediction.js'
import { predictionFor } from '../described/prediction-for.js'
import { Reply, route } from '../route.js'
import type { Services } from '../services.js'
import { columnsOf, invalid } from './tensors.js'

/*
 * What clients of MLflow's scoring server ask: `mlflow models serve` has one model behind `/invocations`. Where a
 * project has several, the prediction is named in the path, in `params`, or found by its features.
 */

const failure = (error: ForetellError): Reply =>
  new Reply({ error_code: codeOf(error), message: error.message }, error.status)

/** MLflow's names of failures. */
function codeOf({ status }: ForetellError): string {
  if (status === 404) return 'RESOURCE_DOES_NOT_EXIST'
  if (status === 401) return 'UNAUTHENTICATED'
  if (status === 403) return 'PERMISSION_DENIED'
  if (status === 429) return 'REQUEST_LIMIT_EXCEEDED'
  if (status === 503) return 'TEMPORARILY_UNAVAILABLE'
  return status >= 500 ? 'INTERNAL_ERROR' : 'BAD_REQUEST'
}

const cell = Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])
const record = Type.Record(Type.String(), cell)
const columns = Type.Record(Type.String(), Type.Array(cell))
const matrix = Type.Array(Type.Array(cell))

const request = Type.Object(
  {
    dataframe_split: Type.Optional(
      Type.Object(
        {
          columns: Type.Array(Type.String()),
          data: matrix,
          index: Type.Optional(Type.Array(Type.Unknown())),
        },
        { additionalProperties: false },
      ),
    ),
    dataframe_records: Type.Optional(Type.Array(record)),
    instances: Type.Optional(
      Type.Union([Type.Array(record), matrix], {
        description: 'rows, by name or in the order of the features',
      }),
    ),
    inputs: Type.Optional(
      Type.Union([columns, Type.Array(record), matrix], { description: 'columns by name, or rows' }),
    ),
    params: Type.Optional(
      Type.Object(
        {
          prediction: Type.Optional(Type.String({ minLength: 1 })),
          version: Type.Optional(Type.String({ minLength: 1 })),
          explain: Type.Optional(
            Type.Boolean({ description: 'answer objects with the reasons instead of numbers' }),
          ),
        },
        { additionalProperties: false },
      ),
    ),
    signature_name: Type.Optional(Type.String()),
  },
  { additionalProperties: false, title: 'Invocation' },
)

const explained = Type.Object(
  {
    probability: Type.Optional(Type.Number()),
    prediction: Type.Optional(Type.Integer()),
    value: Type.Optional(Type.Number()),
    base: Type.Number(),
    drivers: Type.Array(
      Type.Object({
        feature: Type.String(),
        impact: Type.Number(),
        description: Type.String(),
      }),
    ),
  },
  { additionalProperties: false },
)

const answer = Type.Object(
  {
    predictions: Type.Union([Type.Array(Type.Number()), Type.Array(explained)], {
      description: 'probabilities or amounts, one a row',
    }),
  },
  { additionalProperties: false },
)

const failed = Type.Object(
  { error_code: Type.String(), message: Type.String() },
  { additionalProperties: false },
)

const common = { tag: 'inference', scope: 'read', failure, failed } as const

const description =
  'Takes `dataframe_split`, `dataframe_records`, `instances` or `inputs` as JSON. Answers the probability, or the ' +
  'amount, of each row; with `"params": {"explain": true}` objects with the reasons.'

export const mlflowRoutes = [
  route({
    ...common,
    operation: 'invocations',
    method: 'POST',
    path: '/invocations',
    summary: 'MLflow: predictions of rows of features',
    description: `${description} Which prediction: \`params.prediction\`, the only one, or the one of these features.`,
    body: request,
    bodyLimit: 64 * 1024 * 1024,
    answers: { 200: answer },
    handle: ({ body }, services) => invoke(services, body, undefined),
  }),
  route({
    ...common,
    operation: 'invocationsOf',
    method: 'POST',
    path: '/invocations/:prediction',
    summary: 'MLflow: predictions of rows of features by the named prediction',
    description,
    params: Type.Object({ prediction: Type.String({ minLength: 1, maxLength: 200 }) }),
    body: request,
    bodyLimit: 64 * 1024 * 1024,
    answers: { 200: answer },
    handle: ({ params, body }, services) => invoke(services, body, params.prediction),
  }),
  route({
    ...common,
    operation: 'mlflowPing',
    method: 'GET',
    path: '/ping',
    summary: 'MLflow: whether the server runs',
    scope: 'none',
    quiet: true,
    produces: ['text/plain'],
    answers: { 200: Type.String() },
    handle: () => Promise.resolve(new Reply('\n', 200, { 'content-type': 'text/plain; charset=utf-8' })),
  }),
  route({
    ...common,
    operation: 'mlflowVersion',
    method: 'GET',
    path: '/version',
    summary: 'MLflow: the version of what serves',
    scope: 'none',
    quiet: true,
    produces: ['text/plain'],
    answers: { 200: Type.String() },
    handle: (_input, { version }) =>
      Promise.resolve(new Reply(version, 200, { 'content-type': 'text/plain; charset=utf-8' })),
  }),
]

/** Rows that were sent, by name or by place. */
interface SentRows {
  readonly rows: number
  /** Undefined where values stand in the order of the model's features. */
  readonly names: readonly string[] | undefined
  readonly width: number
  readonly at: (row: number, name: string, index: number) => unknown
}

type Invocation = Static<typeof request>

async function invoke(
  services: Services,
  body: Invocation,
  named: string | undefined,
): Promise<Static<typeof answer>> {
  const { predictor } = services
  const sent = sentRows(body)
  const names = sent.names?.map((name): readonly [string, null] => [name, null])
  const prediction = await predictionFor(predictor, {
    prediction: named ?? body.params?.prediction,
    features: names === undefined ? undefined : Object.fromEntries(names),
  })
  const model = await predictor.model(prediction, body.params?.version)
  const { features, task } = model.scorer.artifact
  const frame = frameOf(sent, features)
  const outcomes = await predictor.predictFrame(prediction, frame, model.card.version)
  if (body.params?.explain !== true) return { predictions: Array.from(outcomes) }
  return {
    predictions: explainRows(model.scorer, prediction, frame).map(({ base, factors }, row) => ({
      ...(task === 'classification'
        ? { probability: outcomes[row], prediction: classOf(outcomes[row]) }
        : { value: outcomes[row] }),
      base,
      drivers: factors.map(({ feature, impact, sentence }) => ({ feature, impact, description: sentence })),
    })),
  }
}

function frameOf({ rows, names, width, at }: SentRows, features: readonly Feature[]): Frame {
  if (names === undefined) {
    if (width !== features.length)
      throw invalid('body', `expected rows of ${features.length} values, got ${width}`)
  } else {
    const known = new Set(features.map(({ name }) => name))
    const unknown = names.find((name) => !known.has(name))
    if (unknown !== undefined) throw invalid(unknown, 'is not a feature of the model')
  }
  return columnsOf(features, rows, ({ name }, row, index) => at(row, name, index))
}

function sentRows({ dataframe_split, dataframe_records, instances, inputs }: Invocation): SentRows {
  const given = [dataframe_split, dataframe_records, instances, inputs].filter((part) => part !== undefined)
  if (given.length !== 1) {
    throw invalid('body', 'expected one of dataframe_split, dataframe_records, instances and inputs')
  }
  if (dataframe_split !== undefined) return ofSplit(dataframe_split.columns, dataframe_split.data)
  const rows = dataframe_records ?? instances ?? inputs
  return Array.isArray(rows) ? ofRows(rows) : ofColumns(rows ?? {})
}

type Cell = Static<typeof cell>
type Cells = readonly Cell[]
type CellsByName = Readonly<Record<string, Cell>>

function ofSplit(names: readonly string[], data: readonly Cells[]): SentRows {
  const places = new Map(names.map((name, place) => [name, place]))
  const odd = data.findIndex((row) => row.length !== names.length)
  if (odd >= 0)
    throw invalid(`dataframe_split/data/${odd}`, `expected ${names.length} values, one for each column`)
  return {
    rows: data.length,
    names,
    width: names.length,
    at: (row, name) => data[row][places.get(name) ?? -1],
  }
}

function ofRows(rows: readonly (Cells | CellsByName)[]): SentRows {
  if (rows.every(isCells)) {
    const width = rows.length === 0 ? 0 : rows[0].length
    const odd = rows.findIndex((row) => row.length !== width)
    if (odd >= 0) throw invalid(String(odd), `expected ${width} values, as in the first row`)
    return { rows: rows.length, names: undefined, width, at: (row, _name, index) => rows[row][index] }
  }
  const named = rows.filter((row): row is CellsByName => !isCells(row))
  const names = [...new Set(named.flatMap((row) => Object.keys(row)))]
  return {
    rows: named.length,
    names,
    width: names.length,
    at: (row, name) => (Object.hasOwn(named[row], name) ? named[row][name] : null),
  }
}

function isCells(row: Cells | CellsByName): row is Cells {
  return Array.isArray(row)
}

function ofColumns(given: Readonly<Record<string, Cells>>): SentRows {
  const names = Object.keys(given)
  const rows = names.length === 0 ? 0 : given[names[0]].length
  const odd = names.find((name) => given[name].length !== rows)
  if (odd !== undefined) throw invalid(`inputs/${odd}`, `expected ${rows} values, as in the first column`)
  return {
    rows,
    names,
    width: names.length,
    at: (row, name) => (Object.hasOwn(given, name) ? given[name][row] : null),
  }
}
