import { expect, it } from 'vitest'

import { ForetellError } from '../shared/errors.js'
import { forEach } from './passed-over.js'

const work = (name: string): Promise<string> => {
  if (name === 'rare') {
    const values = { name, reason: 'too few', remedy: 'Wait.' }
    return Promise.reject(new ForetellError('DATA_GATE_CLOSED', { values }))
  }
  return name === 'broken' ? Promise.reject(new Error('oops')) : Promise.resolve(`${name} done`)
}

it('does the others when the data says no to one, and tells why', async () => {
  const { done, passedOver } = await forEach(['a', 'rare', 'b'], ['DATA_GATE_CLOSED'], work)
  expect(done).toEqual(['a done', 'b done'])
  expect(passedOver).toMatchObject([{ prediction: 'rare', code: 'DATA_GATE_CLOSED', remedy: 'Wait.' }])
})

it('throws every other trouble', async () => {
  await expect(forEach(['a', 'broken'], ['DATA_GATE_CLOSED'], work)).rejects.toThrow('oops')
  await expect(forEach(['rare'], ['MODEL_MISSING'], work)).rejects.toMatchObject({ code: 'DATA_GATE_CLOSED' })
})
