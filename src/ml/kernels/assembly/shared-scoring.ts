import { scoreChunk } from './scores'
import { orderTeam, serveTeam } from './team'

/** Where the description of the work stands: `JOB` of `src/ml/trees/scoring-job.ts`. */
const JOB: usize = 2048

export function serve(member: i32): void {
  serveTeam(member, perform)
}

export function order(operation: i32, members: i32): void {
  orderTeam(operation, members, perform)
}

function perform(operation: i32, member: i32): void {
  if (operation == 0) scoreChunk(JOB, <usize>member)
}
