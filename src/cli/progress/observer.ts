import type { Observer } from '../../shared/observer.js'
import type { Clock } from '../../shared/time.js'
import { paint, wantsColour } from '../report/paint.js'
import { liveProgress } from './live.js'
import { plainProgress } from './plain.js'
import { treeObserver } from './step-tree.js'

export interface ProgressStream {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): unknown
}

export interface ProgressWorld {
  readonly clock: Clock
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** Shows progress on a stream in the way it can: live on a terminal, line by line elsewhere. */
export function progressObserver(
  stream: ProgressStream,
  { clock, environment }: ProgressWorld,
): { readonly observer: Observer; readonly finish: () => void } {
  const colours = paint(wantsColour(stream, environment))
  const write = (text: string): void => void stream.write(text)
  if (stream.isTTY !== true || (environment['CI'] ?? '') !== '' || environment['TERM'] === 'dumb') {
    return { observer: treeObserver(clock, plainProgress(write, clock, colours)), finish: () => undefined }
  }
  const live = liveProgress({ columns: () => stream.columns ?? 80, write }, clock, colours)
  return { observer: treeObserver(clock, live), finish: () => live.stop() }
}
