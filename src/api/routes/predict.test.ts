import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import fc from 'fast-check'
import type { FastifyInstance } from 'fastify'
import { Value } from 'typebox/value'

import { explainRows } from '../../explanations/explain-rows.js'
import { type LivePredictor, openPredictor } from '../../predictions/serving/live-predictor.js'
import { servedBusiness, testCache } from '../../predictions/serving/serving.testing.js'
import { predictionAnswer, type PredictionAnswer } from '../answers/prediction.js'
import { inferenceRoutes } from '../protocols/inference-v2.js'
import { mlflowRoutes } from '../protocols/mlflow.js'
import { testServer } from '../server.testing.js'
import { modelRoutes } from './models.js'
import { predictRoutes } from './predict.js'
import { predictionRoutes } from './predictions.js'

let business: Awaited<ReturnType<typeof servedBusiness>>
let predictor: LivePredictor
let app: FastifyInstance
let customer: string

beforeAll(async () => {
  business = await servedBusiness()
  const { project } = business
  const cache = testCache()
  predictor = await openPredictor(project, { cache, explain: explainRows })
  const routes = [...predictRoutes, ...predictionRoutes, ...modelRoutes, ...inferenceRoutes, ...mlflowRoutes]
  app = (await testServer({ project, predictor, cache, version: '1.2.3' }, routes)).app
  const [row] = await project.warehouse.rows<{ id: string }>('SELECT max(entity_id) AS id FROM events')
  customer = row.id
})

afterAll(async () => {
  await predictor.close()
  await business.dispose()
})

interface Answer {
  readonly status: number
  readonly body: Record<string, unknown>
}

async function post(url: string, payload: unknown): Promise<Answer> {
  const answer = await app.inject({ method: 'POST', url, payload: JSON.stringify(payload) })
  return { status: answer.statusCode, body: answer.json() }
}

async function get(
  url: string,
  headers: Record<string, string> = {},
): Promise<Answer & { readonly text: string }> {
  const answer = await app.inject({ method: 'GET', url, headers })
  const json = answer.headers['content-type']?.toString().includes('json') === true
  return { status: answer.statusCode, body: json ? answer.json() : {}, text: answer.body }
}

describe('POST /predict/{prediction}', () => {
  it('answers for a known customer with the class, its probability and reasons, and then from the cache', async () => {
    const { status, body } = await post('/predict/churn', { user_id: customer })
    expect(status).toBe(200)
    expect(Value.Check(predictionAnswer, body)).toBe(true)
    const answer = body as PredictionAnswer
    const probability = answer.probability ?? NaN
    expect(answer).toMatchObject({
      user_id: customer,
      prediction_type: 'churn',
      prediction: probability >= 0.5 ? 1 : 0,
      confidence: Math.max(probability, 1 - probability),
      value: null,
      cached: false,
      in_population: expect.any(Boolean) as boolean,
    })
    expect(answer.risk_factors.length).toBeGreaterThan(0)
    expect(answer.recommended_actions.length).toBeGreaterThan(0)
    const again = await post('/predict/churn', { user_id: customer })
    expect(again.body).toEqual({ ...answer, cached: true })
  })

  it('answers amounts without a class', async () => {
    const { body } = await post('/predict/value', { user_id: customer, include_explanations: false })
    expect(Value.Check(predictionAnswer, body)).toBe(true)
    expect(body).toMatchObject({
      prediction: null,
      confidence: null,
      probability: null,
      risk_level: null,
      risk_factors: [],
    })
    expect(body['value']).toEqual(expect.any(Number))
  })

  it('answers for one who is described', async () => {
    const { body } = await post('/predict/leaving', { features: { visits: 3, plan: 'pro' } })
    expect(Value.Check(predictionAnswer, body)).toBe(true)
    expect(body).toMatchObject({ user_id: null, in_population: null, anchor: null, cached: false })
  })

  it.each([
    ['neither of the two', '/predict/churn', {}, 400, 'REQUEST_INVALID'],
    ['both', '/predict/churn', { user_id: 'a', features: {} }, 400, 'REQUEST_INVALID'],
    ['something else', '/predict/churn', { user: 'a' }, 400, 'REQUEST_INVALID'],
    ['nobody', '/predict/churn', { user_id: 'nobody' }, 404, 'ENTITY_UNKNOWN'],
    ['an unknown prediction', '/predict/chrun', { user_id: 'a' }, 404, 'PREDICTION_UNKNOWN'],
    ['one without a model', '/predict/untrained', { user_id: 'a' }, 404, 'MODEL_MISSING'],
    ['an unknown version', '/predict/churn', { user_id: 'a', version: 'x' }, 404, 'VERSION_UNKNOWN'],
    ['an unknown feature', '/predict/leaving', { features: { visit: 1 } }, 422, 'FEATURES_INVALID'],
    ['a text for a number', '/predict/leaving', { features: { visits: '1' } }, 422, 'FEATURES_INVALID'],
  ])('given %s is refused', async (_what, url, payload, status, code) => {
    expect(await post(url, payload)).toMatchObject({ status, body: { code } })
  })
})

