import { type TableReport, trainTable, type TrainTableOptions } from '../predictions/table/train-table.js'
import { withoutConfig } from './open.js'
import type { Request } from './request.js'

/** Learns from a file that no configuration names, and says how well that goes. Keeps nothing. */
export function trainFile(
  request: Request,
  file: string,
  options: Omit<TrainTableOptions, 'seed'>,
): Promise<TableReport> {
  return withoutConfig(request, async (project) => {
    const { report } = await trainTable(project, file, { ...options, seed: request.seed })
    return report
  })
}
