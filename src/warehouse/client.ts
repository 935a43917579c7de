import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'

import type { ClickHouseClient } from '@clickhouse/client'

import { arrowSettings, readColumns } from './columns.js'
import type { Connection } from './connection.js'
import { exceptionTagHeader, withoutException } from './exception.js'
import { cancelled, explained, isConnectionLoss, neverArrived } from './failure.js'
import { linesOf, rowsOf } from './row-lines.js'
import type { Columns, InsertOptions, StatementOptions, Warehouse } from './warehouse.js'

type Settings = Readonly<Record<string, string | number>>

/** Numbers as numbers, and decimals as text, for a decimal is there to be exact. */
const rowSettings: Settings = {
  output_format_json_quote_64bit_integers: 0,
  output_format_json_quote_decimals: 1,
}

const insertSettings: Settings = {
  // Done means stored.
  async_insert: 0,
  input_format_skip_unknown_fields: 0,
}

/** Without any token the engine would compare contents, and drop rows that are rightly there twice. */
function deduplication(token: string = randomUUID()): Settings {
  return { insert_deduplication_token: token }
}

/** How often a statement that may safely run again is given another engine, and the milliseconds between. */
const attempts = 4
const betweenAttempts = 100

/** The warehouse, by way of the official client: the same statements to a server and to the embedded engine. */
export class ClickHouseWarehouse implements Warehouse {
  readonly #connection: Connection
  readonly #settings: Settings

  /** @param settings of every statement that does not say otherwise */
  constructor(connection: Connection, settings: Settings = {}) {
    this.#connection = connection
    this.#settings = settings
  }

  get description(): string {
    return this.#connection.description
  }

  get embedded(): boolean {
    return this.#connection.embedded
  }

