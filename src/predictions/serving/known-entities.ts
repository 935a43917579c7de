import type { EventPredictionPlan } from '../../config/plan.js'
import type { Feature } from '../../features/feature.js'
import { entityReader } from '../../features/entity-reader.js'
import type { Column, Frame } from '../../ml/frame.js'
import type { ForetellError } from '../../shared/errors.js'
import type { Project } from '../../warehouse/project.js'
import { takeRows } from '../rows.js'
import type { Scorer } from '../scorer.js'
import { unknownEntity } from '../unknown-entity.js'
import { Gathering } from './gathering.js'
import type { KnownRow, KnownRows } from './known-row.js'
import type { Present } from './present.js'

/** Features of known customers from their newest events, by the compiler that made those of training. */
export class KnownEntities implements KnownRows {
  readonly entity: string
  readonly #gathering: Gathering<KnownRow>

  constructor(project: Project, prediction: EventPredictionPlan, scorer: Scorer, present: Present) {
    const { artifact, needs } = scorer
    const readEntities = entityReader(project, prediction, {
      features: needs,
      kinds: artifact.kinds,
      notes: [],
    })
    this.entity = prediction.entity
    this.#gathering = new Gathering(async (entityIds) => {
      const anchor = present.at(prediction.name)
      const { entityIds: found, frame, inPopulation } = await readEntities(anchor, entityIds)
      const whole = asModelTakes(frame, artifact.features)
      return new Map(
        found.map((entityId, row): [string, KnownRow] => [
          entityId,
          { entityId, frame: takeRows(whole, [row]), inPopulation: inPopulation[row] === 1, anchor },
        ]),
      )
    })
  }

  read(id: string): Promise<KnownRow | undefined> {
    return this.#gathering.get(id)
  }

  unknown(id: string): ForetellError {
    return unknownEntity(this.entity, id)
  }
}

/** With the columns that were not read, because nothing depends on them, as missing. */
function asModelTakes({ rows, columns }: Frame, features: readonly Feature[]): Frame {
  const read = new Map(columns.map((column) => [column.name, column]))
  const unknown = new Float64Array(rows).fill(NaN)
  const nameless = new Int32Array(rows).fill(-1)
  return {
    rows,
    columns: features.map(
      ({ name, kind }): Column =>
        read.get(name) ??
        (kind === 'numeric' ? { kind, name, values: unknown } : { kind, name, codes: nameless, levels: [] }),
    ),
  }
}
