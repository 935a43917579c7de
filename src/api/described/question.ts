import type { Plan } from '../../config/plan.js'
import type { FeatureValues } from '../../predictions/serving/predictor.js'
import { ForetellError } from '../../shared/errors.js'

/** What a body of `POST /predict` asks. */
export interface Question {
  readonly prediction: string | undefined
  readonly version: string | undefined
  readonly explain: boolean
  /** What the client calls the one who is described, or whom it asks about; null where it does not say. */
  readonly id: string | null
  /** Undefined where a known customer is asked about by id alone. */
  readonly features: FeatureValues | undefined
}

const options: ReadonlySet<string> = new Set(['prediction', 'version', 'include_explanations'])
const ids = ['user_id', 'customer_id']

/**
 * Reads a body that may be written in three ways:
 * - features by name under `features`, with options and an id beside it;
 * - an id alone, with options: a known customer;
 * - features beside everything else: what is no option and no id is a feature.
 *
 * An id is called `user_id`, `customer_id`, or as a table of the configuration calls its key.
 * @throws ForetellError `REQUEST_INVALID`
 */
export function readQuestion(body: Readonly<Record<string, unknown>>, plan: Plan): Question {
  const idNames = idNamesOf(plan)
  const features = isRecord(body['features']) ? body['features'] : undefined
  if (features !== undefined) refuseOthers(body, idNames)
  const idName = Object.keys(body).find((name) => name !== 'features' && idNames.has(name))
  const about = {
    prediction: text(body, 'prediction'),
    version: text(body, 'version'),
    explain: flag(body),
    id: idName === undefined ? null : idText(idName, body[idName]),
  }
  const described = valuesOf(features ?? besideOf(body, idNames))
  if (described !== undefined) return { ...about, features: described }
  if (about.id !== null && features === undefined) return { ...about, features: undefined }
  throw invalid('body', 'expected features, or the id of a customer')
}

const idNamesKnown = new WeakMap<Plan, ReadonlySet<string>>()

function idNamesOf(plan: Plan): ReadonlySet<string> {
  const known = idNamesKnown.get(plan)
  if (known !== undefined) return known
  const keys = plan.sources.flatMap((source) =>
    source.kind === 'table' && source.key !== undefined ? [source.key] : [],
  )
  const names = new Set([...ids, ...keys])
  idNamesKnown.set(plan, names)
  return names
}

/** What is no option and no id. */
function besideOf(
  body: Readonly<Record<string, unknown>>,
  idNames: ReadonlySet<string>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !options.has(name) && !idNames.has(name)))
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function text(body: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = body[name]
  if (value === undefined || value === null) return undefined
  if (typeof value === 'string' && value !== '') return value
  throw invalid(`body/${name}`, 'expected a text')
}

function flag({ include_explanations: value }: Readonly<Record<string, unknown>>): boolean {
  if (value === undefined || value === null) return true
  if (typeof value === 'boolean') return value
  throw invalid('body/include_explanations', 'expected true or false')
}

function idText(name: string, value: unknown): string | null {
  if (value === null || value === '') return null
  if ((typeof value === 'string' && value.length <= 500) || typeof value === 'number') return String(value)
  throw invalid(`body/${name}`, 'expected an id: a text of at most 500 characters, or a number')
}

/** Beside `features` nothing may stand that would go unread. */
function refuseOthers(body: Readonly<Record<string, unknown>>, idNames: ReadonlySet<string>): void {
  const other = Object.keys(body).find(
    (name) => name !== 'features' && !options.has(name) && !idNames.has(name),
  )
  if (other !== undefined) throw invalid(`body/${other}`, 'expected it under features, where the others are')
}

/** @returns undefined when there are none */
function valuesOf(features: Readonly<Record<string, unknown>>): FeatureValues | undefined {
  let some = false
  for (const name in features) {
    const value = features[name]
    if (
      value !== null &&
      typeof value !== 'string' &&
      typeof value !== 'number' &&
      typeof value !== 'boolean'
    )
      throw invalid(`body/${name}`, 'expected a text, a number, true, false or null')
    some = true
  }
  return some ? (features as FeatureValues) : undefined
}

function invalid(where: string, problem: string): ForetellError {
  return new ForetellError('REQUEST_INVALID', {
    values: { where, problem },
    problems: [{ at: { key: where }, message: problem }],
  })
}
