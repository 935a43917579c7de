import { observed } from '../shared/observer.js'
import type { Project } from '../warehouse/project.js'
import { literal } from '../warehouse/identifier.js'

/**
 * Merges the parts of every year of a table into one: reading with FINAL then costs nothing. The embedded
 * engine ends with the command that uses it, and with it its merging in the background; a server merges in its
 * own time and is left alone.
 */
export async function mergeParts(project: Project, table: 'events'): Promise<void> {
  const { warehouse, signal } = project
  if (!warehouse.embedded) return
  const partitions = await warehouse.rows<{ id: string; rows: number }>(
    `SELECT partition_id AS id, sum(rows) AS rows FROM system.parts
     WHERE database = currentDatabase() AND table = {table:String} AND active
     GROUP BY id HAVING count() > 1 OR min(level) = 0 ORDER BY id`,
    { parameters: { table } },
  )
  if (partitions.length === 0) return
  await observed(project.observer, 'Merging years', async (step) => {
    for (const [index, { id }] of partitions.entries()) {
      await warehouse.execute(`OPTIMIZE TABLE ${table} PARTITION ID ${literal(id)} FINAL`, { signal })
      step.progress(index + 1, partitions.length, 'years')
    }
  })
}
