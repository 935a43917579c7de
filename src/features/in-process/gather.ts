import type { Gathered } from '../sql/history.js'
import type { Relation } from '../sql/text.js'
import { type EntityRow, valueIn } from './entity-row.js'
import { evaluator, Names } from './evaluate.js'
import { parseExpression } from './expression.js'
import { compareValues, type Frame, isTrue, textIn, type Value } from './value.js'

/** By entity, its sorted arrays in the order in which they are wanted. */
export type GatheredEntities = ReadonlyMap<string, readonly (readonly Value[])[]>

/**
 * Puts the rows of a relation into the sorted arrays that all else is computed of, as the statement does by
 * `arraySort(groupArrayIf(value, test))`.
 * @throws NotUnderstood when an expression needs the engine
 */
export function gatherer(
  { columns }: Relation,
  wanted: readonly Gathered[],
): (rows: readonly EntityRow[]) => GatheredEntities {
  const names = new Names()
  const places = columns.map((column) => ({ column, place: names.add(column.name) }))
  const arrays = wanted.map(({ value, test }) => ({
    value: evaluator(parseExpression(value), names),
    test: evaluator(parseExpression(test), names),
  }))
  return (rows) => {
    const found = new Map<string, Value[][]>()
    const frame: Frame = new Array<Value>(names.size).fill(null)
    for (const row of rows) {
      for (const { column, place } of places) frame[place] = valueIn(row, column)
      const entityId = textIn(row['entity_id'])
      let own = found.get(entityId)
      if (own === undefined) found.set(entityId, (own = arrays.map(() => [])))
      for (let index = 0; index < arrays.length; index++)
        if (isTrue(arrays[index].test(frame))) own[index].push(arrays[index].value(frame))
    }
    for (const own of found.values()) for (const array of own) array.sort(compareValues)
    return found
  }
}
