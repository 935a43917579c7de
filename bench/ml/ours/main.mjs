/** One measurement of ours: `node main.mjs JOB`, a job of `../jobs.ts` as JSON; prints the outcome as JSON. */
import { contributions } from './contributions.mjs'
import { forest } from './forest.mjs'
import { score } from './score.mjs'
import { singleRow } from './single-row.mjs'
import { train } from './train.mjs'
import { tune } from './tune.mjs'

const work = { train, score, 'single-row': singleRow, contributions, tune, forest }
const job = JSON.parse(process.argv[2])
console.log(JSON.stringify(await work[job.kind](job)))
