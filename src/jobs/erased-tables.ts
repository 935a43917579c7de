import type { Plan } from '../config/plan.js'
import { subjectIds } from '../events/people/subjects.js'
import { literal } from '../warehouse/identifier.js'

/** A table that holds data of people, and how theirs are found in it. */
export interface ErasedTable {
  readonly table: string
  /**
   * SQL test of a row. Parameters: `regulation`, `entity`, `before` (the time up to which rows are meant) and
   * `others` (predictions that are known to be about another kind of entity).
   */
  readonly where: string
}

/** Rows that stay in place of moved ones were received at no time, and go with the rest. */
const until = `(received_at <= {before:DateTime64(3, 'UTC')} OR received_at >= toDateTime64('2200-01-01 00:00:00', 3, 'UTC'))`

const ofPerson = (column: string): string => `${column} IN (${subjectIds})`

/** What may stand between the words of a record; of the bytes of other alphabets none is among them. */
const betweenWords = String.raw`[\s",;:{}()<>\[\]\\|=&?/'\x60]`

/**
 * Every table of the warehouse that holds data of people, in the order in which they are emptied: merges last, for
 * they tell which other ids a person has. Of predictions that are not known any more, and of tables of the
 * configuration, which name no kind of entity, whoever has the id is meant: rather too much is removed than too little.
 */
export const erasedTables: readonly ErasedTable[] = [
  { table: 'events', where: `entity = {entity:String} AND ${ofPerson('entity_id')} AND ${until}` },
  { table: 'traits', where: `entity = {entity:String} AND ${ofPerson('entity_id')} AND ${until}` },
  { table: 'table_rows', where: ofPerson('key') },
  { table: 'scores', where: `prediction NOT IN {others:Array(String)} AND ${ofPerson('entity_id')}` },
  { table: 'scores_arriving', where: ofPerson('entity_id') },
  { table: 'prediction_log', where: `entity IN ({entity:String}, '') AND ${ofPerson('entity_id')}` },
  { table: 'batch_people', where: ofPerson('entity_id') },
  { table: 'batch_results', where: ofPerson('entity_id') },
  {
    table: 'live_quarantine',
    where: `(${ofPerson('user_id')} OR ${ofPerson('anonymous_id')} OR ${recordNames('record')}) AND ${until}`,
  },
  { table: 'quarantine', where: `${recordNames('record')} AND ${until}` },
  {
    table: 'merges',
    where: `entity = {entity:String} AND (${ofPerson('from_id')} OR ${ofPerson('to_id')}) AND ${until}`,
  },
]

/**
 * SQL test of a text (a record as it came: JSON, or a line that could not be read) that names one of the people: the
 * id is one of its words, or it is no single word and stands anywhere in it, as it is or as JSON writes it.
 */
function recordNames(column: string): string {
  const inside = 'substring(toJSONString(id), 2, length(toJSONString(id)) - 2)'
  const odd = `SELECT groupArray(id) FROM regulation_subjects
    WHERE regulation_id = {regulation:String} AND match(id, ${literal(betweenWords)})`
  return `(arrayExists(word -> word IN (${subjectIds}), splitByRegexp(${literal(`${betweenWords}+`)}, ${column}))
    OR arrayExists(id -> position(${column}, id) > 0 OR position(${column}, ${inside}) > 0, (${odd})))`
}

/** Predictions that are about another kind of entity than the one named. */
export function predictionsOfOthers({ predictions }: Plan, entity: string): readonly string[] {
  return Object.values(predictions).flatMap((prediction) =>
    prediction.kind === 'events' && prediction.entity !== entity ? [prediction.name] : [],
  )
}
