import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { Column, Frame } from '../../../src/ml/frame.js'
import { readLightgbm } from '../../../src/ml/interchange/read-lightgbm.js'
import { readXgboost } from '../../../src/ml/interchange/read-xgboost.js'
import { writeLightgbm } from '../../../src/ml/interchange/write-lightgbm.js'
import { loadModel } from '../../../src/ml/load.js'
import type { Model } from '../../../src/ml/model.js'
import { ForetellError } from '../../../src/shared/errors.js'
import { exportedModels } from './exported-models.js'
import { fixture } from './fixture.js'

/** Numbers and levels for whatever inputs a damaged model asks for. */
function frameFor(model: Model): Frame {
  const values = [0, -1, 2.5, NaN, Infinity, 1e30]
  return {
    rows: values.length,
    columns: model.inputs.map(({ name, kind }): Column =>
      kind === 'numeric'
        ? { kind, name, values: Float64Array.from(values) }
        : { kind, name, codes: Int32Array.of(0, -1, 1, 0, 1, 0), levels: ['pro', 'north'] },
    ),
  }
}

/** Either an error that says what is wrong, or a model whose every walk ends. */
function refusedOrWorks(read: () => Model, code = 'IMPORT_UNREADABLE'): 'refused' | 'works' {
  let model: Model
  try {
    model = read()
  } catch (error) {
    expect(error).toBeInstanceOf(ForetellError)
    expect(error).toHaveProperty('code', code)
    return 'refused'
  }
  const frame = frameFor(model)
  expect(model.predict(frame)).toHaveLength(frame.rows * model.outputs)
  expect(model.contributions(frame).values).toHaveLength(frame.rows * model.inputs.length)
  return 'works'
}

const models = exportedModels()
const text = writeLightgbm(models.find(({ name }) => name === 'levels never seen like missing')!.model)
const { named, cases } = fixture<{
  named: { json: string; ubj: string }
  cases: { name: string; json: string }[]
}>('xgboost')
const json = cases.find(({ name }) => name === 'dart')!.json
const bytes = Uint8Array.from(Buffer.from(named.ubj, 'base64'))
const junk = [
  '',
  '0',
  '-1',
  '1e999',
  'NaN',
  'inf',
  '-inf',
  '99999999999',
  '0.5',
  'x',
  '"',
  '[',
  '{',
  '__proto__',
  ' ',
]

/** Some words of a text, at random places, put in the place of others. */
function mutations(words: readonly string[]) {
  const change = fc.tuple(
    fc.nat({ max: words.length - 1 }),
    fc.oneof(
      fc.constantFrom(...junk),
      fc.nat({ max: words.length - 1 }).map((i) => words[i]),
    ),
  )
  return fc.array(change, { minLength: 1, maxLength: 4 }).map((changes) => {
    const copy = [...words]
    for (const [at, word] of changes) copy[at] = word
    return copy
  })
}

describe('damaged models', () => {
  it('of LightGBM are refused or work', () => {
    const seen = { refused: 0, works: 0 }
    fc.assert(
      fc.property(mutations(text.split(/(?<=[ =\n])|(?=[ =\n])/)), (words) => {
        seen[refusedOrWorks(() => readLightgbm(words.join('')))]++
      }),
      { numRuns: 200, seed: 1 },
    )
    expect(Math.min(seen.refused, seen.works)).toBeGreaterThan(10)
  })

  it('of LightGBM that are cut off are refused', () => {
    const end = text.indexOf('importances:')
    fc.assert(
      fc.property(fc.nat({ max: end }), (length) => {
        expect(refusedOrWorks(() => readLightgbm(text.slice(0, length)))).toBe('refused')
      }),
      { numRuns: 100, seed: 1 },
    )
    const unfinished = text.slice(0, text.indexOf('end of parameters'))
    expect(() => readLightgbm(unfinished)).toThrowError('before "end of parameters"')
  })

  it('of XGBoost are refused or work', () => {
    const seen = { refused: 0, works: 0 }
    fc.assert(
      fc.property(mutations(json.split(/(?<=[,:[\]{}])|(?=[,:[\]{}])/)), (words) => {
        seen[refusedOrWorks(() => readXgboost(words.join('')))]++
      }),
      { numRuns: 150, seed: 1 },
    )
    expect(Math.min(seen.refused, seen.works)).toBeGreaterThan(10)
  })

  it('of XGBoost in bytes are refused or work', () => {
    const seen = { refused: 0, works: 0 }
    const change = fc.tuple(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 255 }))
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
        const copy = bytes.slice()
        for (const [at, byte] of changes) copy[at] = byte
        seen[refusedOrWorks(() => readXgboost(copy))]++
      }),
      { numRuns: 150, seed: 1 },
    )
    expect(Math.min(seen.refused, seen.works)).toBeGreaterThan(10)
  })

  it('of XGBoost that are cut off are refused', () => {
    fc.assert(
      fc.property(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: json.length - 1 }), (most, length) => {
        expect(refusedOrWorks(() => readXgboost(bytes.subarray(0, most)))).toBe('refused')
        expect(refusedOrWorks(() => readXgboost(json.slice(0, length)))).toBe('refused')
      }),
      { numRuns: 50, seed: 1 },
    )
  })

  it('that were imported and stored are refused or work', () => {
    const stored = JSON.stringify(models.find(({ name }) => name === 'softmax, mean')!.model)
    const seen = { refused: 0, works: 0 }
    fc.assert(
      fc.property(mutations(stored.split(/(?<=[,:[\]{}])|(?=[,:[\]{}])/)), (words) => {
        let data: unknown
        try {
          data = JSON.parse(words.join(''))
        } catch {
          return
        }
        seen[refusedOrWorks(() => loadModel(data), 'MODEL_UNREADABLE')]++
      }),
      { numRuns: 300, seed: 1 },
    )
    expect(Math.min(seen.refused, seen.works)).toBeGreaterThan(10)
  })
})

