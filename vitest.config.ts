import { defineConfig } from 'vitest/config'

/**
 * `forks`: the engine host is a child process and the kill tests kill processes, which worker threads cannot
 * stand in for.
 */
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    pool: 'forks',
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
