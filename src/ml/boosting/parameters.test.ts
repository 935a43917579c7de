import { readFileSync } from 'node:fs'

import { describe, expect, it } from 'vitest'

import { expectedValue, parameterTable } from '../parameter-declaration.js'
import { boostingParameters, resolveParameters } from './parameters.js'

describe('boosting parameters', () => {
  it('have the defaults of LightGBM, but for those whose description says otherwise', () => {
    const {
      objective,
      growPolicy,
      baggingFreq,
      earlyStoppingRound,
      histogramPoolSize,
      aftDistribution,
      aftScale,
      metric,
      ...same
    } = resolveParameters()
    expect({
      objective,
      growPolicy,
      baggingFreq,
      earlyStoppingRound,
      histogramPoolSize,
      aftDistribution,
      aftScale,
      metric,
    }).toEqual({
      objective: 'binary',
      growPolicy: 'leaf',
      baggingFreq: 1,
      earlyStoppingRound: 50,
      histogramPoolSize: 512,
      aftDistribution: 'normal',
      aftScale: 1,
      metric: undefined,
    })
    expect(same).toEqual({
      numIterations: 100,
      learningRate: 0.1,
      numLeaves: 31,
      maxDepth: -1,
      minDataInLeaf: 20,
      minSumHessianInLeaf: 1e-3,
      minGainToSplit: 0,
      lambdaL1: 0,
      lambdaL2: 0,
      alpha: 0.9,
      poissonMaxDeltaStep: 0.7,
      tweedieVariancePower: 1.5,
      maxDeltaStep: 0,
      pathSmooth: 0,
      extraTrees: false,
      featureFractionByNode: 1,
      dataSampleStrategy: 'bagging',
      topRate: 0.2,
      otherRate: 0.1,
      monotoneConstraints: {},
      interactionConstraints: [],
      baggingFraction: 1,
      featureFraction: 1,
      maxBin: 255,
      minDataInBin: 3,
      binConstructSampleCnt: 200_000,
      maxCatThreshold: 32,
      catSmooth: 10,
      catL2: 10,
      maxCatToOnehot: 4,
      minDataPerGroup: 100,
    })
  })

  it('accept their bounds and refuse what lies outside', () => {
    for (const [name, parameter] of Object.entries(boostingParameters)) {
      if (parameter.type !== 'number' && parameter.type !== 'integer') continue
      // Their sum has bounds too.
      if (name === 'topRate' || name === 'otherRate') continue
      const { minimum, maximum } = parameter
      expect(resolveParameters({ [name]: minimum })).toHaveProperty(name, minimum)
      expect(resolveParameters({ [name]: maximum })).toHaveProperty(name, maximum)
      expect(() => resolveParameters({ [name]: minimum - 1 })).toThrowError(name)
      expect(() => resolveParameters({ [name]: maximum * 2 })).toThrowError(name)
    }
  })

  it.each<[object, string]>([
    [{ numLeaves: 3.5 }, 'a whole number from 2 to 131072, got 3.5'],
    [{ learningRate: NaN }, 'a number from 0.000001 to 10, got NaN'],
    [{ learningRate: '0.1' as unknown as number }, 'got 0.1'],
    [{ objective: 'logloss' as 'binary' }, 'or an objective of your own, got logloss'],
    [{ objective: 'quantile', alpha: 1 }, 'a level below 1, got 1'],
    [{ extraTrees: 1 as unknown as boolean }, 'true or false, got 1'],
    [{ monotoneConstraints: { age: 2 } }, '1, -1 or 0 by the name of a numeric column'],
    [{ interactionConstraints: ['age'] as unknown as string[][] }, 'lists of names of columns'],
    [{ topRate: 0.7, otherRate: 0.5 }, 'at most 1 together with topRate, got 0.5'],
    [{ dataSampleStrategy: 'mvs' as 'goss' }, 'one of bagging, goss'],
    [{ num_leaves: 31 }, 'one of objective, alpha'],
  ])('refuse %j', (given, message) => {
    expect(() => resolveParameters(given)).toThrowError(message)
  })

  it('say what they expect', () => {
    expect(expectedValue(boostingParameters.lambdaL2)).toBe('a number of at least 0')
    expect(expectedValue(boostingParameters.baggingFraction)).toBe('a number from 0.001 to 1')
  })

  it('stand in the docs as they are declared', () => {
    const docs = readFileSync(new URL('../../../docs/ml/boosting.md', import.meta.url), 'utf8')
    const rows = docs.split('\n').filter((line) => line.startsWith('| `'))
    expect(rows.map((row) => row.replace(/ +/g, ' '))).toEqual(parameterTable(boostingParameters))
  })
})
