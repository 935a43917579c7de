import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'

import { ForetellError } from '../shared/errors.js'
import { boosting } from './boosting/boosting.js'
import { customers } from './boosting/dataset.testing.js'
import { logisticRegression } from './linear/logistic.js'
import { linearRegression } from './linear/ridge.js'
import { loadModel } from './load.js'
import type { Model } from './model.js'

const data = customers(600, 1)
const { frame } = data

/** Plain data of any shape. */
type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

function stored(model: Model): Json {
  return JSON.parse(JSON.stringify(model)) as Json
}

describe('loading a model', () => {
  it.each([
    ['boosting', () => boosting({ numIterations: 15 }).fit(data, { validation: customers(300, 2) })],
    [
      'boosting of amounts',
      () => boosting({ objective: 'squared', numIterations: 15 }).fit({ ...data, target: data.score }),
    ],
    ['logistic', () => logisticRegression().fit(data)],
    ['linear', () => linearRegression().fit({ ...data, target: data.score })],
  ])('gives back what predicts and explains the same to the last bit: %s', async (_, fit) => {
    const model: Model = await fit()
    const loaded = loadModel(stored(model))
    expect(loaded.kind).toBe(model.kind)
    expect(loaded.task).toBe(model.task)
    expect(loaded.inputs).toEqual(model.inputs)
    expect(loaded.predict(frame)).toEqual(model.predict(frame))
    expect(loaded.contributions(frame)).toEqual(model.contributions(frame))
    expect(stored(loaded)).toEqual(stored(model))
  })
})

