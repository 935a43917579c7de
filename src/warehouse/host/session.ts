import { createWriteStream } from 'node:fs'
import { unlink } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as pause } from 'node:timers/promises'

import { Session } from 'chdb'

import { identifier, literal } from '../identifier.js'
import { makeChannel, readChannel, writeChannel } from './channel.js'
import type { RunningStatement } from './running.js'

/** What a statement is run with. Names of settings and parameters are checked before (`request.ts`). */
export interface StatementContext {
  readonly settings: Readonly<Record<string, string>>
  readonly parameters: Readonly<Record<string, string>>
  readonly running: Pick<RunningStatement, 'mark' | 'end'>
}

/**
 * Above this an insert streams through the pipe; up to it, it goes by way of a file, for the pipe needs to be
 * over-full before its first opener may let go (`channel.ts`). Any pipe holds less: Linux allows 1 MiB.
 */
const streamedInsert = 4 * 1024 * 1024

/** Milliseconds that an ending statement is given to notice, before the pipe it reads is closed. */
const killTime = 500

/** Formats whose reader must seek in the file and so cannot read a pipe. */
const seekingFormats = new Set(['parquet', 'orc', 'arrow', 'npy'])

export interface SessionOptions {
  /** The engine's folder. */
  readonly data: string
  /** Path, without its ending, of the session's own pipe and file. */
  readonly channel: string
  readonly database: string
  /** Settings of every statement that does not say otherwise. */
  readonly baseSettings: Readonly<Record<string, string>>
  /** As on the engine's own command line. */
  readonly engineArguments: readonly string[]
}

/** One connection to the engine: one statement at a time. All of a host's live on its main thread. */
export class EngineSession {
  readonly #session: Session
  readonly #channel: string
  readonly #spool: string
  readonly #base: Readonly<Record<string, string>>
  /** Settings that are not at the engine's default now. */
  readonly #current = new Map<string, string>()

  private constructor(session: Session, options: SessionOptions) {
    this.#session = session
    this.#channel = `${options.channel}.pipe`
    this.#spool = `${options.channel}.spool`
    this.#base = options.baseSettings
  }

  /** @throws when the engine refuses the folder, as it does when another process has it open */
  static async open(options: SessionOptions): Promise<EngineSession> {
    const session = new Session(options.data, { connectionArgs: [...options.engineArguments] })
    const database = identifier(options.database)
    await session.queryAsync(`CREATE DATABASE IF NOT EXISTS ${database}`)
    await session.queryAsync(`USE ${database}`)
    const engine = new EngineSession(session, options)
    // Before the first statement, for one of them says how long a statement may be.
    await engine.#prepare({ settings: {}, parameters: {} })
    await makeChannel(engine.#channel)
    return engine
  }

  /**
   * Whether the engine did not open the folder, as when another process has it open. The binding says no more;
   * the reason goes to stderr.
   */
  static isRefusal(error: unknown): boolean {
    return error instanceof Error && error.message.startsWith('Failed to create connection')
  }

  /** Runs a statement whose result, if it has one, is not wanted. */
  async run(sql: string, context: StatementContext): Promise<void> {
    await this.#prepare(context)
    await this.#session.queryAsync(`${context.running.mark} ${sql}`, { format: 'Null' })
  }

  /**
   * Runs a statement of small result and gives it whole: for those that the engine rewrites, such as SHOW, and
   * then forgets that their result should go into the pipe.
   */
  async readWhole(sql: string, format: string, context: StatementContext): Promise<Uint8Array> {
    await this.#prepare(context)
    const result = await this.#session.queryAsync(`${context.running.mark} ${sql}`, { format })
    return result.bytes()
  }

  /**
   * Runs a SELECT and gives its result as the engine writes it.
   * @param sql without FORMAT
   * @param consume is given the bytes at once; what it returns is awaited. An error of the engine is thrown
   *   after `consume` has seen the end, for then it has seen everything there was
   */
  async read(
    sql: string,
    format: string,
    context: StatementContext,
    consume: (bytes: Readable) => Promise<void>,
  ): Promise<void> {
    await this.#prepare(context)
    const channel = readChannel(this.#channel)
    const consumed = consume(channel.bytes)
    const ran = this.#session
      .queryAsync(
        `${context.running.mark} ${sql}\nINTO OUTFILE ${literal(this.#channel)} TRUNCATE FORMAT ${format}`,
        { format: 'Null' },
      )
      .finally(() => channel.finish())
    // Both are awaited whatever comes of either: the pipe must be empty before the session is used again.
    const [, engine] = await Promise.allSettled([consumed, ran])
    if (engine.status === 'rejected') throw engine.reason
    await consumed
  }

  /**
   * Inserts bytes of a format.
   * @param sql `INSERT INTO table (columns)`, without FORMAT
   */
  async insert(sql: string, format: string, source: Readable, context: StatementContext): Promise<void> {
    await this.#prepare(context)
    const head = seekingFormats.has(format.toLowerCase())
      ? { bytes: [], ended: false, seeks: true }
      : { ...(await readUpTo(source, streamedInsert)), seeks: false }
    if (head.ended || head.seeks) await this.#insertSpooled(sql, format, rest(head.bytes, source), context)
    else await this.#insertStreamed(sql, format, rest(head.bytes, source), context)
  }

  async #insertSpooled(
    sql: string,
    format: string,
    bytes: AsyncIterable<Uint8Array>,
    context: StatementContext,
  ): Promise<void> {
    try {
      await pipeline(bytes, createWriteStream(this.#spool, { mode: 0o600 }))
      await this.#insertFrom(this.#spool, sql, format, context)
    } finally {
      await unlink(this.#spool).catch(() => undefined)
    }
  }

  async #insertStreamed(
    sql: string,
    format: string,
    bytes: AsyncIterable<Uint8Array>,
    context: StatementContext,
  ): Promise<void> {
    const channel = writeChannel(this.#channel)
    const inserted = this.#insertFrom(this.#channel, sql, format, context).finally(() => {
      channel.handOver()
      channel.bytes.destroy()
    })
    // A source that fails must not look like one that ended: the engine would store the half that came.
    const written = pipeline(
      stopping(
        overfull(bytes, () => channel.handOver()),
        context,
      ),
      channel.bytes,
    )
    const [sent, engine] = await Promise.allSettled([written, inserted])
    if (engine.status === 'rejected') throw engine.reason
    if (sent.status === 'rejected') throw sent.reason
  }

  async #insertFrom(path: string, sql: string, format: string, context: StatementContext): Promise<void> {
    await this.#session.queryAsync(
      `${context.running.mark} ${sql}\nFROM INFILE ${literal(path)} COMPRESSION 'none' FORMAT ${format}`,
      { format: 'Null' },
    )
  }

