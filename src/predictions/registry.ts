import type { Project } from '../warehouse/project.js'
import { nearestNames } from './nearest-names.js'
import { ForetellError } from '../shared/errors.js'
import { type Instant, warehouseTime } from '../shared/time.js'
import type { Artifact } from './artifact.js'
import type { ModelCard } from './card.js'

/** A version that can answer. */
export interface StoredModel {
  readonly card: ModelCard
  readonly artifact: Artifact
}

export interface VersionSummary {
  readonly version: string
  /** ISO 8601. */
  readonly createdAt: string
  readonly champion: boolean
  readonly card: ModelCard
}

export interface ChampionChange {
  readonly version: string
  readonly reason: string
  /** ISO 8601. */
  readonly changedAt: string
}

/**
 * `churn-20261121-1a2b3c`: the prediction, the day it was trained (UTC) and the first digits of a fingerprint of
 * the model and the rows, so that the same training gives the same version.
 */
export function versionName(prediction: string, createdAt: Instant, fingerprint: string): string {
  const day = new Date(createdAt).toISOString().slice(0, 10).replaceAll('-', '')
  return `${prediction}-${day}-${fingerprint.slice(0, 6)}`
}

/** Writes a version down. A version that is there already has the same content and is left as it is. */
export async function storeModel({ warehouse, signal }: Project, model: StoredModel): Promise<void> {
  const { card, artifact } = model
  const known = await warehouse.rows<{ known: number }>(
    'SELECT count() AS known FROM models WHERE prediction = {prediction:String} AND version = {version:String}',
    { parameters: { prediction: card.prediction, version: card.version }, signal },
  )
  if (known[0].known > 0) return
  await warehouse.insert('models', [
    {
      prediction: card.prediction,
      version: card.version,
      task: card.task,
      card: JSON.stringify(card),
      artifact: JSON.stringify(artifact),
      created_at: warehouseTime(Date.parse(card.createdAt)),
    },
  ])
}

/** All versions of a prediction, the newest first. */
export async function listVersions(project: Project, prediction: string): Promise<VersionSummary[]> {
  const rows = await project.warehouse.rows<{ version: string; card: string }>(
    `SELECT version, card FROM models FINAL WHERE prediction = {prediction:String}
     ORDER BY created_at DESC, version DESC`,
    { parameters: { prediction }, signal: project.signal },
  )
  const champion = await championVersion(project, prediction)
  return rows.map(({ version, card }) => {
    const parsed = JSON.parse(card) as ModelCard
    return { version, createdAt: parsed.createdAt, champion: version === champion, card: parsed }
  })
}

/** @returns undefined when none was ever made champion */
export async function championVersion(project: Project, prediction: string): Promise<string | undefined> {
  const [change] = await championHistory(project, prediction)
  return change?.version
}

/** Who was champion since when and why, the newest first. */
export async function championHistory(
  { warehouse, signal }: Project,
  prediction: string,
): Promise<ChampionChange[]> {
  const rows = await warehouse.rows<{ version: string; reason: string; changed: number }>(
    `SELECT version, reason, toUnixTimestamp64Milli(changed_at) AS changed FROM champions
     WHERE prediction = {prediction:String} ORDER BY changed_at DESC, version DESC`,
    { parameters: { prediction }, signal },
  )
  return rows.map(({ version, reason, changed }) => ({
    version,
    reason,
    changedAt: new Date(changed).toISOString(),
  }))
}

/**
 * Makes a version the one that answers.
 * @throws ForetellError `VERSION_UNKNOWN`
 */
export async function promote(
  project: Project,
  prediction: string,
  version: string,
  reason: string,
): Promise<void> {
  await loadModelVersion(project, prediction, version)
  // Strictly after the change before, so that two within one millisecond keep their order.
  const [last] = await championHistory(project, prediction)
  const now = project.clock.now()
  const at = last === undefined ? now : Math.max(now, Date.parse(last.changedAt) + 1)
  await project.warehouse.insert('champions', [
    { prediction, version, reason, changed_at: warehouseTime(at) },
  ])
}

/**
 * The version of that name, or the champion.
 * @throws ForetellError `MODEL_MISSING` when there is no champion, `VERSION_UNKNOWN` when there is no such version
 */
export async function loadModelVersion(
  project: Project,
  prediction: string,
  version?: string,
): Promise<StoredModel> {
  const wanted = version ?? (await championVersion(project, prediction))
  if (wanted === undefined) throw new ForetellError('MODEL_MISSING', { values: { name: prediction } })
  const [row] = await project.warehouse.rows<{ card: string; artifact: string }>(
    `SELECT card, artifact FROM models FINAL
     WHERE prediction = {prediction:String} AND version = {version:String}`,
    { parameters: { prediction, version: wanted }, signal: project.signal },
  )
  if (row === undefined) {
    const versions = (await listVersions(project, prediction)).map((known) => known.version)
    throw new ForetellError('VERSION_UNKNOWN', {
      values: { name: prediction, version: wanted, versions: nearestNames(wanted, versions) },
    })
  }
  return { card: JSON.parse(row.card) as ModelCard, artifact: JSON.parse(row.artifact) as Artifact }
}
