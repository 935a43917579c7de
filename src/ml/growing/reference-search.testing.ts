import type { Coding } from '../trees/coding.js'
import { codeCount } from '../trees/coding.js'
import type { Searched, Split } from './engine.js'
import type { FixedSums, Scales } from './fixed-point.js'
import { gainAt, leafGain, type LeafSums, leafValue } from './leaf.js'
import type { GrowthLimits } from './limits.js'

/** A column of a node: the sums of each code. */
export interface SearchedColumn {
  readonly column: number
  readonly coding: Coding
  /** How many codes the training rows have. */
  readonly populated: number
  readonly bins: readonly FixedSums[]
}

/** Part of a node's rows: their sums, and how many they are by their share of the hessian. */
interface Side {
  readonly sums: FixedSums
  readonly rows: number
}

const NOTHING: Side = { sums: { gradient: 0, hessian: 0 }, rows: 0 }

/** The best split of a node by one column, searched in the plainest way that rounds as the kernels do. */
export class ReferenceSearch {
  readonly #node: Searched
  readonly #limits: GrowthLimits
  readonly #scales: Scales
  readonly #rowsPerHessian: number

  constructor(node: Searched, limits: GrowthLimits, scales: Scales) {
    this.#node = node
    this.#limits = limits
    this.#scales = scales
    this.#rowsPerHessian = node.rows / (node.sums.hessian / scales.hessian)
  }

  best(column: SearchedColumn): Split | undefined {
    return column.coding.kind === 'numeric' ? this.#numbers(column) : this.#levels(column)
  }

