import type { Observer, Step } from '../../shared/observer.js'
import type { Clock, Instant } from '../../shared/time.js'

/** What is known of a step at one moment. */
export interface StepNode {
  readonly name: string
  readonly depth: number
  readonly started: Instant
  readonly children: StepNode[]
  state: 'running' | 'done' | 'failed'
  ended: Instant | undefined
  /** What a step said of its result or its failure. */
  summary: string
  /** How far it is: `done` of `total`, or without a total only a count. */
  counted: { done: number; total: number | undefined; unit: string } | undefined
}

/** Hears of every change of the tree; one way of showing progress. */
export interface StepListener {
  started(step: StepNode): void
  progressed(step: StepNode): void
  ended(step: StepNode): void
  warned(message: string): void
}

/** An observer that keeps the steps as a tree and tells a listener. The same warning is told once. */
export function treeObserver(clock: Clock, listener: StepListener): Observer {
  const told = new Set<string>()
  const warn = (message: string): void => {
    if (told.has(message)) return
    told.add(message)
    listener.warned(message)
  }
  const begin = (name: string, parent: StepNode | undefined): Step => {
    const node: StepNode = {
      name,
      depth: parent === undefined ? 0 : parent.depth + 1,
      started: clock.now(),
      children: [],
      state: 'running',
      ended: undefined,
      summary: '',
      counted: undefined,
    }
    parent?.children.push(node)
    listener.started(node)
    const end = (state: 'done' | 'failed', summary: string): void => {
      if (node.state !== 'running') return
      Object.assign(node, { state, summary, ended: clock.now() })
      listener.ended(node)
    }
    return {
      step: (child) => begin(child, node),
      warn,
      progress: (done, total, unit = '') => {
        node.counted = { done, total, unit }
        listener.progressed(node)
      },
      done: (summary = '') => end('done', summary),
      fail: (reason) => end('failed', reason),
    }
  }
  return { step: (name) => begin(name, undefined), warn }
}
