import { describe, expect, it } from 'vitest'

import { module } from './generated/training.js'
import { compileModule, memoryOf } from './module.js'
import { Team, type TeamExports } from './team.js'

describe('a team', () => {
  it.each([1, 2, 3])('of %i carries out an order with every member', (members) => {
    const memory = memoryOf(65_536, true)
    const team = new Team<TeamExports>(compileModule(module), memory, members)
    const done = new Int32Array(memory.buffer, 2048, members)
    try {
      for (let operation = 1000; operation <= 3000; operation++) {
        team.run(operation)
        expect([...done]).toEqual(Array<number>(members).fill(operation))
      }
    } finally {
      team.dismiss()
    }
  })
})
