import type { Pace } from '../boosting/pace.js'
import type { CodedColumn } from './rule-coding.js'
import { joined, type Rule, ruleText } from './rule.js'

export interface SearchLimits {
  /** Conditions of a rule. */
  readonly conditions: number
  readonly leastRows: number
  /** Of all rows. */
  readonly mostRows: number
}

/** Rules kept at each length. */
const BEAM = 16

/** Rows that meet a rule. */
interface Candidate {
  readonly rule: Rule
  readonly rows: Uint32Array
  readonly quality: number
}

/**
 * Finds the rule whose rows have the most loss, by beam search over conjunctions (Clark and Niblett 1989; Lavrac
 * et al. 2004): the best rules of one length are made longer by every condition. The quality of a rule is the
 * difference of the mean loss inside and outside in standard deviations of chance,
 * `sqrt(n m / (n + m)) (inside - outside) / deviation`: what a split gains in variance, with a sign. The best of many
 * conditions that say nothing is about sqrt(2 log many) deviations, so each condition costs 2 log(many) of the square
 * (the risk inflation criterion of Foster and George 1994).
 * @param loss one a row
 * @param rows which of them to look at
 * @returns undefined when no rule stands out
 */
export async function worstRule(
  columns: readonly CodedColumn[],
  loss: Float64Array,
  rows: Uint32Array,
  limits: SearchLimits,
  pace: Pace,
): Promise<Rule | undefined> {
  const total = rows.reduce((sum, row) => sum + loss[row], 0)
  const mean = total / rows.length
  const deviation = Math.sqrt(rows.reduce((sum, row) => sum + (loss[row] - mean) ** 2, 0) / rows.length)
  if (!(deviation > 0)) return undefined
  const qualityOf = (count: number, sum: number): number => {
    const others = rows.length - count
    if (count < limits.leastRows || others === 0) return -Infinity
    const difference = sum / count - (total - sum) / others
    return (Math.sqrt((count * others) / rows.length) * difference) / deviation
  }

  const perCondition = 2 * Math.log(columns.reduce((sum, { conditions }) => sum + conditions.length, 0))
  let beam: Candidate[] = [{ rule: [], rows, quality: 0 }]
  let best: { rule: Rule; worth: number } | undefined
  for (let length = 1; length <= limits.conditions; length++) {
    const extended = new Map<string, Extension>()
    for (const candidate of beam) {
      for (const column of columns) {
        addExtensions(candidate, column, loss, qualityOf, extended)
        await pace.spend(candidate.rows.length + 2 * column.conditions.length, 0)
      }
    }
    const ranked = [...extended.values()].sort((a, b) => b.quality - a.quality)
    for (const { rule, count, quality } of ranked) {
      if (count > limits.mostRows) continue
      const worth = quality ** 2 - perCondition * length
      if (worth > (best?.worth ?? 0)) best = { rule, worth }
    }
    beam = distinct(ranked).slice(0, BEAM).map(rowsOfExtension)
  }
  return best?.rule
}

interface Extension {
  readonly rule: Rule
  readonly quality: number
  readonly count: number
  readonly sum: number
  readonly parent: Candidate
  readonly column: CodedColumn
  readonly from: number
  readonly to: number
}

/** Every condition on one column, by the sums of its codes. */
function addExtensions(
  parent: Candidate,
  column: CodedColumn,
  loss: Float64Array,
  qualityOf: (count: number, sum: number) => number,
  into: Map<string, Extension>,
): void {
  const counts = new Float64Array(column.codeCount + 1)
  const sums = new Float64Array(column.codeCount + 1)
  for (const row of parent.rows) {
    const at = column.codes[row] + 1
    counts[at]++
    sums[at] += loss[row]
  }
  for (let code = 1; code <= column.codeCount; code++) {
    counts[code] += counts[code - 1]
    sums[code] += sums[code - 1]
  }
  for (const { condition, from, to } of column.conditions) {
    const count = counts[to] - counts[from]
    if (count === parent.rows.length) continue
    const sum = sums[to] - sums[from]
    const quality = qualityOf(count, sum)
    if (!(quality > 0)) continue
    const rule = joined(parent.rule, condition)
    if (rule === undefined) continue
    const key = ruleText([...rule].sort((a, b) => (a.column < b.column ? -1 : 1)))
    if (!into.has(key)) into.set(key, { rule, quality, count, sum, parent, column, from, to })
  }
}

/** Of rules with the same rows, the first. */
function distinct(ranked: readonly Extension[]): Extension[] {
  const seen = new Set<string>()
  return ranked.filter(({ count, sum }) => {
    const key = `${count} ${sum.toPrecision(12)}`
    return !seen.has(key) && seen.add(key)
  })
}

function rowsOfExtension({ rule, quality, parent, column, from, to }: Extension): Candidate {
  const inside = (row: number): boolean => column.codes[row] >= from && column.codes[row] < to
  return { rule, quality, rows: parent.rows.filter(inside) }
}
