import type { EventPredictionPlan } from '../../config/plan.js'
import { featureMatrix } from '../../features/matrix.js'
import type { ForetellError } from '../../shared/errors.js'
import type { Project } from '../../warehouse/project.js'
import type { Artifact } from '../artifact.js'
import { unknownEntity } from '../predict-one.js'
import { takeRows } from '../rows.js'
import { Gathering } from './gathering.js'
import type { KnownRow, KnownRows } from './known-row.js'
import type { Present } from './present.js'

/** Features of known customers from their newest events, by the compiler that made those of training. */
export class KnownEntities implements KnownRows {
  readonly entity: string
  readonly #project: Project
  readonly #prediction: EventPredictionPlan
  readonly #gathering: Gathering<KnownRow>

  constructor(project: Project, prediction: EventPredictionPlan, artifact: Artifact, present: Present) {
    const features = { features: artifact.features, kinds: artifact.kinds, notes: [] }
    this.entity = prediction.entity
    this.#project = project
    this.#prediction = prediction
    this.#gathering = new Gathering(async (entityIds) => {
      const anchor = present.at(prediction.name)
      const matrix = await featureMatrix(project, prediction, anchor, { entityIds, features })
      const { frame, inPopulation } = matrix
      return new Map(
        matrix.entityIds.map((entityId, row): [string, KnownRow] => [
          entityId,
          { entityId, frame: takeRows(frame, [row]), inPopulation: inPopulation[row] === 1, anchor },
        ]),
      )
    })
  }

  read(id: string): Promise<KnownRow | undefined> {
    return this.#gathering.get(id)
  }

  unknown(id: string): Promise<ForetellError> {
    return unknownEntity(this.#project, this.#prediction, id)
  }
}
