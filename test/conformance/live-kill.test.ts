import { expect, it } from 'vitest'

import { killRounds } from '../../bench/serve/kills.js'

/** `npm run bench -- serve` does it ten times. */
it('a server that is killed under load, once with its engine, loses and doubles nothing acknowledged', async () => {
  const figures = await killRounds(3)
  expect(figures).toMatchObject({ kills: { server: 3, engine: 1 }, lost: 0, twice: 0 })
  expect(figures.acknowledged).toBeGreaterThan(1000)
  expect(figures.sentAgain).toBeGreaterThan(0)
}, 240_000)
