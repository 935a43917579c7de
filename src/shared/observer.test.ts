import { describe, expect, it } from 'vitest'
import { observed, type Observer, silentObserver, type Step } from './observer.js'

/** Writes down all it is told, one line each. */
function recorder(): { observer: Observer; told: string[] } {
  const told: string[] = []
  const stepOf = (path: string): Step => ({
    step: (name) => {
      told.push(`${path}${name}: begins`)
      return stepOf(`${path}${name}/`)
    },
    warn: (message) => told.push(`${path}warns ${message}`),
    progress: (done, total, unit) => told.push(`${path}${done} of ${total} ${unit}`),
    done: (summary) => told.push(`${path}done ${summary}`),
    fail: (reason) => told.push(`${path}failed ${reason}`),
  })
  return { observer: stepOf(''), told }
}

describe('observed', () => {
  it('ends a step that went well, with its summary', async () => {
    const { observer, told } = recorder()
    const work = async (step: Step): Promise<number> => {
      step.progress(1, 2, 'rows')
      await observed(step, 'inner', () => Promise.resolve(0))
      return 2
    }
    expect(await observed(observer, 'Import', work, (rows) => `${rows} rows`)).toBe(2)
    expect(told).toEqual([
      'Import: begins',
      'Import/1 of 2 rows',
      'Import/inner: begins',
      'Import/inner/done undefined',
      'Import/done 2 rows',
    ])
  })

  it('ends a step that failed, and throws on what failed it', async () => {
    const { observer, told } = recorder()
    const error = new Error('no space left')
    await expect(observed(observer, 'Import', () => Promise.reject(error))).rejects.toBe(error)
    expect(told).toEqual(['Import: begins', 'Import/failed no space left'])
  })

  it('ends a step whose work threw before it began to wait, and one that threw no error', async () => {
    const { observer, told } = recorder()
    const work = (): Promise<void> => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- what is thrown may be anything
      throw 'a text'
    }
    await expect(observed(observer, 'Import', work)).rejects.toBe('a text')
    expect(told).toEqual(['Import: begins', 'Import/failed a text'])
  })

  it('says nothing where nobody listens', async () => {
    const step = silentObserver.step('a').step('b')
    step.progress(1)
    step.warn('w')
    step.done()
    step.fail('f')
    expect(await observed(silentObserver, 'x', () => Promise.resolve(1))).toBe(1)
  })
})