  #numbers(column: SearchedColumn): Split | undefined {
    const missing = codeCount(column.coding) - 1
    const bins = column.bins.map((sums) => this.#side(sums))
    const missed = bins[missing]
    const known = bins.slice(0, missing)
    if (this.#limits.extraTrees) return this.#random(column, known, missed)
    let best: Split | undefined
    // From the last bin down, missing values on the left.
    let right = NOTHING
    for (let cut = missing - 2; cut >= 0; cut--) {
      if (known[cut + 1].sums.hessian === 0) continue
      right = plus(right, known[cut + 1])
      if (!this.#large(right)) continue
      const left = this.#rest(right)
      if (!this.#large(left) || left.sums.hessian === missed.sums.hessian) break
      best = this.#better(best, this.#numericSplit(column, cut, left, right, true))
    }
    if (missed.rows === 0 && missed.sums.hessian === 0) return best
    // From the first bin up, missing values on the right.
    let left = NOTHING
    let fromBelow: Split | undefined
    for (let cut = 0; cut < missing; cut++) {
      if (known[cut].sums.hessian === 0) continue
      left = plus(left, known[cut])
      if (!this.#large(left)) continue
      const right = this.#rest(left)
      if (!this.#large(right)) break
      const alone = right.sums.hessian === missed.sums.hessian
      fromBelow = this.#better(
        fromBelow,
        this.#numericSplit(column, alone ? missing - 1 : cut, left, right, false),
      )
    }
    return this.#better(best, fromBelow)
  }

  #random(column: SearchedColumn, known: readonly Side[], missed: Side): Split | undefined {
    const present = known.flatMap(({ sums }, code) => (sums.hessian > 0 ? [code] : []))
    const someMissing = missed.sums.hessian > 0
    const [first, last] = [present[0] ?? 0, present.at(-1) ?? 0]
    const choices = last - first + Number(someMissing && present.length > 0)
    if (choices <= 0) return undefined
    const chosen = first + drawBelow(this.#node.seed, column.column, choices)
    const left = known.slice(first, chosen + 1).reduce(plus, NOTHING)
    const alone = chosen === last
    const cut = alone ? known.length - 1 : chosen
    const on = (side: Side, missingLeft: boolean): Split | undefined => {
      const right = this.#rest(side)
      return this.#large(side) && this.#large(right)
        ? this.#numericSplit(column, cut, side, right, missingLeft)
        : undefined
    }
    if (!someMissing) return on(left, true)
    return this.#better(alone ? undefined : on(plus(left, missed), true), on(left, false))
  }

  #numericSplit(
    column: SearchedColumn,
    cut: number,
    left: Side,
    right: Side,
    missingLeft: boolean,
  ): Split | undefined {
    const monotone = this.#limits.monotone[column.column]
    const gain = this.#gain(left, right, this.#limits.lambdaL2, monotone)
    if (!(gain > 0)) return undefined
    const codes = codeCount(column.coding)
    const someMissing = column.bins[codes - 1].hessian > 0
    const goesLeft = new Uint8Array(codes).fill(1, 0, cut + 1)
    // Where nothing is missing, what is missing later follows the larger side.
    const larger = 2 * this.#hessian(left.sums) >= this.#hessian(this.#node.sums)
    goesLeft[codes - 1] = Number(someMissing ? missingLeft : larger)
    return { gain, column: column.column, cut, goesLeft, left: left.sums, sorted: false }
  }

  #levels(column: SearchedColumn): Split | undefined {
    const sides = column.bins.map((sums) => this.#side(sums))
    const present = [...sides.keys()].filter((code) => sides[code].sums.hessian > 0)
    return column.populated <= this.#limits.maxCatToOnehot
      ? this.#oneAgainstRest(column, sides, present)
      : this.#sortedEnd(column, sides, present)
  }

  #oneAgainstRest(
    column: SearchedColumn,
    sides: readonly Side[],
    present: readonly number[],
  ): Split | undefined {
    const chosen = this.#limits.extraTrees
      ? [present[drawBelow(this.#node.seed, column.column, Math.max(1, present.length))]]
      : present
    let best: Split | undefined
    for (const code of chosen) {
      const right = this.#rest(sides[code])
      if (!this.#large(sides[code]) || !this.#large(right)) continue
      best = this.#better(best, this.#categorySplit(column, [code], sides[code], right, false))
    }
    return best
  }

  #sortedEnd(column: SearchedColumn, sides: readonly Side[], present: readonly number[]): Split | undefined {
    const { catSmooth, maxCatThreshold } = this.#limits
    const key = (code: number): number => {
      const { sums } = sides[code]
      return this.#gradient(sums) / (this.#hessian(sums) + catSmooth)
    }
    const sorted = present
      .filter((code) => sides[code].rows >= Math.max(1, catSmooth))
      .sort((a, b) => key(a) - key(b))
    const most = Math.min(maxCatThreshold, (sorted.length + 1) >>> 1)
    if (most === 0) return undefined
    const chosen = this.#limits.extraTrees ? drawBelow(this.#node.seed, column.column, most) : -1
    const low = this.#end(column, sides, sorted.slice(0, most), chosen)
    return this.#better(low, this.#end(column, sides, sorted.toReversed().slice(0, most), chosen))
  }

  /** @param chosen the only end to try, counted from 0; -1 is all of them */
  #end(
    column: SearchedColumn,
    sides: readonly Side[],
    codes: readonly number[],
    chosen: number,
  ): Split | undefined {
    const { minDataPerGroup } = this.#limits
    let best: Split | undefined
    let left = NOTHING
    let group = 0
    for (const [i, code] of codes.entries()) {
      left = plus(left, sides[code])
      group += sides[code].rows
      if (!this.#large(left)) continue
      const right = this.#rest(left)
      if (!this.#large(right) || right.rows < minDataPerGroup) break
      if (group < minDataPerGroup) continue
      group = 0
      if (i < chosen) continue
      best = this.#better(best, this.#categorySplit(column, codes.slice(0, i + 1), left, right, true))
      if (chosen >= 0) break
    }
    return best
  }

  #categorySplit(
    column: SearchedColumn,
    codes: readonly number[],
    left: Side,
    right: Side,
    sorted: boolean,
  ): Split | undefined {
    const gain = this.#gain(left, right, this.#limits.lambdaL2 + (sorted ? this.#limits.catL2 : 0), 0)
    if (!(gain > 0)) return undefined
    const goesLeft = new Uint8Array(codeCount(column.coding))
    for (const code of codes) goesLeft[code] = 1
    return { gain, column: column.column, cut: -1, goesLeft, left: left.sums, sorted }
  }

  #better(first: Split | undefined, second: Split | undefined): Split | undefined {
    if (first === undefined || second === undefined) return first ?? second
    return second.gain > first.gain ? second : first
  }

  /** What both sides gain above what is needed. */
  #gain(left: Side, right: Side, l2: number, monotone: number): number {
    const { lambdaL1, maxDeltaStep, pathSmooth, monotone: signs } = this.#limits
    const [a, b] = [this.#leafSums(left), this.#leafSums(right)]
    const { neededGain, lower, upper, value: parentValue } = this.#node
    if (maxDeltaStep === 0 && pathSmooth === 0 && signs.every((sign) => sign === 0)) {
      return leafGain(a, lambdaL1, l2) + leafGain(b, lambdaL1, l2) - neededGain
    }
    const place = { lower, upper, parentValue }
    const [first, second] = [leafValue(a, this.#limits, l2, place), leafValue(b, this.#limits, l2, place)]
    if (monotone !== 0 && Math.sign(second - first) === -monotone) return -Infinity
    return gainAt(a, lambdaL1, l2, first) + gainAt(b, lambdaL1, l2, second) - neededGain
  }

  #large({ sums, rows }: Side): boolean {
    const { minDataInLeaf, minSumHessianInLeaf } = this.#limits
    const least = Math.max(minSumHessianInLeaf, 0.5 / this.#scales.hessian)
    return rows >= Math.max(1, minDataInLeaf) && this.#hessian(sums) >= least
  }

  #rest({ sums, rows }: Side): Side {
    const { gradient, hessian } = this.#node.sums
    return {
      sums: { gradient: gradient - sums.gradient, hessian: hessian - sums.hessian },
      rows: this.#node.rows - rows,
    }
  }

  #side(sums: FixedSums): Side {
    return { sums, rows: Math.floor(this.#hessian(sums) * this.#rowsPerHessian + 0.5) }
  }

  #leafSums({ sums, rows }: Side): LeafSums {
    return { gradient: this.#gradient(sums), hessian: this.#hessian(sums), rows }
  }

  #gradient({ gradient }: FixedSums): number {
    return gradient / this.#scales.gradient
  }

  #hessian({ hessian }: FixedSums): number {
    return hessian / this.#scales.hessian
  }
}

function plus(a: Side, b: Side): Side {
  return {
    sums: { gradient: a.sums.gradient + b.sums.gradient, hessian: a.sums.hessian + b.sums.hessian },
    rows: a.rows + b.rows,
  }
}

/** As `drawBelow` of `kernels/assembly/training/node.ts`. */
function drawBelow(seed: number, column: number, bound: number): number {
  let x = seed ^ Math.imul(column + 1, 0x9e3779b9)
  x ^= x >>> 16
  x = Math.imul(x, 0x85ebca6b)
  x ^= x >>> 13
  x = Math.imul(x, 0xc2b2ae35)
  x ^= x >>> 16
  return (x >>> 0) % bound
}
