/*
 * Proofs by the compiler: each line below `@ts-expect-error` must not compile, and `tsc` fails when one does.
 * Each stands beside a line that must compile and differs in nothing but the mistake.
 */
import { type Answer, createClient, type Input, type Schemas } from './index.js'

const client = createClient({ url: 'http://127.0.0.1:8080' })

// Nothing to say: nothing need be given.
void client.health()
void client.health({}, { signal: AbortSignal.timeout(1000) })

// Parts of the path and fields of the body stand side by side.
void client.predict({ prediction: 'churn', user_id: 'c1', include_explanations: false })
// @ts-expect-error a part of the path is missing
void client.predict({ user_id: 'c1' })
// @ts-expect-error no such field
void client.predict({ prediction: 'churn', user: 'c1' })
// @ts-expect-error a field of another type
void client.predict({ prediction: 'churn', user_id: 'c1', include_explanations: 'no' })

// Parameters of the query are optional where the route says so.
void client.jobResults({ id: 'job' })
void client.jobResults({ id: 'job', format: 'csv' })
// @ts-expect-error no such format
void client.jobResults({ id: 'job', format: 'xml' })

// Bytes are a body of their own.
void client.sendEvents({ body: '{"event":"login","user_id":"c1"}\n' })
// @ts-expect-error an object is no text
void client.sendEvents({ body: { event: 'login' } })

// Answers have types.
const prediction: Schemas['Prediction'] = await client.predict({ prediction: 'churn', user_id: 'c1' })
const probability: number | null = prediction.probability
// @ts-expect-error a probability may be null
const certain: number = prediction.probability
const response: Response = await client.jobResults({ id: 'job' })
// @ts-expect-error results may be large: they are not parsed
const rows: readonly object[] = await client.jobResults({ id: 'job' })
const input: Input<'customer'> = { id: 'c1' }
const health: Answer<'health'>['status'] = 'ok'
// @ts-expect-error no such state
const wrong: Answer<'health'>['status'] = 'fine'

void [probability, certain, response, rows, input, health, wrong]
