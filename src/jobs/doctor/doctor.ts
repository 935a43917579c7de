import { loadPlan } from '../../config/load.js'
import { ForetellError } from '../../shared/errors.js'
import { withProject } from '../open.js'
import type { Request } from '../request.js'
import { jobsFinding, keysFinding, modelFindings } from './content.js'
import { fail, type Finding, looked, ok } from './finding.js'
import { nodeFinding, telemetryFinding } from './machine.js'
import { diskFinding, redisFinding, warehouseFinding } from './storage.js'

export interface Diagnosis {
  /** Whether nothing fails. */
  readonly healthy: boolean
  readonly findings: readonly Finding[]
}

/**
 * Tells what a project is connected to and whether it works. Trouble with one part is a finding and keeps nobody
 * from looking at the others; what cannot be looked at without the part that fails is left out.
 */
export async function diagnose(request: Request): Promise<Diagnosis> {
  const findings = [
    nodeFinding(process.version),
    ...(await projectFindings(request)),
    await telemetryFinding(request.environment),
  ]
  return { healthy: findings.every(({ verdict }) => verdict !== 'fail'), findings }
}

async function projectFindings(request: Request): Promise<readonly Finding[]> {
  const { folder, configFile, environment } = request
  const configured = await looked('Configuration', 'Correct it.', async () => {
    const plan = await loadPlan({ root: folder, file: configFile, environment })
    return [
      ok('Configuration', `${count(plan.predictions, 'prediction')}, ${count(plan.sources, 'source')}`),
      await redisFinding(plan.server),
    ]
  })
  if (configured.some(({ part, verdict }) => part === 'Configuration' && verdict === 'fail'))
    return configured
  return [...configured, ...(await warehouseFindings(request))]
}

async function warehouseFindings(request: Request): Promise<readonly Finding[]> {
  try {
    return await withProject(request, async (project) => {
      const report = 'Report this with what was found.'
      const parts = [
        await looked('Warehouse', 'Check that it runs.', () => warehouseFinding(project)),
        await looked('Disk', report, () => diskFinding(project)),
        await looked('Models', report, () => modelFindings(project)),
        await looked('Keys', report, () => keysFinding(project)),
        await looked('Jobs', report, () => jobsFinding(project)),
      ]
      return parts.flat()
    })
  } catch (error) {
    if (!(error instanceof ForetellError)) throw error
    return [fail('Warehouse', error.message, error.remedy)]
  }
}

function count(things: object, word: string): string {
  const many = Object.keys(things).length
  return `${many} ${word}${many === 1 ? '' : 's'}`
}
