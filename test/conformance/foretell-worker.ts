import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

import { start } from '../e2e/foretell.js'
import { logged } from '../e2e/serving.js'
import { churnDocument } from './jobs-business.js'

/** A `foretell worker` in a process of its own, as a person starts it. */
export interface WorkerProcess {
  /** Parts of jobs that it has begun, or has done, in their order. */
  parts(which: 'begun' | 'done'): readonly number[]
  /** Ends it as a crash would. */
  kill(): Promise<void>
  stop(): Promise<void>
}

/** Starts a worker for the business of `jobs-business.ts` and waits until it takes work. @param root its folder */
export async function foretellWorker(root: string, redis: string): Promise<WorkerProcess> {
  await writeFile(join(root, 'foretell.config.json'), JSON.stringify({ ...churnDocument, server: { redis } }))
  const running = start(root, 'worker', '--jobs', '1', '--lost-after', '2')
  const early = running.finished.then(({ code, stderr }) => {
    throw new Error(`foretell worker ended with ${code}\n${stderr}`)
  })
  const ready = async (): Promise<void> => {
    while (!logged(running).some(({ message }) => message === 'waiting for jobs')) await pause(20)
  }
  await Promise.race([ready(), early])
  early.catch(() => undefined)
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    running.kill(signal)
    await running.finished
  }
  return {
    parts: (which) =>
      logged(running)
        .filter(({ message, phase }) => phase === 'part' && message === saidOf[which])
        .map(({ part }) => Number(part)),
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  }
}

const saidOf = { begun: 'task begins', done: 'task ends' } as const
