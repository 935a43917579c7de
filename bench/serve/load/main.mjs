/**
 * The load, in a process of its own: `node main.mjs`, a job as JSON on standard input, what was measured as JSON on
 * standard output. See `job.ts` for both.
 */
import { text } from 'node:stream/consumers'

import { Connection } from './connection.mjs'
import { drive } from './drive.mjs'
import { requestsOf } from './requests.mjs'

const job = JSON.parse(await text(process.stdin))
const { hostname, port } = new URL(job.url)
const next = requestsOf(job)
const connections = await Promise.all(
  Array.from({ length: job.connections }, () => Connection.open(hostname, Number(port))),
)
if (job.warmup > 0) await drive(connections, next, { ...job, seconds: job.warmup })
const before = process.cpuUsage()
const measured = await drive(connections, next, job)
const { user, system } = process.cpuUsage(before)
for (const connection of connections) connection.close()
process.stdout.write(JSON.stringify({ ...measured, loadCpuSeconds: (user + system) / 1e6 }))
// The clock of an open load lives in a thread.
process.exit(0)
