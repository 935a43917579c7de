import { addPaths, addTables, beginChunk, buildTables } from './contributions'
import { scoreRow } from './row'
import { explainRow } from './row-contributions'
import { fillRowTable } from './row-tables'
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

/** Explains a single row. */
export function explainOne(job: usize): void {
  explainRow(job)
}

/** Fills a table of what explains single rows. */
export function fillTable(table: usize, stride: u32, bits: u32, leaves: usize, end: usize, room: usize): void {
  fillRowTable(table, stride, bits, leaves, end, room)
}
