import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

/** What processes have used so far, together. */
export interface Usage {
  readonly cpuSeconds: number
  readonly megabytes: number
}

/** Of the named processes that still run. */
export function usageOf(pids: readonly number[]): Usage {
  const each = pids.map((pid) => (existsSync('/proc') ? usageOnLinux(pid) : usageElsewhere(pid)))
  return {
    cpuSeconds: each.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0),
    megabytes: each.reduce((sum, { megabytes }) => sum + megabytes, 0),
  }
}

/** Clock ticks a second of every Linux that Node runs on. */
const TICKS = 100

function usageOnLinux(pid: number): Usage {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const status = readFileSync(`/proc/${pid}/status`, 'latin1')
    return {
      cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS,
      megabytes: Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024,
    }
  } catch {
    return { cpuSeconds: 0, megabytes: 0 }
  }
}

function usageElsewhere(pid: number): Usage {
  const [rss, time] = execFileSync('ps', ['-o', 'rss=,time=', '-p', String(pid)])
    .toString()
    .trim()
    .split(/\s+/)
  const cpuSeconds = time
    .split(/[:-]/)
    .map(Number)
    .reduce((sum, part) => sum * 60 + part, 0)
  return { cpuSeconds, megabytes: Number(rss) / 1024 }
}

/** Megabytes of processes and all that they have started, which come and go. */
export function memoryOfAll(pids: readonly number[]): number {
  return usageOf([...new Set(pids.flatMap((pid) => [pid, ...childrenOf(pid)]))]).megabytes
}

function childrenOf(pid: number): number[] {
  try {
    const listed = execFileSync('pgrep', ['-P', String(pid)])
      .toString()
      .trim()
    return listed.split('\n').flatMap((line) => [Number(line), ...childrenOf(Number(line))])
  } catch {
    // pgrep fails where there are none.
    return []
  }
}

/** The most memory that processes have had together, looked at ten times a second until it is stopped. */
export class MemoryWatch {
  #peak = 0
  readonly #pids: () => readonly number[]
  readonly #timer: NodeJS.Timeout

  constructor(pids: () => readonly number[]) {
    this.#pids = pids
    this.#timer = setInterval(() => this.#look(), 100)
  }

  #look(): void {
    this.#peak = Math.max(this.#peak, usageOf(this.#pids()).megabytes)
  }

  /** @returns megabytes */
  stop(): number {
    this.#look()
    clearInterval(this.#timer)
    return this.#peak
  }
}
