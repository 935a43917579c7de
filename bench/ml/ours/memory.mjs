import { existsSync, readFileSync } from 'node:fs'

/**
 * The most memory this process has had, in megabytes. The kernel's own mark is read where there is one: the usage that
 * a process is told of begins with the size of the one that started it.
 */
export function peakMegabytes() {
  if (!existsSync('/proc/self/status')) return process.resourceUsage().maxRSS / 1024
  return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) / 1024
}
