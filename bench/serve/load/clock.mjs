import { Worker } from 'node:worker_threads'

/**
 * Calls `tick` at least as often as asked, on time to some tens of microseconds: Node's own timers come up to a
 * millisecond late, which would be measured as the server's. A thread sleeps until the time has come and says so.
 * @param {number} every milliseconds
 */
export function openClock(every, tick) {
  const worker = new Worker(
    `const { parentPort, workerData } = require('node:worker_threads')
     const never = new Int32Array(new SharedArrayBuffer(4))
     const started = performance.now()
     for (let ticks = 1; ; ticks++) {
       const left = started + ticks * workerData - performance.now()
       if (left > 0) Atomics.wait(never, 0, 0, left)
       parentPort.postMessage(0)
     }`,
    { eval: true, workerData: every },
  )
  worker.on('message', tick)
  return { stop: () => void worker.terminate() }
}
