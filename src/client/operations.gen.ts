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
