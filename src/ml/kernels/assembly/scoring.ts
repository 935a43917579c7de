import { addPaths, addRowTables, addTables, beginChunk, beginRow, buildTables } from './contributions'
import { scoreRow } from './row'
import { scoreChunk } from './scores'

/** Scores a chunk of rows. */
export function score(job: usize): void {
  scoreChunk(job, 0)
}

/** Scores a single row. */
export function scoreOne(job: usize): void {
  scoreRow(job)
}

/** Begins the contributions of a chunk of rows. */
export function begin(job: usize): void {
  beginChunk(job, 0)
}

export function build(job: usize): void {
  buildTables(job, 0)
}

export function look(job: usize): void {
  addTables(job, 0)
}

export function walk(job: usize): void {
  addPaths(job, 0)
}

/** Begins the contributions of a chunk of one row, and looks them up. */
export function lookOne(job: usize): void {
  beginRow(job)
  addRowTables(job)
}
