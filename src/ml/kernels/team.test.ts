import { describe, expect, it } from 'vitest'

import { module } from './generated/training.js'
import { compileModule, memoryOf } from './module.js'
import { Team, type TeamExports } from './team.js'

const TEAM = compileModule(module)

describe('a team', () => {
  it.each([1, 2, 3])('of %i carries out an order with every member', (members) => {
    const memory = memoryOf(65_536, true)
    const team = new Team<TeamExports>(TEAM, memory, members)
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

  it('is followed by others on other memories, with the same threads or new ones', () => {
    for (let round = 0; round < 50; round++) {
      const bytes = round % 10 === 9 ? 80 * 2 ** 20 : 65_536
      const memory = memoryOf(bytes, true)
      const team = new Team<TeamExports>(TEAM, memory, 3)
      team.run(1000 + round)
      expect([...new Int32Array(memory.buffer, 2048, 3)]).toEqual(Array<number>(3).fill(1000 + round))
      team.dismiss()
    }
  })
})
