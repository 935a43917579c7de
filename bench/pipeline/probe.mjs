/** Loaded before a measured command: leaves the peak of its memory behind, as text of kilobytes. */
import { writeFileSync } from 'node:fs'

const record = process.env.FORETELL_BENCH_MEMORY
if (record !== undefined) {
  process.on('exit', () => writeFileSync(record, String(process.resourceUsage().maxRSS)))
}
