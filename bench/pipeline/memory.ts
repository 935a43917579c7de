import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** How often memory is looked at where the kernel keeps no peak, milliseconds. */
const INTERVAL = 100

/** Watches the engine host of a folder for as long as a step runs. */
export class HostMemory {
  #peak = 0
  readonly #timer: NodeJS.Timeout
  readonly #record: string

  constructor(warehouse: string) {
    this.#record = join(warehouse, 'engine.json')
    this.#timer = setInterval(() => this.#look(), INTERVAL)
  }

  #look(): void {
    try {
      const { pid } = JSON.parse(readFileSync(this.#record, 'utf8')) as { pid: number }
      this.#peak = Math.max(this.#peak, peakOf(pid))
    } catch {
      // The host is not there yet, or no more.
    }
  }

  /** @returns bytes */
  stop(): number {
    this.#look()
    clearInterval(this.#timer)
    return this.#peak
  }
}

/** The most memory a process has had (Linux) or has now (elsewhere), in bytes. */
function peakOf(pid: number): number {
  const status = `/proc/${pid}/status`
  if (existsSync(status)) {
    return 1024 * Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(status, 'utf8'))?.[1] ?? 0)
  }
  return 1024 * Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)]).toString())
}
