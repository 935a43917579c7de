import { openClock } from './clock.mjs'
import { Latencies } from './latencies.mjs'

/**
 * Sends requests for as long as the job says.
 * - without a rate, each connection sends the next request when the last is answered (a closed load): for how much a
 *   server does;
 * - with a rate, requests fall due at that rate whatever the server does (an open load), and the time of each counts
 *   from when it was due, so that one that had to wait for its turn says so.
 */
export async function drive(connections, next, { seconds, rate, requestsAtMost = Infinity }) {
  const measured = new Measured()
  const started = performance.now()
  await (rate > 0
    ? open(connections, next, { started, seconds, rate }, measured)
    : closed(connections, next, { until: started + seconds * 1000, most: requestsAtMost }, measured))
  return measured.summary(performance.now() - started)
}

async function closed(connections, next, { until, most }, measured) {
  let sent = 0
  await Promise.all(
    connections.map(async (connection) => {
      for (let at = performance.now(); at < until && sent++ < most; at = performance.now()) {
        await measured.send(connection, next(), at)
      }
    }),
  )
}

async function open(connections, next, { started, seconds, rate }, measured) {
  const total = Math.floor(seconds * rate)
  const free = [...connections]
  let due = 0
  let sent = 0
  let finish
  const finished = new Promise((resolve) => (finish = resolve))
  const pump = () => {
    while (sent < due && free.length > 0) {
      const connection = free.pop()
      void measured.send(connection, next(), started + (sent++ * 1000) / rate).then(() => {
        free.push(connection)
        if (measured.count === total) finish()
        else pump()
      })
    }
  }
  const clock = openClock(1000 / rate, () => {
    due = Math.min(total, Math.floor(((performance.now() - started) * rate) / 1000) + 1)
    pump()
  })
  await finished
  clock.stop()
}

class Measured {
  #latencies = new Latencies()
  #statuses = {}
  #units = 0
  #bytes = 0
  #failures = {}
  count = 0

  /** @param {{ bytes: Buffer, units: number }} request `units`: what it carries: events of a batch, else 1 */
  async send(connection, { bytes, units }, since) {
    try {
      const { status, body } = await connection.send(bytes)
      this.#latencies.add(performance.now() - since)
      this.#statuses[status] = (this.#statuses[status] ?? 0) + 1
      this.#bytes += body.length
      if (status < 300) this.#units += units
      else this.#failures[status] ??= body.toString('utf8', 0, 500)
    } catch (error) {
      process.stderr.write(`${error.message}\n`)
      process.exit(1)
    }
    this.count++
  }

  summary(milliseconds) {
    const seconds = milliseconds / 1000
    return {
      seconds,
      requests: this.count,
      requestsPerSecond: this.count / seconds,
      units: this.#units,
      unitsPerSecond: this.#units / seconds,
      statuses: this.#statuses,
      failures: this.#failures,
      bytesPerAnswer: this.#bytes / this.count,
      latency: this.#latencies.summary(),
    }
  }
}
