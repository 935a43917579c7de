import type { Frame } from '../frame.js'
import { defaultThreads } from '../kernels/threads.js'

/** Values below which other threads would not be ready before one is done. */
const FEW_VALUES = 1_000_000
/** Threads beyond which waiting for each other costs more than they do. */
const MOST_THREADS = 64
/** Rows that a thread should have at least. */
const ROWS_OF_THREAD = 1024

/** How many threads grow trees on a table; what comes out does not depend on it. */
export function threadsFor({ rows, columns }: Frame, wanted?: number): number {
  const most = Math.max(1, Math.min(MOST_THREADS, Math.ceil(rows / ROWS_OF_THREAD)))
  if (wanted !== undefined) return Math.max(1, Math.min(most, Math.floor(wanted)))
  return rows * columns.length < FEW_VALUES ? 1 : Math.min(most, defaultThreads())
}
