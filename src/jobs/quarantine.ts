import { listQuarantine, type QuarantinedRow, type QuarantineQuery } from '../events/quarantine.js'
import { withProject } from './open.js'
import type { Request } from './request.js'

/** Rows that did not become events, with where they stand and why. */
export function quarantinedRows(
  request: Request,
  query: QuarantineQuery,
): Promise<readonly QuarantinedRow[]> {
  return withProject(request, (project) => listQuarantine(project, query))
}
