import type { ModelCard } from '../predictions/card.js'
import { listVersions, loadModelVersion, promote, type VersionSummary } from '../predictions/registry.js'
import { withProject } from './open.js'
import type { Request } from './request.js'

/** The versions of one prediction, or of all in the configuration, the newest of each first. */
export function listModels(request: Request, prediction: string | undefined): Promise<VersionSummary[]> {
  return withProject(request, async (project) => {
    const names = prediction === undefined ? Object.keys(project.plan.predictions) : [prediction]
    const versions = await Promise.all(names.map((name) => listVersions(project, name)))
    return versions.flat()
  })
}

/** Makes a version the champion: the one that `predict` and `score` ask. */
export function promoteModel(
  request: Request,
  prediction: string,
  version: string,
  reason: string,
): Promise<VersionSummary[]> {
  return withProject(request, async (project) => {
    await promote(project, prediction, version, reason)
    return listVersions(project, prediction)
  })
}

/** The card of a version, or of the champion. */
export function modelCard(
  request: Request,
  prediction: string,
  version: string | undefined,
): Promise<ModelCard> {
  return withProject(request, async (project) => {
    const { card } = await loadModelVersion(project, prediction, version)
    return card
  })
}
