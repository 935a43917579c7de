import { wholeNumber } from '../option.js'
import { verb } from '../verb.js'

export const worker = verb({
  name: 'worker',
  summary: 'Do jobs of the queue in Redis, on this machine, until it is stopped',
  description:
    'Takes batches, trainings and imports from the queue that servers and workers of the project share (REDIS_URL). ' +
    'On other machines than the server, the warehouse must be one that they share (CLICKHOUSE_URL). Each job is done ' +
    'by a process of its own, of low priority. Ctrl-C ends it: what it was doing is done by another worker.',
  arguments: {},
  options: {
    jobs: wholeNumber('NUMBER', 'do so many at one time; default: server.jobs of the configuration', {
      minimum: 1,
      maximum: 64,
      fallback: undefined,
    }),
    lostAfter: wholeNumber(
      'SECONDS',
      'a worker that gives no sign of life for so long is lost, and others do what it did',
      { minimum: 1, maximum: 3600, fallback: 30 },
    ),
  },
  examples: [
    { command: 'worker', about: 'one job after the other' },
    { command: 'worker --jobs 4', about: 'four at one time' },
  ],
  run: async ({ jobs, lostAfter }, request) => {
    const [{ serverLog }, { work }] = await Promise.all([
      import('../../api/log.js'),
      import('../../jobs/worker.js'),
    ])
    const log = serverLog('info')
    const summary = await work(request, {
      jobs,
      lostAfter: lostAfter * 1000,
      log,
      ready: (redis, most) => log.info({ redis, jobs: most }, 'waiting for jobs'),
    })
    return {
      json: summary,
      text: (paint) => paint.dim(`stopped after ${Math.round(summary.seconds).toLocaleString('en-US')} s`),
    }
  },
})
