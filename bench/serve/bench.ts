import { cp, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

import { type Comparison, compare, type Question } from '../ml/figures.js'
import { reportLine } from '../ml/report.js'
import { answered, load } from './load.js'
import type { LoadJob, LoadOutcome } from './load/job.js'
import { type BenchProject, engineLeft, project } from './projects.js'
import { type Served, serveProject, type ServeOptions } from './server.js'

/** One part of the bench. */
export interface Section {
  readonly name: string
  run(bench: Bench): Promise<void>
}

export interface BenchOptions {
  readonly events: number
  readonly customers: number
  readonly seconds: number
  readonly rounds: number
  readonly kills: number
}

/** What was seen beside the figures, in words and as it was measured. */
export interface Observation {
  readonly section: string
  readonly text: string
  readonly of: Readonly<Record<string, unknown>>
}

/** Customers of the project that is asked about known ones: 50 events each. */
const eventsEach = 50
/** Events of each of those that a batch scores. */
const batchEventsEach = 8
/** What sections work with, and what they found. */
export class Bench {
  readonly figures: Comparison[] = []
  readonly observations: Observation[] = []
  #section = ''

  constructor(
    readonly root: string,
    readonly options: BenchOptions,
  ) {}

  async section(section: Section): Promise<void> {
    this.#section = section.name
    const started = performance.now()
    await section.run(this)
    this.say(`${section.name}: ${Math.round((performance.now() - started) / 1000)} s`)
  }

  /** A history whose customers are asked about. */
  knownCustomers(): Promise<BenchProject> {
    const { events } = this.options
    return project(this.root, { events, customers: Math.round(events / eventsEach) })
  }

  /** Customers for a batch: nearly all of them are in the population. */
  batchCustomers(): Promise<BenchProject> {
    const { customers } = this.options
    return project(this.root, { customers, events: customers * batchEventsEach }, '365d')
  }

  /** Serves a copy of a project, so that what a section writes is gone with it, and stops when the work is done. */
  async serving<Value>(
    { folder }: BenchProject,
    work: (server: Served, folder: string) => Promise<Value>,
    options: ServeOptions = {},
  ): Promise<Value> {
    const copy = join(this.root, 'bench/.data/serve/served')
    await rm(copy, { recursive: true, force: true, maxRetries: 10 })
    await mkdir(copy, { recursive: true })
    await cp(folder, copy, { recursive: true, filter: (file) => !/engine\.(sock|json)$|scratch$/.test(file) })
    const server = await serveProject(this.root, copy, options)
    try {
      return await work(server, copy)
    } finally {
      await server.stop()
      await engineLeft(copy)
      await rm(copy, { recursive: true, force: true, maxRetries: 50, retryDelay: 200 })
    }
  }

  /** A load that must be answered as it should be. */
  async load(job: LoadJob): Promise<LoadOutcome> {
    return answered(await load(this.root, job))
  }

  /** Adds a figure; `measured` has the repetitions by contestant, `ours` among them. */
  figure(question: Omit<Question, 'section'>, measured: Readonly<Record<string, readonly number[]>>): void {
    const figure = compare({ section: this.#section, ...question }, measured)
    this.figures.push(figure)
    this.say(reportLine(figure))
  }

  observe(text: string, of: Readonly<Record<string, unknown>>): void {
    this.observations.push({ section: this.#section, text: `${this.#section}: ${text}`, of })
    this.say(`${this.#section}: ${text}`)
  }

  /** Progress, for those who wait. */
  say(text: string): void {
    console.error(text)
  }
}
