/**
 * How work that nobody waits for runs: it takes what is left. The processor goes to those who answer requests first
 * (`priority`, of the operating system's 0 to 19), and in the warehouse a statement takes one thread, so that at least
 * one is always free for a small query.
 */
export const background = {
  priority: 15,
  settings: { max_threads: 1, max_insert_threads: 1, priority: 10 },
} as const
