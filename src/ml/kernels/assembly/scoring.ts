import { scoreChunk } from './scores'

/** Scores a chunk of rows. */
export function score(job: usize): void {
  scoreChunk(job, 0)
}
