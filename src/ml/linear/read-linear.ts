import { z } from 'zod'

import { ForetellError } from '../../shared/errors.js'
import type { Model } from '../model.js'
import { BaseRateModel } from './base-rate.js'
import { encodingWidth } from './design.js'
import { LinearModel } from './linear-model.js'

const numericScale = z.object({
  median: z.number(),
  low: z.number(),
  high: z.number(),
  logarithmic: z.boolean(),
  mean: z.number(),
  deviation: z.number().positive(),
})

const encoding = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('numeric'),
    name: z.string(),
    scale: numericScale.optional(),
    absence: z.boolean(),
  }),
  z.object({
    kind: z.literal('category'),
    name: z.string(),
    frequent: z.array(z.string()),
    rare: z.array(z.string()),
    absence: z.boolean(),
  }),
])

const header = { format: z.literal('foretell-model'), version: z.literal(1) }

const linearSchema = z
  .object({
    ...header,
    kind: z.enum(['logistic', 'linear']),
    encodings: z.array(encoding),
    coefficients: z.array(z.number()),
    intercept: z.number(),
    centres: z.array(z.number()),
    fit: z.object({ iterations: z.number(), converged: z.boolean() }),
  })
  .refine(({ encodings, coefficients, centres }) => {
    const width = encodings.reduce((sum, each) => sum + encodingWidth(each), 0)
    return coefficients.length === width && centres.length === width
  }, 'as many coefficients and centres as the encodings have columns')

const baseRateSchema = z.object({
  ...header,
  kind: z.literal('base-rate'),
  task: z.enum(['classification', 'regression']),
  value: z.number(),
})

/**
 * Reads what a logistic or linear regression wrote.
 * @throws ForetellError `MODEL_UNREADABLE`
 */
export function readLinear(json: unknown): Model {
  return new LinearModel(parse(linearSchema, json))
}

/**
 * Reads what a base rate wrote.
 * @throws ForetellError `MODEL_UNREADABLE`
 */
export function readBaseRate(json: unknown): Model {
  return new BaseRateModel(parse(baseRateSchema, json))
}

function parse<Parts>(schema: z.ZodType<Parts>, json: unknown): Parts {
  const result = schema.safeParse(json)
  if (result.success) return result.data
  throw new ForetellError('MODEL_UNREADABLE', { values: { got: z.prettifyError(result.error) } })
}
