// Written by scripts/client.mjs from the OpenAPI document of the routes.

/** How each operation is asked for. */
export const operations = {
  /** Whether the server can answer: it runs a query. */
  health: { method: 'GET', path: '/health', pathNames: [], queryNames: [], body: 'none', answer: 'json' },
  /** Whether the process runs; says nothing about the warehouse. */
  live: { method: 'GET', path: '/health/live', pathNames: [], queryNames: [], body: 'none', answer: 'json' },
  /** What the server does, in numbers for Prometheus. */
  metrics: {
    method: 'GET',
    path: '/metrics',
    pathNames: [],
    queryNames: [],
    body: 'none',
    answer: 'response',
  },
  /** Six segments with counts and totals, from the newest score runs. */
  segmentsSummary: {
    method: 'GET',
    path: '/segments/summary',
    pathNames: [],
    queryNames: ['churn', 'value'],
    body: 'none',
    answer: 'json',
  },
  /** Everything about one customer: churn, value, tier, composite risk, segment, actions. */
  customer: {
    method: 'GET',
    path: '/predict/{id}',
    pathNames: ['id'],
    queryNames: ['churn', 'value'],
    body: 'none',
    answer: 'json',
  },
  /** One prediction of one customer, known or described, with reasons. */
  predict: {
    method: 'POST',
    path: '/predict/{prediction}',
    pathNames: ['prediction'],
    queryNames: [],
    body: 'fields',
    answer: 'json',
  },
  /** One prediction of somebody who is described by features. */
  predictDescribed: {
    method: 'POST',
    path: '/predict',
    pathNames: [],
    queryNames: [],
    body: 'whole',
    answer: 'json',
  },
  /** The predictions of the project: who, what, and which version answers. */
  predictions: {
    method: 'GET',
    path: '/predictions',
    pathNames: [],
    queryNames: [],
    body: 'none',
    answer: 'json',
  },
  /** Every version of every prediction, the newest of each first. */
  models: { method: 'GET', path: '/models', pathNames: [], queryNames: [], body: 'none', answer: 'json' },
  /** The versions of a prediction, the newest first. */
  modelVersions: {
    method: 'GET',
    path: '/models/{prediction}',
    pathNames: ['prediction'],
    queryNames: [],
    body: 'none',
    answer: 'json',
  },
  /** What a version is: its data, its features with their kinds, its metrics. */
  model: {
    method: 'GET',
    path: '/models/{prediction}/{version}',
    pathNames: ['prediction', 'version'],
    queryNames: [],
    body: 'none',
    answer: 'json',
  },
  /** The card of a version: all that is known of it. */
  modelCard: {
    method: 'GET',
    path: '/models/{prediction}/{version}/card',
    pathNames: ['prediction', 'version'],
    queryNames: ['format'],
    body: 'none',
    answer: 'response',
  },
  /** What drives a version on the whole: importance of features, and where their effects turn. */
  modelExplanations: {
    method: 'GET',
    path: '/models/{prediction}/{version}/explanations',
    pathNames: ['prediction', 'version'],
    queryNames: [],
    body: 'none',
    answer: 'json',
  },
  /** Make a version the champion: the one that answers. */
  promote: {
    method: 'POST',
    path: '/models/{prediction}/champion',
    pathNames: ['prediction'],
    queryNames: [],
    body: 'fields',
    answer: 'json',
  },
  /** Open Inference Protocol: the server. */
  inferenceServer: {
    method: 'GET',
    path: '/v2',
    pathNames: [],
    queryNames: [],
    body: 'none',
    answer: 'json',
  },
  /** Open Inference Protocol: whether the process runs. */
  inferenceLive: {
    method: 'GET',
    path: '/v2/health/live',
    pathNames: [],
    queryNames: [],
    body: 'none',
    answer: 'json',
  },
  /** Open Inference Protocol: whether every prediction has a model that answers. */
  inferenceReady: {
    method: 'GET',
    path: '/v2/health/ready',
    pathNames: [],
    queryNames: [],
    body: 'none',
    answer: 'json',
  },
  /** Open Inference Protocol: inputs and outputs of a model. */
  inferenceModel: {
    method: 'GET',
    path: '/v2/models/{model}',
    pathNames: ['model'],
    queryNames: [],
    body: 'none',
    answer: 'json',
  },
  /** Open Inference Protocol: whether a model answers. */
  inferenceModelReady: {
    method: 'GET',
    path: '/v2/models/{model}/ready',
    pathNames: ['model'],
    queryNames: [],
    body: 'none',
    answer: 'json',
  },
  /** Open Inference Protocol: predictions of rows of features. */
  infer: {
    method: 'POST',
    path: '/v2/models/{model}/infer',
    pathNames: ['model'],
    queryNames: [],
    body: 'fields',
    answer: 'json',
  },
  /** Open Inference Protocol: inputs and outputs of a model. */
  inferenceModelVersion: {
    method: 'GET',
    path: '/v2/models/{model}/versions/{version}',
    pathNames: ['model', 'version'],
    queryNames: [],
    body: 'none',
    answer: 'json',
  },
  /** Open Inference Protocol: whether a model answers. */
  inferenceModelReadyVersion: {
    method: 'GET',
    path: '/v2/models/{model}/versions/{version}/ready',
    pathNames: ['model', 'version'],
    queryNames: [],
    body: 'none',
    answer: 'json',
  },
  /** Open Inference Protocol: predictions of rows of features. */
  inferVersion: {
    method: 'POST',
    path: '/v2/models/{model}/versions/{version}/infer',
    pathNames: ['model', 'version'],
    queryNames: [],
    body: 'fields',
    answer: 'json',
  },
  /** MLflow: predictions of rows of features. */
  invocations: {
    method: 'POST',
    path: '/invocations',
    pathNames: [],
    queryNames: [],
    body: 'fields',
    answer: 'json',
  },
  /** MLflow: predictions of rows of features by the named prediction. */
  invocationsOf: {
    method: 'POST',
    path: '/invocations/{prediction}',
    pathNames: ['prediction'],
    queryNames: [],
    body: 'fields',
    answer: 'json',
  },
  /** MLflow: whether the server runs. */
  mlflowPing: {
    method: 'GET',
    path: '/ping',
    pathNames: [],
    queryNames: [],
    body: 'none',
    answer: 'response',
  },
  /** MLflow: the version of what serves. */
  mlflowVersion: {
    method: 'GET',
    path: '/version',
    pathNames: [],
    queryNames: [],
    body: 'none',
    answer: 'response',
  },
  /** Events in bulk: NDJSON, one JSON object a line, of any size. */
  sendEvents: {
    method: 'POST',
    path: '/events',
    pathNames: [],
    queryNames: ['historical'],
    body: 'bytes',
    answer: 'json',
  },
  /** Messages and rows of files that could not become events, and why. */
  listQuarantine: {
    method: 'GET',
    path: '/quarantine',
    pathNames: [],
    queryNames: ['source', 'reason', 'limit'],
    body: 'none',
    answer: 'json',
  },
  /** Predict many customers, or everyone in the population. */
  predictBatch: {
    method: 'POST',
    path: '/predict/batch',
    pathNames: [],
    queryNames: [],
    body: 'fields',
    answer: 'json',
  },
  /** Score everyone in the population; percentiles and segments follow from it. */
  score: { method: 'POST', path: '/score', pathNames: [], queryNames: [], body: 'fields', answer: 'json' },
  /** Train a prediction into a new version, which takes over if it is better. */
  train: { method: 'POST', path: '/train', pathNames: [], queryNames: [], body: 'fields', answer: 'json' },
  /** Import what is new in the files of a source, or of all sources. */
  ingest: { method: 'POST', path: '/ingest', pathNames: [], queryNames: [], body: 'fields', answer: 'json' },
  /** Jobs, the newest first; a read key sees its own. */
  jobs: {
    method: 'GET',
    path: '/jobs',
    pathNames: [],
    queryNames: ['state', 'limit'],
    body: 'none',
    answer: 'json',
  },
  /** How a job stands. */
  job: { method: 'GET', path: '/jobs/{id}', pathNames: ['id'], queryNames: [], body: 'none', answer: 'json' },
  /** Stop a job; one that has ended stays as it is. */
  cancelJob: {
    method: 'DELETE',
    path: '/jobs/{id}',
    pathNames: ['id'],
    queryNames: [],
    body: 'none',
    answer: 'json',
  },
  /** The results of a batch, as JSON, lines of JSON, CSV or Parquet. */
  jobResults: {
    method: 'GET',
    path: '/jobs/{id}/results',
    pathNames: ['id'],
    queryNames: ['format'],
    body: 'none',
    answer: 'response',
  },
  /** Stop a job, for clients that cannot send DELETE. */
  cancelJobByPost: {
    method: 'POST',
    path: '/jobs/{id}/cancel',
    pathNames: ['id'],
    queryNames: [],
    body: 'none',
    answer: 'json',
  },
  /** All keys, without the keys themselves, the oldest first. */
  listKeys: { method: 'GET', path: '/keys', pathNames: [], queryNames: [], body: 'none', answer: 'json' },
  /** Make a key. */
  createKey: { method: 'POST', path: '/keys', pathNames: [], queryNames: [], body: 'fields', answer: 'json' },
  /** Give a key a new secret; the one before stays good for a while. */
  rotateKey: {
    method: 'POST',
    path: '/keys/{id}/rotate',
    pathNames: ['id'],
    queryNames: ['graceHours'],
    body: 'none',
    answer: 'json',
  },
  /** Make a key good for nothing, for ever. */
  revokeKey: {
    method: 'DELETE',
    path: '/keys/{id}',
    pathNames: ['id'],
    queryNames: [],
    body: 'none',
    answer: 'json',
  },
  /** Suppress or delete people. */
  createRegulation: {
    method: 'POST',
    path: '/regulations',
    pathNames: [],
    queryNames: [],
    body: 'fields',
    answer: 'json',
  },
  /** Orders about people, the newest first. */
  listRegulations: {
    method: 'GET',
    path: '/regulations',
    pathNames: [],
    queryNames: ['status', 'limit'],
    body: 'none',
    answer: 'json',
  },
  /** How far an order is, and what it came to. */
  getRegulation: {
    method: 'GET',
    path: '/regulations/{id}',
    pathNames: ['id'],
    queryNames: [],
    body: 'none',
    answer: 'json',
  },
  /** Who is refused, the newest first; or whether one is. */
  listSuppressions: {
    method: 'GET',
    path: '/suppressions',
    pathNames: [],
    queryNames: ['entity', 'id', 'limit'],
    body: 'none',
    answer: 'json',
  },
  /** Messages of Segment's and RudderStack's clients. */
  segmentBatch: {
    method: 'POST',
    path: '/v1/batch',
    pathNames: [],
    queryNames: [],
    body: 'whole',
    answer: 'json',
  },
  /** One track message of Segment's API. */
  segmentTrack: {
    method: 'POST',
    path: '/v1/track',
    pathNames: [],
    queryNames: [],
    body: 'whole',
    answer: 'json',
  },
  /** One identify message of Segment's API. */
  segmentIdentify: {
    method: 'POST',
    path: '/v1/identify',
    pathNames: [],
    queryNames: [],
    body: 'whole',
    answer: 'json',
  },
  /** One page message of Segment's API. */
  segmentPage: {
    method: 'POST',
    path: '/v1/page',
    pathNames: [],
    queryNames: [],
    body: 'whole',
    answer: 'json',
  },
  /** One screen message of Segment's API. */
  segmentScreen: {
    method: 'POST',
    path: '/v1/screen',
    pathNames: [],
    queryNames: [],
    body: 'whole',
    answer: 'json',
  },
  /** One group message of Segment's API. */
  segmentGroup: {
    method: 'POST',
    path: '/v1/group',
    pathNames: [],
    queryNames: [],
    body: 'whole',
    answer: 'json',
  },
  /** One alias message of Segment's API. */
  segmentAlias: {
    method: 'POST',
    path: '/v1/alias',
    pathNames: [],
    queryNames: [],
    body: 'whole',
    answer: 'json',
  },
  /** Events of PostHog's clients. */
  posthogBatch: {
    method: 'POST',
    path: '/batch',
    pathNames: [],
    queryNames: [],
    body: 'whole',
    answer: 'json',
  },
  /** One event, or a few, of a PostHog client. */
  posthogCapture: {
    method: 'POST',
    path: '/capture',
    pathNames: [],
    queryNames: [],
    body: 'whole',
    answer: 'json',
  },
  /** Feature flags of somebody, as PostHog clients ask for them. */
  posthogFlags: {
    method: 'POST',
    path: '/flags',
    pathNames: [],
    queryNames: ['v'],
    body: 'whole',
    answer: 'json',
  },
  /** This description of every route, as OpenAPI 3.1. */
  openapi: {
    method: 'GET',
    path: '/openapi.json',
    pathNames: [],
    queryNames: [],
    body: 'none',
    answer: 'json',
  },
} as const
