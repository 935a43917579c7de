// Written by scripts/client.mjs from the OpenAPI document of the routes.

/** How each operation is asked for. */
export const operations = {
  /** Whether the server can answer: it runs a query. */
  health: { method: 'GET', path: '/health', pathNames: [], queryNames: [], body: 'none', answer: 'json' },
  /** Whether the process runs; says nothing about the warehouse. */
  live: { method: 'GET', path: '/health/live', pathNames: [], queryNames: [], body: 'none', answer: 'json' },
  /** Six segments with counts and totals, from the newest score runs. */
  segmentsSummary: {
    method: 'GET',
    path: '/segments/summary',
    pathNames: [],
    queryNames: ['churn', 'value'],
    body: 'none',
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
