import type { CategoryColumn, Frame } from '../ml/frame.js'

/** The name that stands for all levels too rare to learn from. */
export const rareLevel = '(other)'

/** Levels beyond so many, the rarest, are taken together: each would be learned from a handful of rows. */
const mostLevels = 100
/** A level that stands in fewer rows says nothing of its own. */
const fewestRows = 5

/** Which levels of each category column are kept, by column name. Learned without looking at the target. */
export type KeptLevels = Readonly<Record<string, readonly string[]>>

/** Counts the levels of the training rows; those kept are in order of their frequency. */
export function learnKeptLevels(frame: Frame): KeptLevels {
  return Object.fromEntries(
    frame.columns
      .filter((column) => column.kind === 'category')
      .map((column) => [column.name, frequentLevels(column)]),
  )
}

function frequentLevels({ codes, levels }: CategoryColumn): string[] {
  const counts = new Uint32Array(levels.length)
  for (const code of codes) if (code >= 0) counts[code]++
  const enough = Math.min(fewestRows, Math.ceil(codes.length / 100))
  return levels
    .map((level, code) => ({ level, count: counts[code] }))
    .filter(({ count }) => count >= enough && count > 0)
    .sort((a, b) => b.count - a.count || (a.level < b.level ? -1 : 1))
    .slice(0, mostLevels)
    .map(({ level }) => level)
}

/** The frame with every level that was not kept under the name `(other)`; missing stays missing. */
export function keepLevels(frame: Frame, kept: KeptLevels): Frame {
  return {
    rows: frame.rows,
    columns: frame.columns.map((column) => {
      if (column.kind === 'numeric' || !(column.name in kept)) return column
      const levels = [...kept[column.name], rareLevel]
      const codeOf = new Map(levels.map((level, code) => [level, code]))
      const own = column.levels.map((level) => codeOf.get(level) ?? levels.length - 1)
      return { ...column, levels, codes: column.codes.map((code) => (code < 0 ? -1 : own[code])) }
    }),
  }
}
