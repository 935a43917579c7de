import type { Clock, Instant } from '../../shared/time.js'
import type { Paint } from '../report/paint.js'
import { stepLine } from './step-line.js'
import type { StepListener, StepNode } from './step-tree.js'

/** A step that goes on says so this often, so that a log shows it is alive. */
const REMINDER = 15_000
/** A part that took less is not worth a line of a log. */
const BRIEF = 1000

/** Progress for logs and pipes: a line when a step ends, and now and then one for a step that goes on. */
export function plainProgress(write: (text: string) => void, clock: Clock, paint: Paint): StepListener {
  const reminded = new Map<StepNode, Instant>()
  return {
    started(step) {
      reminded.set(step, step.started)
      if (step.depth === 0) write(`${step.name} ...\n`)
    },
    progressed(step) {
      const now = clock.now()
      if (now - (reminded.get(step) ?? now) < REMINDER) return
      reminded.set(step, now)
      write(`${stepLine(step, '...', now, paint)}\n`)
    },
    ended(step) {
      reminded.delete(step)
      const now = clock.now()
      if (step.depth > 0 && step.state === 'done' && now - step.started < BRIEF) return
      write(`${stepLine(step, step.state === 'done' ? 'ok' : 'FAILED', now, paint)}\n`)
    },
    warned: (message) => write(`warning  ${message}\n`),
  }
}
