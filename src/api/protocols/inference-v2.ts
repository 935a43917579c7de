import Type, { type Static } from 'typebox'

import { explainRows } from '../../explanations/explain-rows.js'
import type { Frame } from '../../ml/frame.js'
import { listVersions } from '../../predictions/registry.js'
import { predictionNamed } from '../../predictions/prediction-named.js'
import type { LiveModel } from '../../predictions/serving/predictor.js'
import type { ForetellError } from '../../shared/errors.js'
import { classOf } from '../answers/prediction.js'
import { Reply, route } from '../route.js'
import type { Services } from '../services.js'
import { datatypes, frameOfTensors, invalid } from './tensors.js'

/*
 * Open Inference Protocol v2 over REST (KServe, Triton, MLServer). A model is a prediction, its versions are those of
 * the registry. The protocol has no place for reasons: they come as one more output, for who asks for it.
 */

const failure = (error: ForetellError): Reply => new Reply({ error: error.message }, error.status)

const name = Type.String({ minLength: 1, maxLength: 200 })
const ofModel = Type.Object({ model: name })
const ofVersion = Type.Object({ model: name, version: name })
const shape = Type.Array(Type.Integer())

const metadataTensor = Type.Object(
  { name: Type.String(), datatype: Type.Enum([...datatypes]), shape },
  { additionalProperties: false },
)

const modelMetadata = Type.Object(
  {
    name: Type.String(),
    versions: Type.Array(Type.String()),
    platform: Type.String(),
    inputs: Type.Array(metadataTensor),
    outputs: Type.Array(metadataTensor),
  },
  { additionalProperties: false },
)

const modelReady = Type.Object(
  { name: Type.String(), ready: Type.Boolean() },
  { additionalProperties: false },
)

const parameters = Type.Record(Type.String(), Type.Unknown())

const request = Type.Object(
  {
    id: Type.Optional(Type.String({ maxLength: 500 })),
    parameters: Type.Optional(parameters),
    inputs: Type.Array(
      Type.Object({
        name,
        shape: Type.Array(Type.Integer({ minimum: 0, maximum: 10_000_000 }), { minItems: 1, maxItems: 2 }),
        datatype: Type.Enum([...datatypes]),
        parameters: Type.Optional(parameters),
        data: Type.Array(Type.Unknown(), { description: 'flat, row after row' }),
      }),
      { minItems: 1, maxItems: 10_000 },
    ),
    outputs: Type.Optional(
      Type.Array(Type.Object({ name, parameters: Type.Optional(parameters) }), { maxItems: 100 }),
    ),
  },
  { title: 'InferenceRequest' },
)

const outputTensor = Type.Object(
  { name: Type.String(), datatype: Type.Enum([...datatypes]), shape, data: Type.Array(Type.Unknown()) },
  { additionalProperties: false },
)

const answer = Type.Object(
  {
    model_name: Type.String(),
    model_version: Type.String(),
    id: Type.Optional(Type.String()),
    outputs: Type.Array(outputTensor),
  },
  { additionalProperties: false, title: 'InferenceResponse' },
)

type Output = Static<typeof outputTensor>

const failed = Type.Object({ error: Type.String() }, { additionalProperties: false })

const common = { tag: 'inference', scope: 'read', failure, failed } as const

