import { silentObserver } from '../../src/shared/observer.js'
import { systemClock } from '../../src/shared/time.js'
import { openWarehouse } from '../../src/warehouse/open.js'
import type { Parameters } from '../../src/warehouse/warehouse.js'

/** Events of a project that meet a condition: how many there are, and how many copies beyond the first of each. */
export async function rowsIn(
  folder: string,
  where: string,
  parameters: Parameters,
): Promise<{ readonly once: number; readonly twice: number }> {
  const warehouse = await openWarehouse({
    root: folder,
    path: '.foretell',
    url: undefined,
    clock: systemClock,
    observer: silentObserver,
  })
  try {
    const [{ rows, once }] = await warehouse.rows<{ rows: number; once: number }>(
      `SELECT count() AS rows, uniqExact(message_id) AS once FROM events FINAL WHERE ${where}`,
      { parameters },
    )
    return { once, twice: rows - once }
  } finally {
    await warehouse.close()
  }
}
