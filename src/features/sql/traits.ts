import type { FieldType } from '../../config/event.js'
import { identifier, literal } from '../../warehouse/identifier.js'
import { numberSql, type SqlValue } from './text.js'

type Kind = FieldType['kind']

/** Builds the SQL of what was known of each entity at the anchor: the newest value of each trait asked for. */
export class Traits {
  readonly #columns = new Map<string, { readonly name: string; readonly sql: string }>()

  /** SQL of a trait's value. A boolean is 1 or 0, a time is the days from it to the anchor, negative when it lies ahead. */
  value(trait: string, kind: Kind): SqlValue {
    const known = `trait = ${literal(trait)}`
    switch (kind) {
      case 'number':
        return numberSql(`ifNull(${this.#newest('number', `${known} AND isNotNull(number)`)}, nan)`)
      case 'boolean': {
        const text = this.#newest('lower(text)', `${known} AND text != ''`)
        return numberSql(
          `multiIf(${text} IN ('true', '1', 'yes'), 1., ${text} IN ('false', '0', 'no'), 0., nan)`,
        )
      }
      case 'time': {
        const text = this.#newest('text', `${known} AND text != ''`)
        const at = `parseDateTime64BestEffortOrNull(${text}, 3, 'UTC')`
        return numberSql(`ifNull(({anchor:Int64} - toUnixTimestamp64Milli(${at})) / 86400000, nan)`)
      }
      case 'string':
        return { sql: this.#newest('text', `${known} AND text != ''`), type: 'text' }
    }
  }

  get used(): boolean {
    return this.#columns.size > 0
  }

  /** One row an entity with a trait. @param scope further tests of a row of `traits` */
  statement(scope: readonly string[]): string {
    const anchor = "fromUnixTimestamp64Milli({anchor:Int64}, 'UTC')"
    const tests = [
      'entity = {entity:String}',
      `occurred_at <= ${anchor}`,
      `received_at <= ${anchor}`,
      ...scope,
    ]
    return `SELECT
  ${['entity_id', ...[...this.#columns.values()].map(({ name, sql }) => `${sql} AS ${name}`)].join(',\n  ')}
FROM traits FINAL
WHERE ${tests.join('\n  AND ')}
GROUP BY entity_id`
  }

  /** Of equally new values the one that became known last, and of these the greatest. */
  #newest(value: string, test: string): string {
    const sql = `argMaxIf(toNullable(${value}), (occurred_at, received_at, text), ${test})`
    const known = this.#columns.get(sql)
    if (known !== undefined) return known.name
    const name = identifier(`trait ${this.#columns.size + 1}`)
    this.#columns.set(sql, { name, sql })
    return name
  }
}