describe('loading anything else', () => {
  let good: { [key: string]: Json } = {}

  beforeAll(async () => {
    const model = await boosting({ numIterations: 3, numLeaves: 5 }).fit(data)
    good = stored(model) as typeof good
  })

  /** The stored model with one place changed. */
  function changed(path: readonly (string | number)[], value: Json | undefined): Json {
    const copy = structuredClone(good)
    const parents = path.slice(0, -1)
    const owner = parents.reduce<Json>((at, key) => (at as { [key: string]: Json })[key], copy)
    const last = path[path.length - 1]
    if (value === undefined) delete (owner as { [key: string]: Json })[last]
    else (owner as { [key: string]: Json })[last] = value
    return copy
  }

  const firstTree = (): { [key: string]: number[] } => (good['trees'] as Json[])[0] as never

  function refusal(json: unknown): string {
    try {
      loadModel(json)
    } catch (error) {
      expect(error).toBeInstanceOf(ForetellError)
      expect(error).toHaveProperty('code', 'MODEL_UNREADABLE')
      return (error as Error).message
    }
    throw new Error('it was accepted')
  }

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'model'],
    ['a list', []],
    ['an empty object', {}],
    ['another format', { format: 'onnx', version: 1, kind: 'boosting' }],
    ['a kind every object has', { format: 'foretell-model', version: 1, kind: 'constructor' }],
    [
      'a prototype for a model',
      JSON.parse('{"__proto__":{"format":"foretell-model","version":1,"kind":"boosting"}}'),
    ],
  ])('refuses %s', (_, json) => {
    refusal(json)
  })

  it('refuses a newer version, and says so', () => {
    expect(refusal(changed(['version'], 2))).toContain('at version there is 2 where 1, the version')
  })

  it.each<[string, readonly (string | number)[], () => Json | undefined, string]>([
    ['no trees', ['trees'], () => undefined, 'at trees there is nothing'],
    ['no scores', ['initialScores'], () => null, 'at initialScores there is null'],
    ['a column that is no input', ['trees', 0, 'column', 0], () => 4, 'from -1 to 3'],
    ['a cycle', ['trees', 1, 'left', 0], () => 0, 'breaks it'],
    ['a node with two parents', ['trees', 1, 'left', 0], () => firstTree()['right'][0], 'breaks it'],
    ['a child out of bounds', ['trees', 0, 'right', 0], () => 99, 'from -1 to 8'],
    ['half a node', ['trees', 0, 'value'], () => [1, 2], 'a list of 9 items'],
    ['a tree too few', ['treeCount'], () => 4, 'at treeCount there is 4 where 3'],
    ['an empty tree', ['trees', 0, 'column'], () => [], 'at least one node'],
    ['a fraction for an index', ['trees', 0, 'cut', 0], () => 0.5, 'whole number'],
    ['a cut above all thresholds', ['trees', 0, 'cut', 0], () => 4000, 'a threshold of'],
    ['a missing value', ['trees', 0, 'value', 3], () => null, 'at trees[0].value[3] there is null'],
    ['a text for a number', ['trees', 0, 'value', 3], () => '1', 'there is "1"'],
    ['a cover of 0', ['trees', 0, 'cover', 3], () => 0, 'from 1e-100 to 1e+100'],
    ['covers that do not add up', ['trees', 0, 'cover', 0], () => 1e6, 'the sum of its children'],
    ['descending thresholds', ['inputs', 0, 'thresholds'], () => [3, 2], 'ascending thresholds'],
    ['equal thresholds', ['inputs', 0, 'thresholds'], () => [2, 2], 'ascending thresholds'],
    ['an input twice', ['inputs', 1, 'name'], () => 'visits', 'different names'],
    ['a level twice', ['inputs', 2, 'levels'], () => ['a', 'a'], 'different texts'],
    [
      'a level set of no node',
      ['trees', 0, 'levelSets'],
      () => [[1], [1], [1], [1], [1]],
      'belongs to a node',
    ],
    ['an unknown link', ['link'], () => 'probit', 'one of identity, logistic'],
    ['an input of no kind', ['inputs', 0, 'kind'], () => 'image', 'one of numeric, category'],
  ])('refuses %s', (_, path, value, message) => {
    expect(refusal(changed(path, value()))).toContain(message)
  })

  it('refuses a small file that asks for a large memory', () => {
    const nodes = 40_001
    const isLeaf = (node: number): boolean => node % 2 === 1 || node === nodes - 1
    const each = (of: (node: number) => number): number[] => Array.from({ length: nodes }, (_, i) => of(i))
    const bomb = {
      ...good,
      inputs: [
        { kind: 'category', name: 'c', levels: Array.from({ length: 60_000 }, (_, i) => `level ${i}`) },
      ],
      treeCount: 1,
      trees: [
        {
          column: each((node) => (isLeaf(node) ? -1 : 0)),
          cut: each((node) => (isLeaf(node) ? 0 : -1 - node / 2)),
          missingLeft: each(() => 0),
          left: each((node) => (isLeaf(node) ? -1 : node + 1)),
          right: each((node) => (isLeaf(node) ? -1 : node + 2)),
          value: each(() => 0),
          cover: each((node) => (node % 2 === 1 ? 2 : nodes - node)),
          gain: each(() => 0),
          levelSets: Array.from({ length: (nodes - 1) / 2 }, () => []),
        },
      ],
    }
    expect(refusal(bomb)).toContain('fits into memory')
  })

  it('pollutes no prototype', () => {
    const hostile = JSON.parse(
      JSON.stringify(good).replace('"trees":', '"__proto__":{"polluted":true},"trees":'),
    ) as Json
    expect(loadModel(hostile).predict(frame)).toEqual(loadModel(good).predict(frame))
    expect({}).not.toHaveProperty('polluted')
  })

  it('either refuses a damaged model or gives one that works', () => {
    const places = allPlaces(good)
    const junk = fc.oneof(
      fc.integer({ min: -3, max: 12 }).map((value): Json => value),
      fc.double().map((value): Json => value),
      fc.constantFrom<Json>(null, true, 'x', [], {}, 1e308, -1, [0], [[0]], '__proto__'),
    )
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat({ max: places.length - 1 }), junk), { minLength: 1, maxLength: 3 }),
        (changes) => {
          let damaged: Json = structuredClone(good)
          for (const [place, value] of changes) damaged = withValue(damaged, places[place], value)
          let model: Model
          try {
            model = loadModel(damaged)
          } catch (error) {
            expect(error).toHaveProperty('code', 'MODEL_UNREADABLE')
            return
          }
          expect(model.predict(frameFor(model))).toHaveLength(frame.rows)
          expect(model.contributions(frameFor(model)).values).toHaveLength(frame.rows * model.inputs.length)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('refuses a model that was cut off anywhere', () => {
    const text = JSON.stringify(good)
    fc.assert(
      fc.property(fc.integer({ min: 1, max: text.length - 1 }), (length) => {
        // What JSON can still be made of: the start, with everything that is open closed.
        const cut = closed(text.slice(0, length))
        if (cut !== undefined && JSON.stringify(cut) !== text) refusal(cut)
      }),
    )
  })

  /** The frame with the columns a damaged model asks for, whatever their names and kinds have become. */
  function frameFor(model: Model) {
    return {
      rows: frame.rows,
      columns: model.inputs.map(({ name, kind }) =>
        kind === 'numeric'
          ? { kind, name, values: new Float64Array(frame.rows) }
          : { kind, name, codes: new Int32Array(frame.rows), levels: ['pro'] },
      ),
    }
  }
})

type Path = readonly (string | number)[]

function allPlaces(json: Json, path: Path = []): Path[] {
  if (typeof json !== 'object' || json === null) return [path]
  const inside = Array.isArray(json) ? json.entries() : Object.entries(json)
  return [
    ...(path.length === 0 ? [] : [path]),
    ...[...inside].flatMap(([key, value]) => allPlaces(value, [...path, key])),
  ]
}

/** Sets a value; a place that an earlier change took away stays away. */
function withValue(json: Json, [key, ...rest]: Path, value: Json): Json {
  if (typeof json !== 'object' || json === null) return json
  const copy = (Array.isArray(json) ? [...json] : { ...json }) as { [key: string]: Json }
  if (!Object.hasOwn(copy, key)) return json
  copy[key] = rest.length === 0 ? value : withValue(copy[key], rest, value)
  return copy
}

/** Closes open lists and objects of cut JSON; undefined where that gives no JSON. */
function closed(text: string): unknown {
  const open: string[] = []
  let quoted = false
  for (const character of text) {
    if (character === '"') quoted = !quoted
    if (quoted) continue
    if (character === '{') open.push('}')
    if (character === '[') open.push(']')
    if (character === '}' || character === ']') open.pop()
  }
  try {
    return JSON.parse(text + (quoted ? '"' : '') + open.toReversed().join(''))
  } catch {
    return undefined
  }
}
