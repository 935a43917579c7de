/**
 * One measurement of ours: `node main.mjs JOB`, a job of `../jobs.ts` as JSON; prints the outcome as JSON. Only what the
 * job needs is loaded.
 */
const job = JSON.parse(process.argv[2])
const { measure } = await import(`./${job.kind}.mjs`)
console.log(JSON.stringify(await measure(job)))
