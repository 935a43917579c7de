import { setTimeout as pause } from 'node:timers/promises'

import { Queue } from 'bullmq'
import { Redis } from 'ioredis'

import { warehouseIdentity } from '../../warehouse/identity.js'
import type { Project } from '../../warehouse/project.js'
import { mostAttempts } from './job.js'

/** What a BullMQ job holds: which task it is. Everything else stands in the warehouse. */
export interface QueuedTask {
  readonly jobId: string
  readonly phase: 'begin' | 'part' | 'finish'
  readonly part?: number
}

export const queueName = 'jobs'

/** Before all keys of a project, since several may share a Redis. */
export async function queuePrefix({ warehouse }: Pick<Project, 'warehouse'>): Promise<string> {
  return `foretell:${await warehouseIdentity(warehouse)}`
}

/** Milliseconds before the second attempt; twice that before the third. */
const backoff = 1000

/** How every task is queued. What has ended is kept for a while, for people who look at the queue. */
export const taskOptions = {
  attempts: mostAttempts,
  backoff: { type: 'exponential', delay: backoff },
  removeOnComplete: { age: 3600, count: 10_000 },
  removeOnFail: { age: 24 * 3600 },
} as const

export interface OpenQueue {
  readonly queue: Queue<QueuedTask>
  close(): Promise<void>
}

/** Milliseconds that closing waits for Redis. */
const farewell = 2000

/**
 * The queue as those who put jobs into it see it.
 * @param patient true for workers, which wait for a Redis that is away; one who asks is told at once
 */
export function openQueue(url: string, prefix: string, patient: boolean): OpenQueue {
  const connection = redisConnection(url, patient)
  const queue = new Queue<QueuedTask>(queueName, { connection, prefix })
  // Trouble is told by the calls that meet it.
  queue.on('error', () => undefined)
  return {
    queue,
    async close() {
      // Of a Redis that is away nobody can take leave.
      await Promise.race([queue.close(), pause(farewell, undefined, { ref: false })]).catch(() => undefined)
      connection.disconnect()
    },
  }
}

export function redisConnection(url: string, patient: boolean): Redis {
  const connection = new Redis(url, {
    maxRetriesPerRequest: patient ? null : 1,
    retryStrategy: (attempt) => Math.min(attempt * 100, 2000),
    ...(patient ? {} : { commandTimeout: 5000 }),
  })
  connection.on('error', () => undefined)
  return connection
}

/** `redis://host:port`, without the password. */
export function redisAddress(url: string): string {
  return new URL(url).host
}
