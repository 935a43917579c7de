import type { ErrorCode } from '../shared/error-catalogue.js'
import { ForetellError, type SerialisedError } from '../shared/errors.js'

/** A prediction for which a job that does several had nothing to do or too little to go by, and why. */
export interface PassedOver extends SerialisedError {
  readonly prediction: string
}

/** What became of several predictions. */
export interface Several<Value> {
  readonly done: readonly Value[]
  readonly passedOver: readonly PassedOver[]
}

/**
 * Does the same for several predictions, one after the other. One of which the data says that it cannot be done
 * keeps none of the others from being done; every other trouble is thrown.
 * @param reasons errors that are no trouble of the others
 */
export async function forEach<Value>(
  names: readonly string[],
  reasons: readonly ErrorCode[],
  work: (name: string) => Promise<Value>,
): Promise<Several<Value>> {
  const done: Value[] = []
  const passedOver: PassedOver[] = []
  for (const prediction of names) {
    try {
      done.push(await work(prediction))
    } catch (error) {
      if (!(error instanceof ForetellError) || !reasons.includes(error.code)) throw error
      passedOver.push({ prediction, ...error.toJSON() })
    }
  }
  return { done, passedOver }
}
