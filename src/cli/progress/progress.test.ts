import { describe, expect, it } from 'vitest'

import type { Clock } from '../../shared/time.js'
import { paint } from '../report/paint.js'
import { liveProgress } from './live.js'
import { plainProgress } from './plain.js'
import { treeObserver } from './step-tree.js'

/** A clock that a test moves. */
function handClock(): Clock & { pass(milliseconds: number): void } {
  let now = 0
  return {
    now: () => now,
    pass: (milliseconds) => {
      now += milliseconds
    },
  }
}

/** What a terminal shows after text with "up" and "clear below" in it. */
function screenAfter(written: string): string[] {
  const lines = ['']
  // eslint-disable-next-line no-control-regex -- the escape character is what a terminal reads
  for (const [part] of written.matchAll(/\u001b\[(\d+)A|\u001b\[0J|\n|[^\u001b\n]+/g)) {
    if (part.endsWith('A')) lines.length -= Number(/\d+/.exec(part)?.[0])
    else if (part === '\u001b[0J') lines[lines.length - 1] = ''
    else if (part === '\n') lines.push('')
    else lines[lines.length - 1] += part
  }
  return lines.slice(0, -1)
}

describe('progress in a log', () => {
  it('is a line for each step that ended, with its time', () => {
    const clock = handClock()
    let written = ''
    const observer = treeObserver(
      clock,
      plainProgress((text) => (written += text), clock, paint(false)),
    )
    const ingest = observer.step('Ingest')
    ingest.step('too brief to tell').done()
    const file = ingest.step('events.csv')
    clock.pass(1500)
    file.done('10 rows')
    ingest.done()
    expect(written.split('\n')).toEqual([
      'Ingest ...',
      '  ok events.csv  10 rows  1.5 s',
      'ok Ingest  1.5 s',
      '',
    ])
  })

  it('reminds of a step that takes long, and not more often', () => {
    const clock = handClock()
    let written = ''
    const step = treeObserver(
      clock,
      plainProgress((text) => (written += text), clock, paint(false)),
    ).step('Train')
    for (let second = 0; second < 40; second++) {
      step.progress(second, 40, 'trees')
      clock.pass(1000)
    }
    expect(written.match(/of 40 trees/g)).toHaveLength(2)
  })

  it('tells the same warning once', () => {
    let written = ''
    const observer = treeObserver(
      handClock(),
      plainProgress((text) => (written += text), handClock(), paint(false)),
    )
    const step = observer.step('Train')
    step.warn('few rows')
    observer.warn('few rows')
    expect(written.match(/few rows/g)).toHaveLength(1)
  })
})

describe('progress on a terminal', () => {
  it('keeps what is done and redraws what runs', () => {
    const clock = handClock()
    let written = ''
    const live = liveProgress({ columns: () => 40, write: (text) => (written += text) }, clock, paint(false))
    const observer = treeObserver(clock, live)
    const first = observer.step('Ingest')
    first.step('events.csv').done('10 rows')
    clock.pass(2000)
    first.done('10 rows')
    const second = observer.step('Train')
    second.progress(0.5, 1)
    clock.pass(500)
    observer.warn('few rows')
    live.stop()
    expect(screenAfter(written)).toEqual([
      '✔ Ingest  10 rows  2.0 s',
      '  ✔ events.csv  10 rows  0 ms',
      '! few rows',
      expect.stringMatching(/^. Train {2}50 % {2}500 ms$/),
    ])
  })

  it('cuts a line to the width, since a wrapped one cannot be redrawn', () => {
    const clock = handClock()
    let written = ''
    const live = liveProgress({ columns: () => 20, write: (text) => (written += text) }, clock, paint(false))
    treeObserver(clock, live).step('A step with quite a long name').done()
    live.stop()
    expect(screenAfter(written)).toEqual(['✔ A step with quite…'])
  })
})