/** A chain of splits on one input, whose first tells 64,000 ranges of categories apart. */
function manySets(splits: number): string {
  const words = 2000
  const each = (of: (split: number) => number, count = splits): string =>
    Array.from({ length: count }, (_, split) => of(split)).join(' ')
  const tree = [
    `num_leaves=${splits + 1}`,
    `num_cat=${splits}`,
    `split_feature=${each(() => 0)}`,
    `threshold=${each((split) => split)}`,
    `decision_type=${each(() => 1)}`,
    `left_child=${each((split) => -1 - split)}`,
    `right_child=${each((split) => (split === splits - 1 ? -1 - splits : split + 1))}`,
    `leaf_value=${each(() => 1, splits + 1)}`,
    `cat_boundaries=${each((set) => (set === 0 ? 0 : words + set - 1), splits + 1)}`,
    `cat_threshold=${each((word) => (word < words ? 0x55555555 : 1), words + splits - 1)}`,
  ].join('\n')
  return text
    .replace(/Tree=0\n[^]*end of trees/, `Tree=0\n${tree}\n\nend of trees`)
    .replace(/tree_sizes=.*/, 'tree_sizes=1')
    .replace(/max_feature_idx=.*/, 'max_feature_idx=0')
    .replace(/feature_names=.*/, 'feature_names=a')
    .replace(/feature_infos=.*/, 'feature_infos=none')
    .replace(/pandas_categorical:.*/, '')
}

describe('hostile models', () => {
  const document = JSON.parse(json) as {
    learner: { gradient_booster: { gbtree: { model: { trees: Record<string, unknown>[] } } } }
  }
  const changedTree = (change: (tree: Record<string, unknown>) => Record<string, unknown>): object => {
    const copy = structuredClone(document)
    const { trees } = copy.learner.gradient_booster.gbtree.model
    trees[0] = { ...trees[0], ...change(trees[0]) }
    return copy
  }
  const list = (of: unknown): number[] => of as number[]

  it.each<[string, () => Model, string]>([
    [
      'a tree that goes round',
      () =>
        readXgboost(
          changedTree((tree) => ({
            left_children: list(tree['left_children']).map((child) => (child > 0 ? 0 : child)),
          })),
        ),
      'tree 0 is no tree: node 0 is reached twice',
    ],
    [
      'a child that is not there',
      () =>
        readXgboost(
          changedTree((tree) => ({
            right_children: list(tree['right_children']).map((child) => (child > 0 ? 5000 : child)),
          })),
        ),
      'tree 0 is no tree: there is no node 5000',
    ],
    [
      'a huge length',
      () => readXgboost(Uint8Array.from([0x7b, 0x4c, 0x7f, 255, 255, 255, 255, 255, 255, 255])),
      'at byte 10 a length of 9223372036854776000 is more than there is',
    ],
    [
      'lists in lists in lists',
      () =>
        readXgboost(
          Uint8Array.from([
            0x7b,
            0x4c,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            1,
            0x61,
            ...new Array<number>(200_000).fill(0x5b),
          ]),
        ),
      'it is nested too deeply',
    ],
    [
      'a newer XGBoost',
      () => readXgboost({ ...document, version: [4, 0, 0] }),
      'at version there is a list of 3 items where a version from 1 to 3 should be',
    ],
    [
      'a newer LightGBM',
      () => readLightgbm(text.replace('version=v4', 'version=v5')),
      'line 2 (version) has "v5"',
    ],
    [
      'more leaves than there are',
      () => readLightgbm(text.replace(/num_leaves=\d+/, 'num_leaves=500000')),
      'where 500000 numbers should be',
    ],
    [
      'an objective every object has',
      () => readLightgbm(text.replace(/objective=.*/, 'objective=constructor')),
      '(objective) has "constructor"',
    ],
    ['a small file that asks for a large memory', () => readLightgbm(manySets(3000)), 'fit into memory'],
    ['another file', () => readLightgbm('<html></html>'), 'its first line is not "tree"'],
    ['nothing', () => readXgboost(new Uint8Array(0)), 'its first bytes are neither'],
  ])('are refused: %s', (_, read, message) => {
    expect(read).toThrowError(message)
  })

  it('pollute no prototype', () => {
    const polluted = `{"__proto__":{"polluted":true},${json.slice(1)}`
    expect(refusedOrWorks(() => readXgboost(polluted))).toBe('works')
    expect({}).not.toHaveProperty('polluted')
  })
})
