/**
 * What a key may do. `ingest` keys stand in apps and web pages, where everyone can read them: they write events and
 * nothing else. `read` keys ask for predictions and start batches of them; `admin` keys may do everything, among it
 * train, promote and delete.
 */
export const scopes = ['ingest', 'read', 'admin'] as const

export type Scope = (typeof scopes)[number]

/** Whether one who holds `held` may do what needs `needed`. */
export function allows(held: Scope, needed: Scope): boolean {
  return held === needed || held === 'admin'
}
