import type { FieldType } from '../../config/event.js'
import { identifier, literal } from '../../warehouse/identifier.js'
import { numberSql, type Relation, type RelationColumn, type SqlValue } from './text.js'

type Kind = FieldType['kind']

/** Builds the SQL of what was known of each entity at the anchor: the newest value of each trait asked for. */
export class Traits {
  /** The newest value of each trait asked for, and what it says as of the anchor; both by their SQL. */
  readonly #newest = new Map<string, RelationColumn>()
  readonly #values = new Map<string, RelationColumn>()

  /** SQL of a trait's value. A boolean is 1 or 0, a time is the days from it to the anchor, negative when it lies ahead. */
  value(trait: string, kind: Kind): SqlValue {
    const known = `trait = ${literal(trait)}`
    switch (kind) {
      case 'number':
        return this.#number(this.#newestOf('number', `${known} AND isNotNull(number)`))
      case 'boolean': {
        const text = this.#newestOf('lower(text)', `${known} AND text != ''`)
        return this.#number(
          `multiIf(${text} IN ('true', '1', 'yes'), 1., ${text} IN ('false', '0', 'no'), 0., NULL)`,
        )
      }
      case 'time': {
        const text = this.#newestOf('text', `${known} AND text != ''`)
        const at = `parseDateTime64BestEffortOrNull(${text}, 3, 'UTC')`
        return this.#number(`({anchor:Int64} - toUnixTimestamp64Milli(${at})) / 86400000`)
      }
      case 'string':
        return {
          sql: named(this.#values, 'trait', this.#newestOf('text', `${known} AND text != ''`), 'text'),
          type: 'text',
        }
    }
  }

  get used(): boolean {
    return this.#values.size > 0
  }

  /** One row an entity with a trait; a value that is not known is NULL. @param scope further tests of a row of `traits` */
  relation(scope: readonly string[]): Relation {
    const anchor = "fromUnixTimestamp64Milli({anchor:Int64}, 'UTC')"
    const tests = [
      'entity = {entity:String}',
      `occurred_at <= ${anchor}`,
      `received_at <= ${anchor}`,
      ...scope,
    ]
    const sql = `SELECT
  ${['entity_id', ...written(this.#values)].join(',\n  ')}
FROM (
  SELECT
    ${['entity_id', ...written(this.#newest)].join(',\n    ')}
  FROM traits FINAL
  WHERE ${tests.join('\n    AND ')}
  GROUP BY entity_id
)`
    return { sql, columns: [...this.#values.values()] }
  }

  #number(sql: string): SqlValue {
    return numberSql(`ifNull(${named(this.#values, 'trait', sql, 'number')}, nan)`)
  }

  /** Of equally new values the one that became known last, and of these the greatest. */
  #newestOf(value: string, test: string): string {
    return named(
      this.#newest,
      'newest',
      `argMaxIf(toNullable(${value}), (occurred_at, received_at, text), ${test})`,
      value === 'number' ? 'number' : 'text',
    )
  }
}

/** The name, quoted, of what is computed by the SQL. */
function named(
  columns: Map<string, RelationColumn>,
  word: string,
  sql: string,
  type: RelationColumn['type'],
): string {
  const column = columns.get(sql) ?? { name: `${word} ${columns.size + 1}`, type }
  columns.set(sql, column)
  return identifier(column.name)
}

function written(columns: ReadonlyMap<string, RelationColumn>): string[] {
  return [...columns].map(([sql, { name }]) => `${sql} AS ${identifier(name)}`)
}
