import type { Column, Frame } from '../../../src/ml/frame.js'
import { Random } from '../../../src/shared/random.js'

/** The rows that `make-fixtures.py` shows to LightGBM, made by the same integers and the same arithmetic. */
export interface Generated {
  readonly columns: Readonly<Record<string, Column>>
  readonly target: Float64Array
  readonly amount: Float64Array
  readonly weights: Float64Array
}

const levelCounts: Readonly<Record<string, number>> = { region: 3, plan: 12, city: 60 }

export function generate(rows: number, seed: number): Generated {
  const random = new Random(seed)
  // Without rejection, as on the Python side.
  const below = (bound: number): number => random.uint32() % bound
  const table: Record<string, number>[] = []
  const target = new Float64Array(rows)
  const amount = new Float64Array(rows)
  const weights = new Float64Array(rows)
  for (let row = 0; row < rows; row++) {
    const smooth = random.uniform()
    const steps = below(7)
    const zeros = random.uniform() < 0.6 ? 0 : random.uniform() * 20
    const signed = random.uniform() - random.uniform()
    const wide = random.uniform() / (random.uniform() + 0.001)
    const gaps = random.uniform()
    const gapsMissing = random.uniform() < 0.25
    const holes = random.uniform() * 5
    const holesMissing = random.uniform() < smooth / 2
    const region = below(3)
    const plan = random.uniform() < 0.5 ? below(12) : below(4)
    const city = below(60)
    let score = 2 * smooth - 1 + (0.3 * steps - 1) * (signed > 0 ? 1 : 0.4)
    score = score + (zeros > 0 ? 0.05 * zeros : -0.5) + signed + (wide > 2 ? 0.4 : 0)
    score = score + (gapsMissing ? 1 : 2 * gaps - 1) + (holesMissing ? -0.7 : 0.2 * holes - 0.5)
    score = score + (region === 1 ? 0.6 : -0.2) + (plan % 5) * 0.35 - 0.7 + ((city * 7) % 11) * 0.15 - 0.75
    const noise = random.uniform() + random.uniform() + random.uniform() + random.uniform() - 2
    table.push({
      smooth,
      steps,
      zeros,
      signed,
      wide,
      gaps: gapsMissing ? NaN : gaps,
      holes: holesMissing ? NaN : holes,
      region,
      plan,
      city,
    })
    target[row] = score + 3 * noise > 0 ? 1 : 0
    amount[row] = 10 * score + 8 * noise
    weights[row] = 0.25 + below(8) * 0.25
  }
  const columns = Object.keys(table[0]).map((name) => [name, column(name, table)] as const)
  return { columns: Object.fromEntries(columns), target, amount, weights }
}

function column(name: string, table: readonly Record<string, number>[]): Column {
  const count = levelCounts[name]
  if (count === undefined) {
    return { kind: 'numeric', name, values: Float64Array.from(table, (row) => row[name]) }
  }
  return {
    kind: 'category',
    name,
    codes: Int32Array.from(table, (row) => row[name]),
    levels: Array.from({ length: count }, (_, level) => `${name}-${level}`),
  }
}

/** The first rows of some columns. */
export function frameOf(data: Generated, names: readonly string[], rows = data.target.length): Frame {
  const columns = names.map((name): Column => {
    const whole = data.columns[name]
    return whole.kind === 'numeric'
      ? { ...whole, values: whole.values.subarray(0, rows) }
      : { ...whole, codes: whole.codes.subarray(0, rows) }
  })
  return { rows, columns }
}
