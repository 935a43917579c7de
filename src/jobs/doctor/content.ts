import { checkReach } from '../../api/access/open-mode.js'
import { KeyRing } from '../../api/access/key-ring.js'
import { KeyStore } from '../../api/access/key-store.js'
import { scopes } from '../../api/scope.js'
import { listVersions } from '../../predictions/registry.js'
import type { Project } from '../../warehouse/project.js'
import { JobStore } from '../queue/job-store.js'
import { type Finding, ok, warn } from './finding.js'

/** One for each prediction: which version answers. */
export function modelFindings(project: Project): Promise<readonly Finding[]> {
  const names = Object.keys(project.plan.predictions)
  if (names.length === 0) {
    return Promise.resolve([warn('Models', 'no prediction is configured', 'Add one to `predictions`.')])
  }
  return Promise.all(
    names.map(async (name) => {
      const part = `Model ${name}`
      const champion = (await listVersions(project, name)).find((version) => version.champion)
      return champion === undefined
        ? warn(part, 'none', `Run \`foretell train ${name}\`.`)
        : ok(part, `${champion.version}, ${champion.card.model.title}`)
    }),
  )
}

/** @throws ForetellError `KEY_NEEDED` where the server would not start; `KEY_WEAK` */
export async function keysFinding(project: Project): Promise<Finding> {
  const { plan, clock, observer } = project
  const { adminKey, host, trustProxy } = plan.server
  const store = new KeyStore(project)
  const ring = await KeyRing.open({ store, clock, adminKey, warn: (message) => observer.warn(message) })
  await ring.close()
  checkReach(ring.open, { host, trustProxy })
  if (ring.open) {
    return warn(
      'Keys',
      'none: the server answers every program on this machine, and nobody else',
      'Run `foretell keys create --scope admin` before others use it.',
    )
  }
  const good = (await store.list()).filter(({ revoked }) => !revoked)
  const counts = scopes.map((scope) => `${good.filter((key) => key.scope === scope).length} ${scope}`)
  const environment = adminKey === undefined ? [] : ['FORETELL_ADMIN_KEY']
  return ok('Keys', [...counts, ...environment].join(', '))
}

export async function jobsFinding(project: Project): Promise<Finding> {
  const { queued, running } = await new JobStore(project).depth()
  const found = `${queued} waiting, ${running} running`
  return queued > 0 && running === 0
    ? warn('Jobs', found, 'They are done as soon as a server or a `foretell worker` runs.')
    : ok('Jobs', found)
}
