import { readFileSync } from 'node:fs'

import { describe, expect, it } from 'vitest'

import { parameterTable, resolve } from '../parameter-declaration.js'
import { forestParameters } from './parameters.js'

describe('forest parameters', () => {
  it('accept their bounds and refuse what lies outside', () => {
    for (const [name, parameter] of Object.entries(forestParameters)) {
      if (parameter.type === 'choice') continue
      const { minimum, maximum } = parameter
      expect(resolve(forestParameters, { [name]: minimum })).toHaveProperty(name, minimum)
      expect(resolve(forestParameters, { [name]: maximum })).toHaveProperty(name, maximum)
      expect(() => resolve(forestParameters, { [name]: minimum - 1 })).toThrowError(name)
      expect(() => resolve(forestParameters, { [name]: maximum * 2 + 1 })).toThrowError(name)
    }
  })

  it.each<[object, string]>([
    [{ numTrees: 3.5 }, 'a whole number from 1 to 100000, got 3.5'],
    [{ baggingFraction: NaN }, 'a number from 0.001 to 1, got NaN'],
    [{ maxBin: '100' }, 'got 100'],
    [{ task: 'survival' }, 'one of classification, multiclass, regression, got survival'],
    [{ num_trees: 31 }, 'one of task, numTrees'],
  ])('refuse %j', (given, message) => {
    expect(() => resolve(forestParameters, given)).toThrowError(message)
  })

  it('stand in the docs as they are declared', () => {
    const docs = readFileSync(new URL('../../../docs/ml/forest.md', import.meta.url), 'utf8')
    const rows = docs.split('\n').filter((line) => line.startsWith('| `'))
    expect(rows.map((row) => row.replace(/ +/g, ' '))).toEqual(parameterTable(forestParameters))
  })
})
