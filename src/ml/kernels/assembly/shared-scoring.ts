import { addPaths, addTables, beginChunk, buildTables } from './contributions'
import { scoreChunk } from './scores'
import { orderTeam, serveTeam } from './team'

/** Where the descriptions of the work stand: `JOB` of `src/ml/trees/scoring-job.ts`, `SHAP_JOB` of `explain/shap-job.ts`. */
const SCORED: usize = 2048
const EXPLAINED: usize = 2304

export function serve(member: i32): void {
  serveTeam(member, perform)
}

export function order(operation: i32, members: i32): void {
  orderTeam(operation, members, perform)
}

/** Operations: `operations` of `src/ml/trees/kernel-team.ts`. */
function perform(operation: i32, member: i32): void {
  const own = <usize>member
  if (operation == 0) scoreChunk(SCORED, own)
  else if (operation == 1) beginChunk(EXPLAINED, own)
  else if (operation == 2) buildTables(EXPLAINED, own)
  else if (operation == 3) addTables(EXPLAINED, own)
  else addPaths(EXPLAINED, own)
}