  async rows<Row extends object>(sql: string, options: StatementOptions = {}): Promise<Row[]> {
    return this.#again('always', options.signal, async () => {
      const all: Row[] = []
      const result = await this.#result(sql, 'JSONEachRow', options, rowSettings)
      for await (const block of rowsOf<Row>(result)) for (const row of block) all.push(row)
      return all
    })
  }

  async *stream<Row extends object>(
    sql: string,
    options: StatementOptions = {},
  ): AsyncGenerator<readonly Row[]> {
    const result = await this.#again('always', options.signal, () =>
      this.#result(sql, 'JSONEachRow', options, rowSettings),
    )
    try {
      yield* rowsOf<Row>(result)
    } catch (error) {
      throw this.#explained(error, options.signal)
    } finally {
      // A reader who has had enough ends the statement.
      result.destroy()
    }
  }

  async columns(sql: string, options: StatementOptions = {}): Promise<Columns> {
    return this.#again('always', options.signal, async () =>
      readColumns(await this.#result(sql, 'ArrowStream', options, arrowSettings)),
    )
  }

  async export(sql: string, format: string, options: StatementOptions = {}): Promise<Readable> {
    const result = await this.#again('always', options.signal, () => this.#result(sql, format, options, {}))
    return Readable.from(this.#explaining(result, options.signal), { objectMode: false })
  }

  async execute(sql: string, options: StatementOptions = {}): Promise<void> {
    await this.#again('if it never arrived', options.signal, (client) =>
      this.#ended(options.signal, async (ending) => {
        await client.command({ query: sql, ...(await this.#asked(options, deduplication())), ...ending })
      }),
    )
  }

  async insert(table: string, rows: readonly object[], options: InsertOptions = {}): Promise<void> {
    if (rows.length === 0) return
    // The same token for every attempt: one after a lost answer stores nothing twice.
    const deduplicationToken = options.deduplicationToken ?? randomUUID()
    await this.#again('always', options.signal, (client) =>
      this.#insertBytes(client, table, Readable.from(linesOf(rows), { objectMode: false }), 'JSONEachRow', {
        ...options,
        deduplicationToken,
      }),
    )
  }

  async insertStream(
    target: string,
    bytes: Readable | Buffer,
    format: string,
    options: InsertOptions = {},
  ): Promise<void> {
    const deduplicationToken = options.deduplicationToken ?? randomUUID()
    // A stream can be read only once.
    const when = bytes instanceof Readable ? 'never' : 'always'
    await this.#again(when, options.signal, (client) => {
      const stream = bytes instanceof Readable ? bytes : Readable.from([bytes], { objectMode: false })
      return this.#insertBytes(client, target, stream, format, { ...options, deduplicationToken })
    })
  }

  async close(): Promise<void> {
    await this.#connection.close()
  }

  async #insertBytes(
    client: ClickHouseClient,
    target: string,
    bytes: Readable,
    format: string,
    options: InsertOptions,
  ): Promise<void> {
    const { deduplicationToken, settings, signal } = options
    await this.#ended(signal, async (ending) => {
      const result = await client.exec({
        query: `INSERT INTO ${target} FORMAT ${format}`,
        values: bytes,
        clickhouse_settings: {
          ...insertSettings,
          ...this.#settings,
          ...deduplication(deduplicationToken),
          ...settings,
        },
        ...ending,
      })
      for await (const chunk of withoutException(result.stream, tagOf(result))) void chunk
    })
  }

  /** A result's bytes, once the first are there or the statement has failed. Destroying them ends the statement. */
  async #result(
    sql: string,
    format: string,
    options: StatementOptions,
    settings: Settings,
  ): Promise<Readable> {
    const client = await this.#connection.client()
    const asked = await this.#asked(options, settings)
    return this.#ended(options.signal, async (ending) => {
      const result = await client.exec({ query: `${sql}\nFORMAT ${format}`, ...asked, ...ending })
      return Readable.from(withoutException(result.stream, tagOf(result)), { objectMode: false })
    })
  }

  async #asked(options: StatementOptions, settings: Settings): Promise<object> {
    return {
      clickhouse_settings: { ...settings, ...this.#settings, ...options.settings },
      ...(options.parameters === undefined ? {} : { query_params: options.parameters }),
      ...(options.files === undefined ? {} : { http_headers: await this.#connection.permit(options.files) }),
    }
  }

  /** Runs a statement so that an abort of the signal ends it in the engine too. */
  async #ended<Value>(
    signal: AbortSignal | undefined,
    run: (ending: { query_id: string; abort_signal?: AbortSignal }) => Promise<Value>,
  ): Promise<Value> {
    const query_id = randomUUID()
    if (signal === undefined) return run({ query_id })
    signal.addEventListener('abort', () => void this.#connection.kill(query_id).catch(() => undefined), {
      once: true,
    })
    return run({ query_id, abort_signal: signal })
  }

  /** Runs a statement, and runs it again when the engine went away under it and doing so is safe. */
  async #again<Value>(
    when: 'always' | 'if it never arrived' | 'never',
    signal: AbortSignal | undefined,
    run: (client: ClickHouseClient) => Promise<Value>,
  ): Promise<Value> {
    for (let attempt = 1; ; attempt++) {
      if (isAborted(signal)) throw cancelled()
      try {
        return await run(await this.#connection.client())
      } catch (error) {
        const safe = when === 'always' ? isConnectionLoss(error) : when !== 'never' && neverArrived(error)
        if (!safe || isAborted(signal) || attempt === attempts) throw this.#explained(error, signal)
        await pause(betweenAttempts)
      }
    }
  }

  async *#explaining(bytes: Readable, signal: AbortSignal | undefined): AsyncGenerator<Buffer> {
    try {
      yield* bytes as AsyncIterable<Buffer>
    } catch (error) {
      throw this.#explained(error, signal)
    }
  }

  #explained(error: unknown, signal: AbortSignal | undefined): unknown {
    return explained(error, { warehouse: this.description, signal })
  }
}

function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true
}

function tagOf(result: { readonly response_headers: Record<string, unknown> }): string | undefined {
  const tag = result.response_headers[exceptionTagHeader]
  return typeof tag === 'string' ? tag : undefined
}
