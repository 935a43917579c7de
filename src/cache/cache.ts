/**
 * Remembers answers about somebody until they are too old or something new is known of them. What is remembered
 * is text, under a subject (whom it is about) and a name (what was asked). It may forget anything at any time, and
 * losing it loses nothing.
 */
export interface Cache {
  /** For people: `in this process`, or the address of the Redis without its password. */
  readonly description: string
  /** Looks one answer up. Trouble with the cache is a miss, never an error. */
  read(subject: string, name: string): Promise<CacheRead>
  /**
   * Remembers an answer for the cache's time to live.
   * @param ticket from the `read` that missed: when the subject was forgotten since, the answer was made of what
   *   was known before, and is not remembered
   */
  write(subject: string, name: string, text: string, ticket: CacheTicket): Promise<void>
  /** Forgets all answers about the subjects, in every process that shares the cache. */
  forget(subjects: readonly string[]): Promise<void>
  /** Forgets everything: another model answers from now on. */
  clear(): Promise<void>
  close(): Promise<void>
}

/** State of a subject at the time of a look; only the cache that made it knows what is in it. */
export type CacheTicket = string | number

export type CacheRead =
  { readonly hit: true; readonly text: string } | { readonly hit: false; readonly ticket: CacheTicket }

/** The subject of a person of a kind: no two people have the same. */
export function subjectOf(entity: string, id: string): string {
  return `${entity}\0${id}`
}
