import type { RowStore } from './batching.js'
import type { Warehouse } from './warehouse.js'

/**
 * Stores rows that are text already, as `JSONCompactEachRow` has them: a list of the columns' values. Turning a row
 * into text once, where its values are at hand, costs a fraction of making an object of it and text of that.
 */
export function compactRows(warehouse: Warehouse, columns: readonly string[]): RowStore<string> {
  return {
    insert: (table, rows, options) =>
      warehouse.insertStream(
        `${table} (${columns.join(', ')})`,
        Buffer.from(`${rows.join('\n')}\n`),
        'JSONCompactEachRow',
        { ...options, settings: { ...liveSettings, ...options.settings } },
      ),
  }
}

const liveSettings = {
  // A text that looks like a date stays a text.
  input_format_try_infer_dates: 0,
  input_format_try_infer_datetimes: 0,
  // Events of many years may come in one batch.
  max_partitions_per_insert_block: 0,
  // Several threads for one small block cost more than they save.
  max_insert_threads: 1,
} as const
