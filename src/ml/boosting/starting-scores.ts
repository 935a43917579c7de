import { ForetellError } from '../../shared/errors.js'
import type { Dataset } from '../frame.js'
import type { BoostedModel } from './boosted-model.js'
import type { Objective } from './objective.js'
import type { BoostingOptions } from './options.js'
import { invalid } from './parameters.js'

/**
 * The scores that rows have before the first tree, where not the objective says them: rows x outputs, row after row,
 * validation rows behind.
 * @throws ForetellError `PARAMETER_INVALID` when the model to continue from is of another kind, `LENGTHS_DIFFER`
 */
export function startOf(
  data: Dataset,
  options: BoostingOptions,
  objective: Objective,
  outputs: number,
): Float64Array | undefined {
  const { continueFrom, initialScores, validationScores, validation } = options
  if (continueFrom === undefined && initialScores === undefined) return undefined
  if (continueFrom !== undefined) checkModel(continueFrom, data, objective, outputs)
  const scoresOf = ({ frame }: Dataset, given: Float64Array | undefined): Float64Array => {
    const length = frame.rows * outputs
    if (given !== undefined && given.length !== length) {
      throw new ForetellError('LENGTHS_DIFFER', {
        values: { expected: String(length), what: 'initial scores', got: String(given.length) },
      })
    }
    const scores = continueFrom?.predictRaw(frame) ?? new Float64Array(length)
    return given === undefined ? scores : scores.map((score, i) => score + given[i])
  }
  const train = scoresOf(data, initialScores)
  if (validation === undefined) return train
  return joined(train, scoresOf(validation, validationScores))
}

function joined(first: Float64Array, second: Float64Array): Float64Array {
  const both = new Float64Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}

function checkModel(model: BoostedModel, { frame }: Dataset, objective: Objective, outputs: number): void {
  const wrong = (expected: string, got: string): ForetellError => invalid('continueFrom', expected, got)
  if (model.link !== objective.link) throw wrong(`a model of the link ${objective.link}`, model.link)
  if (model.outputs !== outputs) throw wrong(`a model of ${outputs} outputs`, `one of ${model.outputs}`)
  const same =
    model.inputs.length === frame.columns.length &&
    model.inputs.every(
      ({ name, kind }, i) => name === frame.columns[i].name && kind === frame.columns[i].kind,
    )
  if (!same) throw wrong('a model of the same columns in the same order', 'one of others')
}
