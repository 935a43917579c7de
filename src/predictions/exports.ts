import type { Stats } from 'node:fs'
import { realpath, rename, rm, stat } from 'node:fs/promises'
import { isAbsolute, relative, resolve } from 'node:path'

import type { Project } from '../warehouse/project.js'
import { exportScores, type ScoreFormat, type ScoreRun } from './scores.js'

/** A file that a run was written to. */
export interface ScoreExport {
  /** Relative to the project where it lies within. */
  readonly file: string
  readonly format: ScoreFormat
  readonly prediction: string
  readonly runId: string
  /** Size and time of change as it was written. */
  readonly bytes: number
  readonly modified: number
}

/** Writes a run to a file and notes that it did, so that a person can be taken out of it (docs/people.md). */
export async function writeExport(
  project: Project,
  run: Pick<ScoreRun, 'prediction' | 'runId'>,
  file: string,
  format: ScoreFormat,
): Promise<void> {
  const path = await realpath(file).catch(() => file)
  // What is read while it is written (a pipe, a terminal) keeps nothing that could be written anew.
  if ((await statOf(path))?.isFile() === false) return exportScores(project, run, path, format)
  await replaceFile(path, run.runId, (part) => exportScores(project, run, part, format))
  const { size, mtimeMs } = await stat(path)
  const within = relative(project.plan.root, path)
  await project.warehouse.insert('exports', [
    {
      file: within.startsWith('..') || isAbsolute(within) ? path : within,
      format,
      prediction: run.prediction,
      run_id: run.runId,
      bytes: size,
      modified: mtimeMs,
    },
  ])
}

/** Whoever reads the file meanwhile reads the old one to its end. */
async function replaceFile(
  path: string,
  name: string,
  write: (part: string) => Promise<void>,
): Promise<void> {
  const part = `${path}.${name}.part`
  try {
    await write(part)
    await rename(part, path)
  } finally {
    await rm(part, { force: true })
  }
}

/** @returns undefined when there is nothing */
async function statOf(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw error
  }
}

/**
 * The files in which any of the people of a regulation stand.
 * @param subjects SQL of their ids; needs the parameter `regulation`
 */
export async function exportsOf(
  { warehouse, signal }: Project,
  subjects: string,
  regulation: string,
): Promise<readonly ScoreExport[]> {
  return warehouse.rows<ScoreExport>(
    `SELECT * FROM (
       SELECT file, toString(argMax(format, written_at)) AS format, toString(argMax(prediction, written_at)) AS prediction,
         argMax(run_id, written_at) AS runId, argMax(bytes, written_at) AS bytes, argMax(modified, written_at) AS modified
       FROM exports GROUP BY file)
     WHERE (prediction, runId) IN (SELECT toString(prediction), run_id FROM scores WHERE entity_id IN (${subjects}))
     ORDER BY file`,
    { parameters: { regulation }, signal },
  )
}

/** The newest export to a file; undefined when none is known. */
export async function exportTo(
  { warehouse, signal }: Project,
  file: string,
): Promise<ScoreExport | undefined> {
  const [row] = await warehouse.rows<ScoreExport>(
    `SELECT file, toString(format) AS format, toString(prediction) AS prediction, run_id AS runId, bytes, modified
     FROM exports WHERE file = {file:String} ORDER BY written_at DESC LIMIT 1`,
    { parameters: { file }, signal },
  )
  return row
}

/**
 * Writes a file anew from the store, without those who are not in it any more.
 * @returns `gone` when it is not there, `changed` when somebody else has written to it since: it is left alone then
 */
export async function rewriteExport(
  project: Project,
  { file, format, prediction, runId, bytes, modified }: ScoreExport,
): Promise<'rewritten' | 'gone' | 'changed'> {
  const path = resolve(project.plan.root, file)
  const found = await statOf(path)
  if (found === undefined) return 'gone'
  if (found.size !== bytes || found.mtimeMs !== modified) return 'changed'
  await writeExport(project, { prediction, runId }, path, format)
  return 'rewritten'
}
