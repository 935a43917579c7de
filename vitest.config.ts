import { availableParallelism } from 'node:os'

import { defineConfig } from 'vitest/config'

import { SlowFirst } from './test/slow-first.js'

/**
 * `forks`: the engine host is a child process and the kill tests kill processes, which worker threads cannot
 * stand in for. As many at once as there are cores: the tests often wait for an engine, and vitest itself, for which
 * it would keep one, has next to nothing to do.
 */
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: availableParallelism(),
    sequence: { sequencer: SlowFirst },
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
