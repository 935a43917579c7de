import type { Instant } from '../../shared/time.js'
import { elapsed, whole } from '../report/figures.js'
import { type Paint, width } from '../report/paint.js'
import type { StepNode } from './step-tree.js'

/** One step as one line: mark, name, result or progress, and time. */
export function stepLine(step: StepNode, mark: string, now: Instant, paint: Paint): string {
  const indent = '  '.repeat(step.depth)
  const time = elapsed((step.ended ?? now) - step.started)
  const told = step.state === 'running' ? progressText(step) : step.state === 'done' ? step.summary : ''
  const detail = told === '' ? '' : `  ${told}`
  return `${indent}${mark} ${step.name}${detail}  ${paint.dim(time)}`
}

/** `45 %`, `12 of 340 MB`, `120 of 800 rows`, `1,200,000 rows`; nothing when the step has not said how far it is. */
function progressText({ counted }: StepNode): string {
  if (counted === undefined) return ''
  if (counted.unit === 'bytes') return bytesText(counted.done, counted.total)
  const { done, total, unit } = counted
  const what = unit === '' ? '' : ` ${unit}`
  if (total === undefined) return `${whole(done)}${what}`
  if (unit === '') return `${Math.floor((100 * done) / Math.max(total, Number.MIN_VALUE))} %`
  return `${whole(done)} of ${whole(total)}${what}`
}

function bytesText(done: number, total: number | undefined): string {
  const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)
  return total === undefined ? `${megabytes(done)} MB` : `${megabytes(done)} of ${megabytes(total)} MB`
}

/** Cut to the terminal's width, so that a line stays one line; colours are dropped from a line that is cut. */
export function fitted(line: string, columns: number): string {
  if (width(line) <= columns) return line
  // eslint-disable-next-line no-control-regex -- the escape character is what makes a colour code one
  const plain = [...line.replace(/\u001b\[[0-9;]*m/g, '')]
  return `${plain.slice(0, Math.max(0, columns - 1)).join('')}…`
}
