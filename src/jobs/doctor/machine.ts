import { trace } from '@opentelemetry/api'

import { softwareVersion } from '../../predictions/software.js'
import { openTracing } from '../../shared/tracing/open-tracing.js'
import { type Finding, fail, ok, warn } from './finding.js'

/** The oldest Node that is good, as package.json says. */
const oldest = [20, 19] as const

/** @param version such as `v20.20.1` */
export function nodeFinding(version: string): Finding {
  const [major, minor] = version.replace(/^v/, '').split('.').map(Number)
  const good = major > oldest[0] || (major === oldest[0] && minor >= oldest[1])
  return good ? ok('Node', version) : fail('Node', version, `Install Node ${oldest.join('.')} or newer.`)
}

/** Sends one span to where the environment says that traces go. */
export async function telemetryFinding(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Finding> {
  const troubles: string[] = []
  const told = (message: string): void => void troubles.push(message)
  const tracing = openTracing({ environment, version: softwareVersion(), warn: told })
  if (tracing.enabled) trace.getTracer('foretell').startSpan('doctor').end()
  await tracing.close()
  if (troubles.length > 0) {
    const remedy =
      'Check OTEL_EXPORTER_OTLP_ENDPOINT and whether the collector runs; the server works without.'
    return warn('OpenTelemetry', troubles.join('; '), remedy)
  }
  return ok('OpenTelemetry', tracing.enabled ? 'traces are taken' : 'none: no traces are sent')
}
