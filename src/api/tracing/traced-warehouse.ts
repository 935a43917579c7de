import { type Attributes, trace } from '@opentelemetry/api'

import { withSpan } from '../../shared/tracing/spans.js'
import type { Warehouse } from '../../warehouse/warehouse.js'

/** What the server does for itself, such as looking for a new champion, belongs to no trace and makes none. */
function traced<Value>(name: string, attributes: Attributes, work: () => Promise<Value>): Promise<Value> {
  return trace.getActiveSpan() === undefined ? work() : withSpan(name, attributes, work)
}

/** Letters of a statement that a span carries. */
const mostText = 2000

/**
 * A warehouse whose statements are spans of the request that makes them. Their text may be told: values of a request are bound to it and never stand
 * in it. Streams are not timed: how long they take is the matter of who reads them.
 */
export function tracedWarehouse(warehouse: Warehouse): Warehouse {
  const query = (sql: string): Attributes => ({
    'db.system.name': 'clickhouse',
    'db.query.text': sql.length > mostText ? `${sql.slice(0, mostText)} ...` : sql,
  })
  const into = (target: string, rows?: number): Attributes => ({
    'db.system.name': 'clickhouse',
    'db.collection.name': target.split(' ')[0],
    ...(rows === undefined ? {} : { 'db.operation.batch.size': rows }),
  })
  return {
    description: warehouse.description,
    embedded: warehouse.embedded,
    rows: (sql, options) => traced('warehouse rows', query(sql), () => warehouse.rows(sql, options)),
    stream: (sql, options) => warehouse.stream(sql, options),
    columns: (sql, options) => traced('warehouse columns', query(sql), () => warehouse.columns(sql, options)),
    export: (sql, format, options) =>
      traced('warehouse export', query(sql), () => warehouse.export(sql, format, options)),
    execute: (sql, options) => traced('warehouse execute', query(sql), () => warehouse.execute(sql, options)),
    insert: (table, rows, options) =>
      traced('warehouse insert', into(table, rows.length), () => warehouse.insert(table, rows, options)),
    insertStream: (target, bytes, format, options) =>
      traced('warehouse insert', into(target), () => warehouse.insertStream(target, bytes, format, options)),
    close: () => warehouse.close(),
  }
}
