import { expect, it } from 'vitest'
import * as foretell from './index.js'

/** What a configuration can import is a promise: a change here is a change for everyone who wrote one. */
it('exports this and nothing else', () => {
  const surface = Object.fromEntries(
    Object.entries(foretell)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => [name, typeof value]),
  )
  expect(surface).toMatchInlineSnapshot(`
    {
      "Condition": "function",
      "PropertyTest": "function",
      "Quantity": "function",
      "RowValue": "function",
      "TimeUntil": "function",
      "activeDays": "function",
      "all": "function",
      "any": "function",
      "boolean": "function",
      "column": "function",
      "count": "function",
      "csv": "function",
      "daysSince": "function",
      "daysSinceFirst": "function",
      "defineConfig": "function",
      "distinct": "function",
      "entity": "function",
      "event": "function",
      "ever": "function",
      "field": "function",
      "last": "function",
      "latest": "function",
      "max": "function",
      "mean": "function",
      "min": "function",
      "mostFrequent": "function",
      "ndjson": "function",
      "next": "function",
      "number": "function",
      "parquet": "function",
      "predict": "function",
      "ratio": "function",
      "score": "function",
      "sessions": "function",
      "string": "function",
      "sum": "function",
      "table": "function",
      "time": "function",
      "trait": "function",
      "until": "function",
      "when": "function",
      "where": "function",
    }
  `)
})
