import { train, type TrainingOutcome } from '../predictions/train.js'
import type { Project } from '../warehouse/project.js'
import { withProject } from './open.js'
import type { Request } from './request.js'

/**
 * Trains the predictions of the configuration, or the one that is named, each into a new version.
 * @throws ForetellError what `train` throws: `PREDICTION_UNKNOWN`, `DATA_GATE_CLOSED`, `CANCELLED`, ...
 */
export function trainPredictions(request: Request, name: string | undefined): Promise<TrainingOutcome[]> {
  return withProject(request, (project) => trainAll(project, namesOf(project, name)))
}

/** Trains predictions one after the other. */
export async function trainAll(project: Project, names: readonly string[]): Promise<TrainingOutcome[]> {
  const outcomes: TrainingOutcome[] = []
  for (const name of names) outcomes.push(await train(project, name))
  return outcomes
}

/** The one that is named, or all of the configuration. */
export function namesOf({ plan }: Project, name: string | undefined): readonly string[] {
  return name === undefined ? Object.keys(plan.predictions) : [name]
}
