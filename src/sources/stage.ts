import { stat } from 'node:fs/promises'
import { basename } from 'node:path'

import { ForetellError } from '../shared/errors.js'
import { observed } from '../shared/observer.js'
import type { Project } from '../warehouse/project.js'
import { stageCsv } from './stage-csv.js'
import { stageJson } from './stage-json.js'
import { stageParquet } from './stage-parquet.js'
import type { FilePlan, Staging } from './staging.js'
import { dropStaging, stagingName } from './staging-table.js'

/**
 * Reads a file into a staging table; whoever asked for it drops it. Bytes stream through this process, whose
 * memory does not grow with the file; a record that cannot be read becomes a row with its problem, and takes
 * no other with it.
 * @throws ForetellError `FILE_EMPTY` when there is not even a header, `FILE_DAMAGED`, `CANCELLED`
 */
export async function stageFile(project: Project, file: FilePlan): Promise<Staging> {
  const { size } = await stat(file.path)
  const table = stagingName()
  const read = { csv: stageCsv, ndjson: stageJson, parquet: stageParquet }[file.format]
  return observed(
    project.observer,
    `Reading ${basename(file.path)}`,
    async (step) => {
      try {
        const staged = await read({ ...project, observer: step }, file, table, (done) =>
          step.progress(done, size, 'bytes'),
        )
        return { ...staged, file: file.path, table, bytes: size, drop: () => dropStaging(project, table) }
      } catch (error) {
        await dropStaging(project, table)
        if (project.signal?.aborted === true)
          throw new ForetellError('CANCELLED', { values: { what: `reading ${file.path}` }, cause: error })
        throw error
      }
    },
    ({ records }) => `${records.toLocaleString('en')} rows`,
  )
}
