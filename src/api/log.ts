import { destination, type Logger, pino } from 'pino'

import type { ServerPlan } from '../config/plan.js'

/** Lines of JSON on standard error, written at once, so that the last words of a process are there. */
export function serverLog(level: ServerPlan['log']): Logger {
  return pino({ level, base: null, messageKey: 'message' }, destination({ fd: 2, sync: true }))
}
