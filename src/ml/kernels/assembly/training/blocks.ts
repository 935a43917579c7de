import { members, rows } from './plan'

/**
 * Rows are given to the members block by block in turn, so that sorted data burdens all of them alike. What is
 * summed block by block does not depend on how many members there are.
 */
export const BLOCK: usize = 1024

@inline
export function blockCount(): usize {
  return (rows() + BLOCK - 1) / BLOCK
}

/** Where the rows of a member begin in lists that hold all rows, member after member. */
export function segmentOf(member: i32): usize {
  const team = <usize>members()
  const blocks = blockCount()
  let begin: usize = 0
  for (let before: usize = 0; before < <usize>member; before++) {
    if (before >= blocks) break
    const own = (blocks - before + team - 1) / team
    begin += own * BLOCK
    if ((blocks - 1) % team == before) begin -= blocks * BLOCK - rows()
  }
  return begin
}
