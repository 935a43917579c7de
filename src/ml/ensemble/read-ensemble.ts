import { readBackground } from '../explain/background.js'
import type { Model, ModelInput } from '../model.js'
import { Serialised } from '../serialised.js'
import { BlendedModel } from './blended-model.js'
import { metaNames } from './meta-frame.js'
import { StackedModel } from './stacked-model.js'

/** More than any ensemble has; lists longer than these are refused before they are read. */
const MOST_INPUTS = 100_000
const MOST_MEMBERS = 10_000
const MOST_OUTPUTS = 10_000

/**
 * Reads what a blend wrote.
 * @param load reads the models inside
 * @throws ForetellError `MODEL_UNREADABLE`
 */
export function readBlended(data: unknown, load: (json: unknown) => Model): BlendedModel {
  const json = new Serialised(data)
  const inputs = readInputs(json.at('inputs'))
  const task = json.at('task').oneOf(['classification', 'multiclass', 'regression', 'survival'])
  const outputs = json.at('outputs').integer(1, MOST_OUTPUTS)
  const members = readMembers(json.at('members'), inputs, load).map((member, at) => ({
    ...member,
    weight: json.at('members').items(MOST_MEMBERS)[at].at('weight').number(Number.MIN_VALUE, 1),
  }))
  for (const { model } of members) {
    if (model.task !== task || model.outputs !== outputs) throw json.at('members').not('models of one task')
  }
  if (Math.abs(members.reduce((sum, { weight }) => sum + weight, 0) - 1) > 1e-9) {
    throw json.at('members').not('models whose weights add up to 1')
  }
  return new BlendedModel({
    task,
    outputs,
    inputs,
    members,
    background: readBackground(json.at('background'), inputs),
  })
}

/**
 * Reads what a stack wrote.
 * @param load reads the models inside
 * @throws ForetellError `MODEL_UNREADABLE`
 */
export function readStacked(data: unknown, load: (json: unknown) => Model): StackedModel {
  const json = new Serialised(data)
  const inputs = readInputs(json.at('inputs'))
  const members = readMembers(json.at('members'), inputs, load)
  const meta = json.at('meta').nested(load)
  const [{ model: first }] = members
  for (const { model } of members) {
    if (model.task !== meta.task || model.outputs !== first.outputs || meta.outputs !== first.outputs) {
      throw json.at('members').not('models of one task')
    }
  }
  const known = new Set(
    metaNames(
      members.map(({ name }) => name),
      first.outputs,
    ),
  )
  if (!meta.inputs.every(({ name, kind }) => kind === 'numeric' && known.has(name))) {
    throw json.at('meta').not('a model of what the members say')
  }
  return new StackedModel({
    inputs,
    members,
    meta,
    background: readBackground(json.at('background'), inputs),
  })
}

function readInputs(json: Serialised): ModelInput[] {
  const inputs = json.items(MOST_INPUTS).map((input): ModelInput => {
    return { name: input.at('name').text(), kind: input.at('kind').oneOf(['numeric', 'category']) }
  })
  if (new Set(inputs.map(({ name }) => name)).size < inputs.length)
    throw json.not('inputs with different names')
  return inputs
}

function readMembers(
  json: Serialised,
  inputs: readonly ModelInput[],
  load: (json: unknown) => Model,
): { name: string; model: Model }[] {
  const kinds = new Map(inputs.map(({ name, kind }) => [name, kind]))
  const members = json.items(MOST_MEMBERS).map((member) => {
    const model = member.at('model').nested(load)
    if (!model.inputs.every(({ name, kind }) => kinds.get(name) === kind)) {
      throw member.at('model').not('a model of the inputs of the whole')
    }
    return { name: member.at('name').text(), model }
  })
  const distinct = new Set(members.map(({ name }) => name)).size
  if (members.length === 0 || distinct < members.length) throw json.not('models with different names')
  return members
}
