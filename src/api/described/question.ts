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

const options = ['prediction', 'version', 'include_explanations'] as const
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
  const idNames = new Set([...ids, ...keysOf(plan)])
  const { features, ...beside } = body
  const named = isRecord(features)
  const given = named ? features : body
  const idName = Object.keys(beside).find((name) => idNames.has(name))
  const about = {
    prediction: text(body, 'prediction'),
    version: text(body, 'version'),
    explain: flag(body),
    id: idName === undefined ? null : idText(idName, beside[idName]),
  }
  const own = new Set<string>([...(named ? [] : options), ...(named ? [] : idNames)])
  const described = Object.entries(given).filter(([name]) => !own.has(name))
  if (named) refuseOthers(beside, idNames)
  if (described.length > 0) return { ...about, features: valuesOf(described) }
  if (about.id !== null && !named) return { ...about, features: undefined }
  throw invalid('body', 'expected features, or the id of a customer')
}

function keysOf({ sources }: Plan): string[] {
  return sources.flatMap((source) =>
    source.kind === 'table' && source.key !== undefined ? [source.key] : [],
  )
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
function refuseOthers(beside: Readonly<Record<string, unknown>>, idNames: ReadonlySet<string>): void {
  const known = new Set<string>([...options, ...idNames])
  const other = Object.keys(beside).find((name) => !known.has(name))
  if (other !== undefined) throw invalid(`body/${other}`, 'expected it under features, where the others are')
}

function valuesOf(entries: readonly (readonly [name: string, value: unknown])[]): FeatureValues {
  for (const [name, value] of entries) {
    if (value !== null && !['string', 'number', 'boolean'].includes(typeof value)) {
      throw invalid(`body/${name}`, 'expected a text, a number, true, false or null')
    }
  }
  return Object.fromEntries(entries) as FeatureValues
}

function invalid(where: string, problem: string): ForetellError {
  return new ForetellError('REQUEST_INVALID', {
    values: { where, problem },
    problems: [{ at: { key: where }, message: problem }],
  })
}
