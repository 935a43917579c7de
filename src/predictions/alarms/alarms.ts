import type { Alarm } from '../card.js'
import { duplicateRowAlarms } from './duplicate-rows.js'
import type { Evidence } from './evidence.js'
import { shiftAlarms } from './shift.js'
import { missingnessAlarms, singleFeatureAlarms, tooGoodAlarms } from './single-feature.js'
import { targetCopyAlarms } from './target-copy.js'

/** Everything about the data and the numbers that looks like a leak, the gravest first. */
export function leakAlarms(evidence: Evidence): Alarm[] {
  return [
    ...targetCopyAlarms(evidence),
    ...singleFeatureAlarms(evidence),
    ...tooGoodAlarms(evidence),
    ...duplicateRowAlarms(evidence),
    ...missingnessAlarms(evidence),
    ...shiftAlarms(evidence),
  ].sort((a, b) => Number(b.severity === 'alarm') - Number(a.severity === 'alarm'))
}
