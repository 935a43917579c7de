import type { EventPredictionPlan } from '../config/plan.js'
import type { Column } from '../ml/frame.js'
import type { Instant } from '../shared/time.js'
import type { Project } from '../warehouse/project.js'
import type { FeatureSet } from './choose.js'
import { compileEntities, type EntityStatement, historySettings } from './compile.js'
import type { Feature } from './feature.js'
import { type ComputedEntity, type EntityProgram, entityProgram } from './in-process/entity-program.js'
import { type EntityRow, rowSettings } from './in-process/entity-row.js'
import { NotUnderstood } from './in-process/expression.js'
import { compareTexts, numberIn } from './in-process/value.js'
import { entityRequest, type FeatureMatrix, readMatrix } from './matrix.js'

/** The features of single entities as of an anchor; those of whom nothing is known by then have no row. */
export type ReadEntities = (anchor: Instant, entityIds: readonly string[]) => Promise<FeatureMatrix>

/** A few rows are read sooner by one thread than threads are set up. */
const settings = { ...historySettings, max_threads: 1 }

/**
 * Events of all who are asked about together that are computed in this process, which does nothing else meanwhile:
 * some tens of milliseconds. The engine takes about as long for them and holds nobody up.
 */
const mostEvents = 2_000

/**
 * What reads single entities often: compiled once for all who will be asked about, and computed in this process of
 * the rows that the engine reads; by the engine where there are many rows, or where an expression needs it, which is
 * told once.
 */
export function entityReader(
  project: Project,
  prediction: EventPredictionPlan,
  set: FeatureSet,
): ReadEntities {
  const request = { ...entityRequest(project, prediction, 0, set), features: set.features, sessionIds: true }
  const statement = compileEntities(request)
  const warn = onceOf((reason) =>
    project.observer.warn(
      `Features of single customers for ${prediction.name} are left to the engine, which takes longer: ${reason}`,
    ),
  )
  const byEngine = engineReader(project, statement, set.notes)
  const program = programOf(statement, warn)
  if (program === undefined) return byEngine
  const here = inProcess(project, statement, program, set.notes, warn)
  return async (anchor, entityIds) => (await here(anchor, entityIds)) ?? byEngine(anchor, entityIds)
}

type Warn = (reason: string) => void

function onceOf(warn: Warn): Warn {
  let told = false
  return (reason) => {
    if (!told) warn(reason)
    told = true
  }
}

function programOf(statement: EntityStatement, warn: Warn): EntityProgram | undefined {
  try {
    return entityProgram(statement)
  } catch (error) {
    if (!(error instanceof NotUnderstood)) throw error
    warn(error.message)
    return undefined
  }
}

function engineReader(
  project: Project,
  { sql, features, parametersOf }: EntityStatement,
  notes: readonly string[],
): ReadEntities {
  return (anchor, entityIds) => {
    const parameters = parametersOf(anchor, entityIds)
    return readMatrix(project, anchor, { sql, features, parameters }, notes, settings)
  }
}

/** @returns a reader that gives undefined where the engine has to compute */
function inProcess(
  { warehouse, signal }: Project,
  { features, parts, parametersOf }: EntityStatement,
  program: EntityProgram,
  notes: readonly string[],
  warn: Warn,
): (anchor: Instant, entityIds: readonly string[]) => Promise<FeatureMatrix | undefined> {
  return async (anchor, entityIds) => {
    const parameters = parametersOf(anchor, entityIds)
    const options = { parameters, settings: { ...settings, ...rowSettings }, signal }
    const [rows, known] = await Promise.all([
      warehouse.rows<EntityRow>(`${parts.rows.sql}\nLIMIT ${mostEvents + 1}`, options),
      parts.known === undefined ? [] : warehouse.rows<EntityRow>(parts.known.sql, options),
    ])
    if (rows.length > mostEvents) return undefined
    try {
      return matrixOf(anchor, features, program({ rows, known, parameters }), notes)
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
      warn(error.message)
      return undefined
    }
  }
}

function matrixOf(
  anchor: Instant,
  features: readonly Feature[],
  computed: readonly ComputedEntity[],
  notes: readonly string[],
): FeatureMatrix {
  const entities = [...computed].sort((a, b) => compareTexts(a.entityId, b.entityId))
  return {
    anchor,
    entityIds: entities.map(({ entityId }) => entityId),
    frame: {
      rows: entities.length,
      columns: features.map((feature, index) => frameColumn(feature, index, entities)),
    },
    features,
    inPopulation: Uint8Array.from(entities, ({ inPopulation }) => Number(inPopulation)),
    notes,
  }
}

function frameColumn({ name, kind }: Feature, index: number, entities: readonly ComputedEntity[]): Column {
  const values = entities.map(({ features }) => features[index])
  if (kind === 'numeric') return { kind, name, values: Float64Array.from(values, numberIn) }
  const levels = [...new Set(values.filter((value) => typeof value === 'string'))]
  const codes = Int32Array.from(values, (value) => (typeof value === 'string' ? levels.indexOf(value) : -1))
  return { kind, name, codes, levels }
}
