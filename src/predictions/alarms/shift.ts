import type { Column } from '../../ml/frame.js'
import type { Alarm } from '../card.js'
import { binIndex, columnNamed, quantileEdges } from '../single-feature.js'
import type { Evidence } from './evidence.js'

const bins = 10
/** The customary bound for a large change (Siddiqi, 2006, "Credit Risk Scorecards"). */
const largeChange = 0.25

/**
 * Features that look different on the holdout than in training: the model is asked about values it has seen
 * little of. Population stability index over deciles of the training rows, less what chance alone gives
 * (about (bins - 1)(1/n + 1/m) when nothing changed).
 */
export function shiftAlarms({ training, holdout }: Evidence): Alarm[] {
  const shifted = training.frame.columns
    .map((column, index) => {
      const other = columnNamed(holdout.frame, column.name)
      return {
        feature: column.name,
        title: training.features[index]?.title ?? column.name,
        index: other === undefined ? 0 : stabilityIndex(column, other),
      }
    })
    .filter(({ index }) => index > largeChange)
    .sort((a, b) => b.index - a.index)
  if (shifted.length === 0) return []
  const named = shifted.slice(0, 5).map(({ title, index }) => `"${title}" (${index.toFixed(2)})`)
  const rest = shifted.length - named.length
  return [
    {
      code: 'SHIFT',
      severity: 'warning',
      message:
        `The holdout differs from the training rows in ${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''} ` +
        `(population stability index above ${largeChange}).`,
      features: shifted.map(({ feature }) => feature),
    },
  ]
}

/** @returns the index with the chance part taken off, at least 0 */
export function stabilityIndex(reference: Column, other: Column): number {
  const [before, after] = shares(reference, other)
  const rowsBefore = before.reduce((sum, count) => sum + count, 0)
  const rowsAfter = after.reduce((sum, count) => sum + count, 0)
  if (rowsBefore === 0 || rowsAfter === 0) return 0
  let index = 0
  let filled = 0
  before.forEach((count, bin) => {
    if (count === 0 && after[bin] === 0) return
    filled++
    // Half a row more in each bin keeps an empty one from being infinitely far.
    const p = (count + 0.5) / (rowsBefore + 0.5 * before.length)
    const q = (after[bin] + 0.5) / (rowsAfter + 0.5 * after.length)
    index += (q - p) * Math.log(q / p)
  })
  return Math.max(0, index - (filled - 1) * (1 / rowsBefore + 1 / rowsAfter))
}

function shares(reference: Column, other: Column): [number[], number[]] {
  if (reference.kind === 'numeric' && other.kind === 'numeric') {
    const edges = quantileEdges(reference.values, bins)
    const count = (values: Float64Array): number[] => {
      const counts = Array<number>(edges.length + 2).fill(0)
      for (const value of values) counts[Number.isNaN(value) ? edges.length + 1 : binIndex(edges, value)]++
      return counts
    }
    return [count(reference.values), count(other.values)]
  }
  if (reference.kind === 'category' && other.kind === 'category') {
    const names = new Map<string, number>()
    for (const level of [...reference.levels, ...other.levels]) {
      if (!names.has(level)) names.set(level, names.size)
    }
    const count = ({ codes, levels }: typeof reference): number[] => {
      const counts = Array<number>(names.size + 1).fill(0)
      for (const code of codes) counts[code < 0 ? names.size : (names.get(levels[code]) ?? names.size)]++
      return counts
    }
    return [count(reference), count(other)]
  }
  return [[], []]
}
