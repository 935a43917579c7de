import { distance } from 'fastest-levenshtein'

/** The names most like the wanted one, for a message: `"a", "b", "c"`; `none` when there are none at all. */
export function nearestNames(wanted: string, names: readonly string[], most = 3): string {
  const wantedLower = wanted.toLowerCase()
  const nearest = names
    .map((name) => ({ name, distance: distance(wantedLower, name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, most)
    .map(({ name }) => `"${name}"`)
  return nearest.length === 0 ? 'none' : nearest.join(', ')
}
