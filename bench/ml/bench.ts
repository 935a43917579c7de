import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

import { type Contestant, type Race, race, type Track, turn } from './contestants.js'
import { compare, type Comparison, type Question } from './figures.js'
import { mixedTable, numericTable } from './generated-tables.js'
import type { Job, Shape, TrainJob } from './jobs.js'
import { reportLine } from './report.js'
import { hasPublished, isPublished, publishedTable } from './published-tables.js'
import { type StoredTable, storeTable, type Table } from './table.js'

export interface BenchOptions {
  readonly repeats: number
  readonly threads: readonly number[]
  readonly trees: number
  /** Training rows of the largest generated table. */
  readonly rows: number
  readonly data: readonly string[]
  /** Settings that a tuned model is chosen from. */
  readonly trials: number
}

/** One part of the bench. */
export interface Section {
  readonly name: string
  run(bench: Bench): Promise<void>
}

/** Rows of the generated tables that no model is fitted on: enough that an AUC is sure to .001. */
const TEST_ROWS = 200_000

/** Rows that the models of scoring and explaining are fitted on. */
const MODEL_ROWS = 100_000

const generated: Readonly<Record<string, (rows: number) => Table>> = {
  numeric: (rows) => numericTable(rows, TEST_ROWS),
  mixed: (rows) => mixedTable(rows, TEST_ROWS),
}

/** What the sections share: tables, models, races, and the figures that come of them. */
export class Bench {
  readonly options: BenchOptions
  readonly track: Track
  readonly figures: Comparison[] = []
  /** The folder of tables and models. */
  readonly data: string
  readonly #models = new Set<string>()

  constructor(options: BenchOptions, track: Track) {
    this.options = options
    this.track = track
    this.data = join(track.root, 'bench/.data/ml')
    mkdirSync(this.data, { recursive: true })
  }

  /**
   * A table by name: `numeric` (28 columns), `mixed` (40, at most 50,000 rows), or a public one.
   * @returns undefined when its file is not on this machine
   */
  async table(name: string): Promise<StoredTable | undefined> {
    if (isPublished(name)) {
      if (!hasPublished(name)) {
        this.say(`${name}: not on this machine, left out`)
        return undefined
      }
      return storeTable(join(this.data, name), name, () => publishedTable(name))
    }
    if (!Object.hasOwn(generated, name)) throw new RangeError(`no data called ${name}`)
    const rows = name === 'mixed' ? Math.min(50_000, this.options.rows) : this.options.rows
    return storeTable(join(this.data, `${name}-${rows}`), name, () => generated[name](rows))
  }

  /**
   * Has each contestant fit a model of that shape on the numeric table, not measured, once a run.
   * @returns the path, less the ending
   */
  async model(shape: Shape, trees: number, names: readonly Contestant[]): Promise<string> {
    const table = await this.numericTable()
    const save = join(this.data, `model-${shape.name.replaceAll(/\W+/g, '-')}-${trees}`)
    const job: TrainJob = {
      kind: 'train',
      table: table.folder,
      rows: MODEL_ROWS,
      shape,
      trees,
      threads: Math.max(...this.options.threads),
      save,
    }
    for (const name of names) {
      if (this.#models.has(`${save} ${name}`)) continue
      await turn(this.track, job, name)
      this.#models.add(`${save} ${name}`)
    }
    return save
  }

  async numericTable(): Promise<StoredTable> {
    const table = await this.table('numeric')
    if (table === undefined) throw new Error('the generated table is always there')
    return table
  }

  race<Outcome>(job: Job, names: readonly Contestant[]): Promise<Race<Outcome>> {
    return race<Outcome>(this.track, job, names)
  }

  /** A race over one round, for what is repeated in another way. */
  raceOnce<Outcome>(job: Job, names: readonly Contestant[]): Promise<Race<Outcome>> {
    return race<Outcome>({ ...this.track, repeats: 1 }, job, names)
  }

  /** Adds a figure. @param of which number of the outcomes */
  compare<Outcome>(question: Question, outcomes: Race<Outcome>, of: (outcome: Outcome) => number): void {
    const measured = Object.fromEntries(
      Object.entries(outcomes).map(([name, repeats]) => [name, repeats.map(of)]),
    )
    const figure = compare(question, measured)
    this.figures.push(figure)
    this.say(reportLine(figure))
  }

  /** Progress, for those who wait. */
  say(text: string): void {
    console.error(text)
  }
}
