import type { Diagnosis } from '../../jobs/doctor/doctor.js'
import type { Verdict } from '../../jobs/doctor/finding.js'
import type { Paint } from './paint.js'

/** One line for each part, and one below it where something is to be done. */
export function doctorReport({ findings }: Diagnosis, paint: Paint): string {
  const marks: Readonly<Record<Verdict, string>> = {
    ok: paint.green('ok  '),
    warn: paint.yellow('warn'),
    fail: paint.red('fail'),
  }
  const widest = Math.max(...findings.map(({ part }) => part.length))
  return findings
    .flatMap(({ part, verdict, found, remedy }) => [
      `${marks[verdict]}  ${part.padEnd(widest)}  ${found}`,
      ...(remedy === null ? [] : [paint.dim(`${' '.repeat(widest + 8)}${remedy}`)]),
    ])
    .join('\n')
}
