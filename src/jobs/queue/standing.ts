import type { JobState } from './job.js'

const rank: Readonly<Record<JobState, bigint>> = {
  queued: 0n,
  running: 0n,
  done: 1n,
  failed: 1n,
  cancelled: 1n,
  expired: 2n,
}

/** Milliseconds since 1970 take 41 bits until 2039 and 42 until 2109. */
const timeBits = 44n
const attemptBits = 16n
const longest = (1n << timeBits) - 1n

/**
 * What decides which of two rows of a job counts, whoever wrote them and in whatever order they arrive: an end counts
 * more than anything before it, the first end more than a later one (a job that was cancelled while its last row was
 * being written stays cancelled), and before the end the later attempt, and in it the later time.
 * @param now milliseconds since 1970
 * @returns an unsigned integer of 64 bits
 */
export function versionOf(state: JobState, attempts: number, now: number): bigint {
  const time = BigInt(Math.floor(now))
  const above = rank[state] << (timeBits + attemptBits)
  if (rank[state] === 1n) return above | (longest - time)
  return above | (BigInt(Math.min(attempts, 0xffff)) << timeBits) | time
}
