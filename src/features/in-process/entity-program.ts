import type { Parameters } from '../../warehouse/warehouse.js'
import type { EntityStatement } from '../compile.js'
import { type EntityRow, valueIn } from './entity-row.js'
import { evaluator, Names, parameterName } from './evaluate.js'
import { parseExpression } from './expression.js'
import { gatherer } from './gather.js'
import { type Evaluate, type Frame, isTrue, type Value } from './value.js'

/** What the parts of a statement have read of a few entities. */
export interface EntityRows {
  readonly rows: readonly EntityRow[]
  readonly known: readonly EntityRow[]
  readonly parameters: Parameters
}

/** What is computed of one entity. */
export interface ComputedEntity {
  readonly entityId: string
  /** One a feature: a number with NaN for missing, or a text with null for missing. */
  readonly features: readonly Value[]
  readonly inPopulation: boolean
}

/** Entities of whom there is no row are left out. */
export type EntityProgram = (read: EntityRows) => readonly ComputedEntity[]

/**
 * Makes a program of the expressions that the statement of single entities is written with. It computes in this
 * process what the engine would, which takes longer to analyse such a statement than to read what it is about
 * (docs/decisions/0021-one-customer-is-computed-here.md).
 * @throws NotUnderstood when an expression needs the engine
 */
export function entityProgram({ parts, parametersOf }: EntityStatement): EntityProgram {
  const names = new Names()
  const compiled = (sql: string): Evaluate => evaluator(parseExpression(sql), names)

  const gather = gatherer(parts.rows, parts.gathered)
  const parameters = Object.keys(parametersOf(0, [])).map((name) => ({
    name,
    place: names.add(parameterName(name)),
  }))
  const gathered = parts.gathered.map(({ name }) => names.add(name))
  const known = (parts.known?.columns ?? []).map((column) => ({ column, place: names.add(column.name) }))
  const columns = parts.columns.map(({ name, sql }) => ({ compute: compiled(sql), place: names.add(name) }))
  const features = parts.features.map(compiled)
  const population = compiled(parts.population)

  return (read) => {
    const knownOf = new Map(read.known.map((row) => [row['entity_id'], row]))
    return [...gather(read.rows)].map(([entityId, arrays]) => {
      const frame: Frame = new Array<Value>(names.size).fill(null)
      for (const { name, place } of parameters) frame[place] = read.parameters[name] as Value
      arrays.forEach((array, index) => (frame[gathered[index]] = array))
      // Nothing is where nothing is known.
      const own = knownOf.get(entityId)
      if (own !== undefined) for (const { column, place } of known) frame[place] = valueIn(own, column)
      for (const { compute, place } of columns) frame[place] = compute(frame)
      return {
        entityId,
        features: features.map((compute) => compute(frame)),
        inPopulation: isTrue(population(frame)),
      }
    })
  }
}
