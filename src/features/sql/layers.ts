import { identifier } from '../../warehouse/identifier.js'
import type { Column } from './text.js'

/** Each is computed of the columns of those before it; what nobody asked for is not there. */
const order = ['times', 'patterns', 'windows', 'sorted', 'measures'] as const
type Layer = (typeof order)[number]

/** Columns that are computed of columns, as selects in one another. */
export class Layers {
  readonly #columns = new Map<Layer, Map<string, string>>(order.map((layer) => [layer, new Map()]))

  /** @returns the quoted name */
  add(layer: Layer, name: string, sql: string): string {
    this.#columns.get(layer)?.set(name, sql)
    return identifier(name)
  }

  /** All columns, each after those that it is computed of. */
  get columns(): readonly Column[] {
    return order.flatMap((layer) => this.#of(layer))
  }

  /** @param base the innermost select */
  over(base: string): string {
    return order.reduce((inner, layer) => {
      const columns = this.#of(layer).map(({ name, sql }) => `${sql} AS ${identifier(name)}`)
      if (layer === 'measures') return select(['entity_id', ...columns], inner)
      return columns.length === 0 ? inner : select(['*', ...columns], inner)
    }, base)
  }

  #of(layer: Layer): readonly Column[] {
    return [...(this.#columns.get(layer) ?? [])].map(([name, sql]) => ({ name, sql }))
  }
}

function select(columns: readonly string[], inner: string): string {
  return `SELECT
  ${columns.join(',\n  ')}
FROM (
  ${inner.replaceAll('\n', '\n  ')}
)`
}