describe('an id of nobody', () => {
  it.each(['churn', 'leaving'])('names nobody who is like it in the answer of %s', async (prediction) => {
    const { status, body } = await post(`/predict/${prediction}`, { user_id: `${customer}x` })
    expect([status, body['code']]).toEqual([404, 'ENTITY_UNKNOWN'])
    // The id of the request is random and may look like a customer's.
    const said = JSON.stringify({ ...body, instance: '' })
    expect(said.match(/\bc\d+\w*/g)).toEqual([`${customer}x`])
  })
})

describe('POST /predict', () => {
  it.each([
    ['features beside everything', { visits: 3, plan: 'pro' }, null],
    ['features under their name', { features: { visits: 3, plan: 'pro' } }, null],
    ['the prediction by its name', { prediction: 'leaving', features: { visits: 3, plan: 'pro' } }, null],
    ['an id that is given back', { customer_id: 17, visits: 3, plan: 'pro' }, '17'],
    ["the table's own key", { id: 'me', visits: 3, plan: 'pro', include_explanations: false }, 'me'],
  ])('takes %s', async (_what, payload, id) => {
    const expected = await post('/predict/leaving', { features: { visits: 3, plan: 'pro' } })
    const { status, body } = await post('/predict', payload)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      user_id: id,
      prediction_type: 'leaving',
      probability: expected.body['probability'],
    })
  })

  it('takes the id of a known customer', async () => {
    const { body } = await post('/predict', { prediction: 'churn', user_id: customer })
    expect(body).toMatchObject({ user_id: customer, prediction_type: 'churn' })
  })

  it.each([
    ['features that several take', { login_count_30d: 3 }, 400, 'PREDICTION_UNNAMED'],
    ['a known customer and no prediction', { user_id: 'a' }, 400, 'PREDICTION_UNNAMED'],
    ['nothing', {}, 400, 'REQUEST_INVALID'],
    ['a list', { visits: [1] }, 400, 'REQUEST_INVALID'],
    ['something beside the features', { features: { visits: 1 }, plan: 'pro' }, 400, 'REQUEST_INVALID'],
    ['a feature that none has', { visits: 3, plam: 'pro' }, 422, 'FEATURES_INVALID'],
  ])('given %s is refused', async (_what, payload, status, code) => {
    expect(await post('/predict', payload)).toMatchObject({ status, body: { code } })
  })

  it('answers anything at all with a prediction or a refusal, never with a failure', async () => {
    const value = fc.oneof(
      fc.double(),
      fc.integer(),
      fc.string(),
      fc.boolean(),
      fc.constantFrom(null, 1e308, -1e308, 5e-324, 'pro', 'yes', '__proto__'),
      fc.jsonValue({ maxDepth: 2 }),
    )
    const name = fc.constantFrom(
      'visits',
      'plan',
      'features',
      'prediction',
      'version',
      'user_id',
      '__proto__',
      'toString',
    )
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.oneof(name, fc.string()), value, { maxKeys: 5 }), async (body) => {
        for (const url of ['/predict', '/predict/leaving', '/predict/churn']) {
          for (const payload of [body, { features: body, prediction: 'leaving' }, { features: body }]) {
            const answer = await post(url, payload)
            expect(answer.status).toBeLessThan(500)
            if (answer.status === 200) expect(Value.Check(predictionAnswer, answer.body)).toBe(true)
          }
        }
      }),
      { numRuns: 60, seed: 4 },
    )
  })
})

