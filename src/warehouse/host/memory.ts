import { totalmem } from 'node:os'

/** The share of the machine's memory that the engine may use. The rest is for Node, which trains, and others. */
const share = 0.6

const gibibyte = 1024 ** 3

/**
 * The engine's arguments that bound its memory. Beyond the bound a statement fails with a clear error instead
 * of taking the machine down; well before it, grouping and sorting go on on disk, for the engine's own settings
 * `max_bytes_ratio_before_external_group_by` and `..._sort` (both 0.5) are measured by it.
 * @param available bytes of memory that this process may have
 */
export function memoryArguments(available = availableMemory()): string[] {
  const limit = Math.max(gibibyte, Math.floor(available * share))
  return [
    `--max_server_memory_usage=${limit}`,
    // Indexes of parts; the default of 5 GiB is meant for a machine of its own.
    `--mark_cache_size=${Math.floor(Math.min(gibibyte / 2, limit / 8))}`,
  ]
}

/** Of the machine, or of the container where it has less. */
function availableMemory(): number {
  const constrained = process.constrainedMemory()
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem()
}
