import type { PassedOver } from '../../jobs/passed-over.js'
import type { Paint } from './paint.js'
import { section } from './sections.js'

/** Which predictions were passed over, why, and what can be done; nothing where there is none. */
export function passedOverSection(title: string, passedOver: readonly PassedOver[], paint: Paint): string[] {
  if (passedOver.length === 0) return []
  const lines = passedOver.flatMap(({ prediction, message, remedy }) => [
    `  ${paint.yellow(prediction)}  ${message}`,
    `  ${' '.repeat(prediction.length)}  ${remedy}`,
  ])
  return [section(title, lines.join('\n'), paint)]
}
