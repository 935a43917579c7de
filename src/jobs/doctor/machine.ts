import { trace } from '@opentelemetry/api'

import { type Finding, fail, ok, warn } from './finding.js'

/** The oldest Node that is good, as package.json says. */
const oldest = [20, 19] as const

/** @param version such as `v20.20.1` */
export function nodeFinding(version: string): Finding {
  const [major, minor] = version.replace(/^v/, '').split('.').map(Number)
  const good = major > oldest[0] || (major === oldest[0] && minor >= oldest[1])
  return good ? ok('Node', version) : fail('Node', version, `Install Node ${oldest.join('.')} or newer.`)
}

/** Whether traces go anywhere: a span is recorded only where an SDK was loaded before the program. */
export function telemetryFinding(environment: Readonly<Record<string, string | undefined>>): Finding {
  const span = trace.getTracer('foretell').startSpan('doctor')
  const recorded = span.isRecording()
  span.end()
  if (recorded) return ok('OpenTelemetry', 'an SDK is loaded; traces are recorded')
  const asked = Object.keys(environment).find((name) => name.startsWith('OTEL_EXPORTER_'))
  return asked === undefined
    ? ok('OpenTelemetry', 'none')
    : warn(
        'OpenTelemetry',
        `${asked} is set, and no SDK is loaded, so nothing is recorded`,
        'Start with an SDK loaded, as docs/operating.md shows.',
      )
}