describe('models', () => {
  it('are listed with their metrics, and the prediction with its champion', async () => {
    const { body } = await get('/predictions')
    const { predictions } = body as { predictions: { name: string; champion: { version: string } | null }[] }
    expect(predictions.map(({ name, champion }) => [name, champion !== null])).toEqual([
      ['churn', true],
      ['value', true],
      ['leaving', true],
      ['untrained', false],
    ])
    expect(predictions[0]).toMatchObject({
      population: 'customers with at least 1 login in the last 30 days',
      outcome: 'no login in the next 30 days',
      horizon: '30d',
    })
    const { models } = (await get('/models/churn')).body as {
      models: { version: string; metrics: { name: string }[] }[]
    }
    expect(models[0].version).toBe(predictions[0].champion?.version)
    expect(models[0].metrics.map(({ name }) => name)).toContain('auc')
  })

  it('are told with the features that they take, their card and what drives them', async () => {
    const model = (await get('/models/leaving/champion')).body
    expect(model).toMatchObject({ prediction: 'leaving', champion: true })
    expect(model['features']).toContainEqual({
      name: 'plan',
      kind: 'category',
      title: 'plan',
      unit: null,
      family: 'column',
      levels: expect.arrayContaining(['basic', 'pro']) as string[],
    })
    const card = await get('/models/leaving/champion/card')
    expect(card.body).toMatchObject({ format: 'foretell-card', version: model['version'] })
    for (const text of [
      (await get('/models/leaving/champion/card?format=markdown')).text,
      (await get('/models/leaving/champion/card', { accept: 'text/markdown' })).text,
    ]) {
      expect(text).toContain(`# leaving: ${String(model['version'])}`)
    }
    const why = (await get('/models/leaving/champion/explanations')).body
    expect(why['importance']).toContainEqual(
      expect.objectContaining({ feature: 'visits', direction: 'lowers' }),
    )
  })

  it('are promoted, and the next request is answered by the new champion', async () => {
    const { version } = (await get('/models/churn/champion')).body
    const answer = await post('/models/churn/champion', { version, reason: 'it is the one' })
    expect(answer.status).toBe(200)
    expect(await post('/models/churn/champion', { version: 'none', reason: 'x' })).toMatchObject({
      status: 404,
    })
    expect(await post('/models/churn/champion', { version })).toMatchObject({ status: 400 })
  })

  it.each(['/models/none', '/models/churn/none', '/models/none/champion/card', '/models/untrained/champion'])(
    'that are not there are not found: %s',
    async (url) => expect((await get(url)).status).toBe(404),
  )
})

describe('the Open Inference Protocol', () => {
  const tensors = [
    { name: 'visits', shape: [2], datatype: 'FP64', data: [3, 0] },
    { name: 'plan', shape: [2, 1], datatype: 'BYTES', data: ['pro', 'basic'] },
  ]

  it('says what there is', async () => {
    expect((await get('/v2')).body).toEqual({ name: 'foretell', version: '1.2.3', extensions: [] })
    expect((await get('/v2/health/live')).body).toEqual({ live: true })
    expect(await get('/v2/health/ready')).toMatchObject({ status: 503, body: { ready: false, live: false } })
    expect((await get('/v2/models/leaving/ready')).body).toEqual({ name: 'leaving', ready: true })
    const { body } = await get('/v2/models/leaving')
    expect(body).toMatchObject({ name: 'leaving', platform: 'foretell' })
    expect(body['inputs']).toEqual(
      expect.arrayContaining([
        { name: 'visits', datatype: 'FP64', shape: [-1] },
        { name: 'plan', datatype: 'BYTES', shape: [-1] },
      ]),
    )
    const [version] = body['versions'] as string[]
    expect((await get(`/v2/models/leaving/versions/${version}`)).body['versions']).toEqual([version])
  })

  it('predicts rows as the other routes do, with drivers for who asks', async () => {
    const one = await post('/predict/leaving', { features: { visits: 3, plan: 'pro' } })
    const { status, body } = await post('/v2/models/leaving/infer', { id: 'mine', inputs: tensors })
    expect(status).toBe(200)
    expect(body).toMatchObject({ model_name: 'leaving', id: 'mine' })
    const outputs = body['outputs'] as { name: string; shape: number[]; data: unknown[] }[]
    expect(outputs.map(({ name, shape }) => [name, shape])).toEqual([
      ['probability', [2]],
      ['prediction', [2]],
    ])
    expect(outputs[0].data[0]).toBe(one.body['probability'])
    const explained = await post(`/v2/models/leaving/versions/${String(body['model_version'])}/infer`, {
      inputs: tensors,
      parameters: { explain: true },
      outputs: [{ name: 'drivers' }],
    })
    const [drivers] = explained.body['outputs'] as { name: string; datatype: string; data: string[] }[]
    expect(drivers).toMatchObject({ name: 'drivers', datatype: 'BYTES' })
    expect(JSON.parse(drivers.data[1])).toMatchObject({ factors: expect.any(Array) as unknown[] })
  })

  it.each([
    ['an unknown model', '/v2/models/none/infer', { inputs: tensors }, 404],
    [
      'an unknown feature',
      '/v2/models/leaving/infer',
      { inputs: [{ ...tensors[0], name: 'x' }, tensors[1]] },
      400,
    ],
    ['too few elements', '/v2/models/leaving/infer', { inputs: [{ ...tensors[0], data: [1] }] }, 400],
    [
      'another shape',
      '/v2/models/leaving/infer',
      { inputs: [tensors[0], { ...tensors[1], shape: [1, 2] }] },
      400,
    ],
    ['text for numbers', '/v2/models/leaving/infer', { inputs: [{ ...tensors[0], data: ['a', 'b'] }] }, 400],
    ['an unknown output', '/v2/models/leaving/infer', { inputs: tensors, outputs: [{ name: 'x' }] }, 400],
    ['no inputs', '/v2/models/leaving/infer', {}, 400],
  ])('refuses %s in its own shape', async (_what, url, payload, status) => {
    expect(await post(url, payload)).toEqual({ status, body: { error: expect.any(String) as string } })
  })
})