export const inferenceRoutes = [
  route({
    ...common,
    operation: 'inferenceServer',
    method: 'GET',
    path: '/v2',
    summary: 'Open Inference Protocol: the server',
    answers: {
      200: Type.Object(
        { name: Type.String(), version: Type.String(), extensions: Type.Array(Type.String()) },
        { additionalProperties: false },
      ),
    },
    handle: (_input, { version }) => Promise.resolve({ name: 'foretell', version, extensions: [] }),
  }),
  route({
    ...common,
    operation: 'inferenceLive',
    method: 'GET',
    path: '/v2/health/live',
    summary: 'Open Inference Protocol: whether the process runs',
    scope: 'none',
    quiet: true,
    answers: { 200: Type.Object({ live: Type.Boolean() }, { additionalProperties: false }) },
    handle: () => Promise.resolve({ live: true }),
  }),
  route({
    ...common,
    operation: 'inferenceReady',
    method: 'GET',
    path: '/v2/health/ready',
    summary: 'Open Inference Protocol: whether every prediction has a model that answers',
    description: "The protocol's text calls the field `live` where its schema says `ready`: both are given.",
    scope: 'none',
    quiet: true,
    answers: { 200: ready(), 503: ready() },
    async handle(_input, services) {
      const { predictor } = services
      const all = await Promise.all(predictor.names.map((model) => isReady(services, model)))
      const whole = all.every(Boolean)
      return new Reply({ ready: whole, live: whole }, whole ? 200 : 503)
    },
  }),
  ...[undefined, 'version' as const].flatMap((versioned) => {
    const of = versioned === undefined ? '/v2/models/:model' : '/v2/models/:model/versions/:version'
    const suffix = versioned === undefined ? '' : 'Version'
    const params = versioned === undefined ? ofModel : ofVersion
    return [
      route({
        ...common,
        operation: `inferenceModel${suffix}`,
        method: 'GET',
        path: of,
        summary: 'Open Inference Protocol: inputs and outputs of a model',
        params,
        answers: { 200: modelMetadata },
        handle: async ({ params: asked }, services) => metadata(services, asked),
      }),
      route({
        ...common,
        operation: `inferenceModelReady${suffix}`,
        method: 'GET',
        path: `${of}/ready`,
        summary: 'Open Inference Protocol: whether a model answers',
        params,
        answers: { 200: modelReady },
        async handle({ params: asked }, services) {
          const { card } = await modelOf(services, asked)
          return { name: card.prediction, ready: true }
        },
      }),
      route({
        ...common,
        operation: `infer${suffix}`,
        method: 'POST',
        path: `${of}/infer`,
        summary: 'Open Inference Protocol: predictions of rows of features',
        description:
          'Outputs are `probability` and `prediction`, or `value`; with `"parameters": {"explain": true}`, or where ' +
          'it is asked for by name, `drivers` too: the reasons of each row as JSON.',
        params,
        body: request,
        bodyLimit: 64 * 1024 * 1024,
        answers: { 200: answer },
        handle: async ({ params: asked, body }, services) => infer(services, asked, body),
      }),
    ]
  }),
]

function ready() {
  return Type.Object({ ready: Type.Boolean(), live: Type.Boolean() }, { additionalProperties: false })
}

interface Asked {
  readonly model: string
  readonly version?: string
}

function modelOf({ predictor }: Services, { model, version }: Asked): Promise<LiveModel> {
  return predictor.model(model, version)
}

function isReady({ predictor }: Services, model: string): Promise<boolean> {
  return predictor.model(model).then(
    () => true,
    () => false,
  )
}

async function metadata(services: Services, asked: Asked): Promise<Static<typeof modelMetadata>> {
  const { card, scorer } = await modelOf(services, asked)
  const { project } = services
  const versions = await listVersions(project, predictionNamed(project.plan, card.prediction).name)
  return {
    name: card.prediction,
    versions: asked.version === undefined ? versions.map(({ version }) => version) : [card.version],
    platform: 'foretell',
    inputs: scorer.artifact.features.map((feature) => ({
      name: feature.name,
      datatype: feature.kind === 'numeric' ? ('FP64' as const) : ('BYTES' as const),
      shape: [-1],
    })),
    outputs: outputNames(scorer.artifact.task).map((output) => ({
      name: output,
      datatype: outputTypes[output],
      shape: [-1],
    })),
  }
}

const outputTypes = { probability: 'FP64', prediction: 'INT64', value: 'FP64', drivers: 'BYTES' } as const

type OutputName = keyof typeof outputTypes

function outputNames(task: 'classification' | 'regression'): readonly OutputName[] {
  return task === 'classification' ? ['probability', 'prediction', 'drivers'] : ['value', 'drivers']
}

async function infer(
  services: Services,
  asked: Asked,
  { id, inputs, outputs, parameters: given }: Static<typeof request>,
): Promise<Static<typeof answer>> {
  const model = await modelOf(services, asked)
  const { artifact } = model.scorer
  const known = outputNames(artifact.task)
  const wanted = outputs?.map((output) => output.name)
  const unknown = wanted?.find((output) => !known.some((own) => own === output))
  if (unknown !== undefined) throw invalid(`outputs/${unknown}`, `expected one of ${known.join(', ')}`)
  const names = known.filter((output) =>
    wanted === undefined ? output !== 'drivers' || given?.['explain'] === true : wanted.includes(output),
  )
  const frame = frameOfTensors(inputs, artifact.features)
  const outcomes = await services.predictor.predictFrame(model.card.prediction, frame, model.card.version)
  return {
    model_name: model.card.prediction,
    model_version: model.card.version,
    ...(id === undefined ? {} : { id }),
    outputs: names.map((output) => tensorOf(output, model, frame, outcomes)),
  }
}

function tensorOf(output: OutputName, model: LiveModel, frame: Frame, outcomes: Float64Array): Output {
  const data =
    output === 'prediction'
      ? Array.from(outcomes, classOf)
      : output === 'drivers'
        ? explainRows(model.scorer, model.card.prediction, frame).map((reasons) => JSON.stringify(reasons))
        : Array.from(outcomes)
  return { name: output, datatype: outputTypes[output], shape: [frame.rows], data }
}