  /** Ends the statement of another session that begins with `mark`; the engine takes up to half a second. */
  async kill(mark: string): Promise<void> {
    await this.#session.queryAsync(`KILL QUERY WHERE startsWith(query, ${literal(mark)}) ASYNC`, {
      format: 'Null',
    })
  }

  /** The first column of a small result. */
  async names(sql: string): Promise<string[]> {
    const result = await this.#session.queryAsync(sql, { format: 'TabSeparated' })
    const names = result.text().split('\n')
    return names.filter((name) => name !== '')
  }

  close(): void {
    this.#session.close()
  }

  /**
   * Brings the session to exactly the settings asked for, and binds the parameters. A parameter cannot be
   * unbound; that a statement names none which it was not given is checked before (`policy.ts`).
   */
  async #prepare(context: Omit<StatementContext, 'running'>): Promise<void> {
    const wanted = new Map(Object.entries({ ...this.#base, ...context.settings }))
    const changes: string[] = []
    for (const name of this.#current.keys()) if (!wanted.has(name)) changes.push(`${name} = DEFAULT`)
    for (const [name, value] of wanted)
      if (this.#current.get(name) !== value) changes.push(`${name} = ${literal(value)}`)
    for (const [name, value] of Object.entries(context.parameters))
      changes.push(`param_${name} = ${literal(value)}`)
    if (changes.length === 0) return
    try {
      await this.#session.queryAsync(`SET ${changes.join(', ')}`)
    } catch (error) {
      await this.#reset([...this.#current.keys(), ...wanted.keys()])
      throw error
    }
    this.#current.clear()
    for (const [name, value] of wanted) this.#current.set(name, value)
  }

  /** After a refused SET nobody knows which of its parts hold: each goes back to the default by itself. */
  async #reset(names: readonly string[]): Promise<void> {
    for (const name of new Set(names))
      await this.#session.queryAsync(`SET ${name} = DEFAULT`).catch(() => undefined)
    this.#current.clear()
  }
}

async function readUpTo(
  source: Readable,
  size: number,
): Promise<{ readonly bytes: Uint8Array[]; readonly ended: boolean }> {
  const bytes: Uint8Array[] = []
  let total = 0
  const chunks = source.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>
  for await (const chunk of chunks) {
    bytes.push(chunk)
    total += chunk.length
    if (total > size) return { bytes, ended: false }
  }
  return { bytes, ended: true }
}

async function* rest(head: readonly Uint8Array[], source: Readable): AsyncGenerator<Uint8Array> {
  yield* head
  yield* source as AsyncIterable<Uint8Array>
}

/** Passes bytes on, and tells once more have been taken than any pipe holds. */
async function* overfull(bytes: AsyncIterable<Uint8Array>, tell: () => void): AsyncGenerator<Uint8Array> {
  let taken = 0
  for await (const chunk of bytes) {
    yield chunk
    taken += chunk.length
    if (taken >= streamedInsert) tell()
  }
}

/** Passes bytes on; when their source fails, ends the statement and waits until the engine has let go of it. */
async function* stopping(
  bytes: AsyncIterable<Uint8Array>,
  context: StatementContext,
): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes
  } catch (error) {
    context.running.end()
    await pause(killTime)
    throw error
  }
}
