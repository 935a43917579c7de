import type { EngineSession } from './session.js'

/**
 * - `read`: gives rows and changes nothing, so it may be stopped and run again;
 * - `insert`: stores rows that come with the request;
 * - `other`: everything else
 */
export type StatementKind = 'read' | 'insert' | 'other'

/**
 * Where a statement runs:
 * - `general`: anything, for as long as it takes;
 * - `quick`: kept for small reads, so that they need not wait behind heavy statements. Nobody knows beforehand
 *   which are small, so a read that takes too long here is stopped and waits for a general lane;
 * - `insert`: kept for inserts, so that live events need not wait behind heavy reads.
 */
export type LaneKind = 'general' | 'quick' | 'insert'

export interface Lane {
  readonly kind: LaneKind
  readonly session: EngineSession
}

interface Waiting {
  readonly accepts: readonly LaneKind[]
  readonly take: (lane: Lane) => void
}

export interface LaneOptions {
  readonly general: number
  /** Opens one more session. */
  readonly open: () => Promise<EngineSession>
  /** Milliseconds that a statement waits before a general lane is added for it. */
  readonly patience: number
  /** The most general lanes there may be. */
  readonly most: number
}

/**
 * Lends the engine's sessions, each to one statement at a time, in the order they were asked for. When all are
 * taken for long - by results whose readers do not read on, perhaps because they wait for another statement -
 * lanes are added up to a limit, so that nobody waits for himself.
 */
export class Lanes {
  readonly #options: LaneOptions
  readonly #idle: Lane[] = []
  readonly #waiting: Waiting[] = []
  readonly #all: Lane[] = []
  #busy = 0
  #whenQuiet: (() => void)[] = []

  private constructor(options: LaneOptions) {
    this.#options = options
  }

  static async open(options: LaneOptions): Promise<Lanes> {
    const lanes = new Lanes(options)
    for (let index = 0; index < options.general; index++) await lanes.#add('general')
    await lanes.#add('quick')
    await lanes.#add('insert')
    return lanes
  }

  /** Runs `work` in a lane that takes statements of this kind. */
  async use<Value>(kind: StatementKind, work: (lane: Lane) => Promise<Value>): Promise<Value> {
    return this.#use(kind === 'other' ? ['general'] : ['general', kind === 'read' ? 'quick' : 'insert'], work)
  }

  /** Runs `work` where it may take as long as it needs. */
  async useGeneral<Value>(work: (lane: Lane) => Promise<Value>): Promise<Value> {
    return this.#use(['general'], work)
  }

  /** Resolves when nothing runs. */
  async quiet(): Promise<void> {
    if (this.#busy > 0) await new Promise<void>((resolve) => this.#whenQuiet.push(resolve))
  }

  sessions(): readonly EngineSession[] {
    return this.#all.map((lane) => lane.session)
  }

  async #use<Value>(accepts: readonly LaneKind[], work: (lane: Lane) => Promise<Value>): Promise<Value> {
    this.#busy++
    try {
      const lane = this.#takeIdle(accepts) ?? (await this.#wait(accepts))
      try {
        return await work(lane)
      } finally {
        this.#release(lane)
      }
    } finally {
      this.#busy--
      if (this.#busy === 0) for (const tell of this.#whenQuiet.splice(0)) tell()
    }
  }

  /** The first of the kinds, in the order given, that is free: a kept lane is the last resort. */
  #takeIdle(accepts: readonly LaneKind[]): Lane | undefined {
    for (const kind of accepts) {
      const index = this.#idle.findIndex((lane) => lane.kind === kind)
      if (index >= 0) return this.#idle.splice(index, 1)[0]
    }
    return undefined
  }

  #wait(accepts: readonly LaneKind[]): Promise<Lane> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => void this.#grow(), this.#options.patience)
      const take = (lane: Lane): void => {
        clearTimeout(timer)
        resolve(lane)
      }
      this.#waiting.push({ accepts, take })
    })
  }

  async #grow(): Promise<void> {
    const general = this.#all.filter((lane) => lane.kind === 'general').length
    if (general < this.#options.most) await this.#add('general')
  }

  async #add(kind: LaneKind): Promise<void> {
    const lane: Lane = { kind, session: await this.#options.open() }
    this.#all.push(lane)
    this.#release(lane)
  }

  #release(lane: Lane): void {
    const index = this.#waiting.findIndex((waiting) => waiting.accepts.includes(lane.kind))
    if (index < 0) this.#idle.push(lane)
    else this.#waiting.splice(index, 1)[0].take(lane)
  }
}
