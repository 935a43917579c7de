import type { Clock } from '../../shared/time.js'
import type { Paint } from '../report/paint.js'
import { fitted, stepLine } from './step-line.js'
import type { StepListener, StepNode } from './step-tree.js'

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
const FRAME_LENGTH = 80
/** More parts than this are shown one at a time while they run, and not at all once the whole is done. */
const MAXIMUM_PARTS = 6

export interface LiveScreen {
  /** Columns of the terminal; asked again for every drawing, since windows are resized. */
  columns(): number
  write(text: string): void
}

/** Progress for a terminal: finished steps stand still, what runs is drawn below them again and again. */
export function liveProgress(
  screen: LiveScreen,
  clock: Clock,
  paint: Paint,
): StepListener & { stop(): void } {
  const running: StepNode[] = []
  let drawn = 0
  let frame = 0
  let lastDrawn = Number.NEGATIVE_INFINITY

  const clear = (): void => {
    if (drawn > 0) screen.write(`\u001b[${drawn}A\u001b[0J`)
    drawn = 0
  }
  const print = (lines: readonly string[]): void => {
    const columns = screen.columns()
    if (lines.length > 0) screen.write(`${lines.map((line) => fitted(line, columns)).join('\n')}\n`)
  }
  const draw = (): void => {
    clear()
    const lines = running.flatMap((step) => linesOf(step))
    print(lines)
    drawn = lines.length
    lastDrawn = clock.now()
  }
  const linesOf = (step: StepNode): string[] => {
    const parts = step.children.length > MAXIMUM_PARTS ? step.children.slice(-1) : step.children
    return [stepLine(step, markOf(step), clock.now(), paint), ...parts.flatMap(linesOf)]
  }
  const markOf = ({ state }: StepNode): string => {
    if (state === 'running') return paint.cyan(frames[frame % frames.length] ?? '')
    return state === 'done' ? paint.green('✔') : paint.red('✖')
  }
  const settledLines = (step: StepNode): string[] => {
    const parts = step.children.length > MAXIMUM_PARTS ? [] : step.children
    return [stepLine(step, markOf(step), clock.now(), paint), ...parts.flatMap(settledLines)]
  }

  const timer = setInterval(() => {
    frame++
    draw()
  }, FRAME_LENGTH)
  timer.unref()

  return {
    started(step) {
      if (step.depth === 0) running.push(step)
      draw()
    },
    progressed() {
      // Work that keeps the event loop busy lets no timer fire: its own reports keep the picture alive.
      if (clock.now() - lastDrawn >= FRAME_LENGTH) draw()
    },
    ended(step) {
      if (step.depth > 0) return draw()
      clear()
      running.splice(running.indexOf(step), 1)
      print(settledLines(step))
      draw()
    },
    warned(message) {
      clear()
      print([`${paint.yellow('!')} ${message}`])
      draw()
    },
    stop() {
      clearInterval(timer)
      clear()
      print(running.flatMap(linesOf))
    },
  }
}
