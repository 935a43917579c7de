import { tooLittleData } from '../predictions/too-little-data.js'
import { train, type TrainingOutcome } from '../predictions/train.js'
import type { Project } from '../warehouse/project.js'
import { withProject } from './open.js'
import type { WholeHandler } from './queue/handler.js'
import { forEach, type Several } from './passed-over.js'
import type { Request } from './request.js'

/**
 * Trains a prediction of the configuration into a new version.
 * @throws ForetellError what `train` throws: `PREDICTION_UNKNOWN`, `DATA_GATE_CLOSED`, `CANCELLED`, ...
 */
export function trainPrediction(request: Request, name: string): Promise<TrainingOutcome> {
  return withProject(request, (project) => train(project, name))
}

/** Trains every prediction of the configuration, and passes over those that the data gate refuses. */
export function trainPredictions(request: Request): Promise<Several<TrainingOutcome>> {
  return withProject(request, trainAll)
}

export function trainAll(project: Project): Promise<Several<TrainingOutcome>> {
  return forEach(Object.keys(project.plan.predictions), tooLittleData, (name) => train(project, name))
}

/** The same as a job of a prediction. */
export const training: WholeHandler = {
  async run({ project, job }) {
    const prediction = String(job.input['prediction'])
    const { card, champion, reason } = await train(project, prediction)
    return { prediction, version: card.version, champion, reason }
  },
}