describe('MLflow', () => {
  const rows = [
    { visits: 3, plan: 'pro' },
    { visits: 0, plan: null },
  ]
  it.each([
    [
      'dataframe_split',
      {
        dataframe_split: {
          columns: ['plan', 'visits'],
          data: [
            ['pro', 3],
            [null, 0],
          ],
          index: [0, 1],
        },
      },
    ],
    ['dataframe_records', { dataframe_records: rows }],
    ['instances', { instances: rows }],
    ['inputs in columns', { inputs: { visits: [3, 0], plan: ['pro', null] } }],
    ['inputs in rows', { inputs: rows }],
  ])('is answered for %s', async (_what, payload) => {
    const one = await post('/predict/leaving', { features: rows[0] })
    const { status, body } = await post('/invocations', payload)
    expect(status).toBe(200)
    expect(body['predictions']).toEqual([one.body['probability'], expect.any(Number)])
    const explained = await post('/invocations/leaving', { ...payload, params: { explain: true } })
    expect(explained.body['predictions']).toEqual([
      expect.objectContaining({
        probability: one.body['probability'],
        drivers: expect.any(Array) as unknown[],
      }),
      expect.anything(),
    ])
  })

  it('takes rows in the order of the features', async () => {
    const { features } = (await get('/models/leaving/champion')).body as {
      features: { name: 'visits' | 'plan' }[]
    }
    const instances = rows.map((row) => features.map(({ name }) => row[name]))
    const named = await post('/invocations/leaving', { instances: rows })
    expect((await post('/invocations/leaving', { instances })).body).toEqual(named.body)
  })

  it.each([
    ['nothing', '/invocations', {}, 'BAD_REQUEST'],
    ['two forms', '/invocations', { instances: rows, inputs: rows }, 'BAD_REQUEST'],
    ['rows of other widths', '/invocations/leaving', { instances: [[1, 2, 3], [1]] }, 'BAD_REQUEST'],
    ['an unknown feature', '/invocations/leaving', { instances: [{ x: 1 }] }, 'BAD_REQUEST'],
    ['an unknown prediction', '/invocations/none', { instances: rows }, 'RESOURCE_DOES_NOT_EXIST'],
  ])('refuses %s in its own shape', async (_what, url, payload, code) => {
    const { body } = await post(url, payload)
    expect(body).toEqual({ error_code: code, message: expect.any(String) as string })
  })

  it('is told that the server runs, and what it is', async () => {
    expect(await get('/ping')).toMatchObject({ status: 200, text: '\n' })
    expect((await get('/version')).text).toBe('1.2.3')
  })
})

describe('the log of answers', () => {
  it('has features as they were sent, but for the white space of a long body', async () => {
    const { project } = business
    // The clock of the project stands long ago.
    await project.warehouse.execute('ALTER TABLE prediction_log REMOVE TTL')
    const cache = testCache()
    const own = await openPredictor(project, { cache, explain: explainRows })
    const server = await testServer({ project, predictor: own, cache, version: '1.2.3' }, predictRoutes)
    const sent = '{"visits": 7,  "plan": "pro"}'
    const ask = (payload: string): Promise<{ readonly statusCode: number }> =>
      server.app.inject({ method: 'POST', url: '/predict/leaving', payload })
    expect((await ask(`{ "include_explanations": false, "features": ${sent} }`)).statusCode).toBe(200)
    expect((await ask(`{ "features": ${sent} ${' '.repeat(70_000)} }`)).statusCode).toBe(200)
    await own.close()
    const rows = await project.warehouse.rows<{ features: string }>(
      `SELECT features FROM prediction_log WHERE features LIKE '%7%' ORDER BY length(features)`,
    )
    expect(rows.map(({ features }) => features)).toEqual(['{"visits":7,"plan":"pro"}', sent])
  })
})
