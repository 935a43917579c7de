import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { createGzip } from 'node:zlib'

/** Rows are handed on in pieces of about this many characters. */
const PIECE = 1 << 16

/** A text file that is written line by line and holds little in memory; a name that ends in `.gz` is packed. */
export class LineFile {
  readonly #head: Writable
  readonly #tail: Writable
  #pending = ''
  lines = 0

  private constructor(
    readonly path: string,
    head: Writable,
    tail: Writable,
  ) {
    this.#head = head
    this.#tail = tail
  }

  static async create(path: string): Promise<LineFile> {
    await mkdir(dirname(path), { recursive: true })
    const tail = createWriteStream(path)
    if (!path.endsWith('.gz')) return new LineFile(path, tail, tail)
    const pack = createGzip({ level: 4 })
    pack.pipe(tail)
    return new LineFile(path, pack, tail)
  }

  add(line: string): void {
    this.#pending += line + '\n'
    this.lines++
  }

  /** Hands on what has been added; waits while the disk is behind. */
  async flush(atLeast = PIECE): Promise<void> {
    if (this.#pending.length < atLeast) return
    const piece = this.#pending
    this.#pending = ''
    if (!this.#head.write(piece)) await once(this.#head, 'drain')
  }

  async close(): Promise<void> {
    await this.flush(1)
    this.#head.end()
    await finished(this.#tail)
  }
}

/** One file a quarter: `product-2026-q3.csv.gz`. Lines must come in the order of their quarters. */
export class QuarterlyFiles {
  #current: LineFile | undefined
  #quarter = ''
  #closed = 0
  readonly paths: string[] = []

  constructor(
    readonly folder: string,
    readonly prefix: string,
    readonly ending: string,
    readonly header: string,
  ) {}

  get lines(): number {
    return this.#closed + (this.#current?.lines ?? 0)
  }

  async at(instant: number): Promise<LineFile> {
    const date = new Date(instant)
    const quarter = `${date.getUTCFullYear()}-q${1 + Math.floor(date.getUTCMonth() / 3)}`
    if (this.#current === undefined || quarter !== this.#quarter) {
      await this.close()
      this.#quarter = quarter
      this.#current = await LineFile.create(join(this.folder, `${this.prefix}-${quarter}${this.ending}`))
      this.#current.add(this.header)
      this.paths.push(this.#current.path)
    }
    return this.#current
  }

  async close(): Promise<void> {
    if (this.#current === undefined) return
    await this.#current.close()
    // The header is no row.
    this.#closed += this.#current.lines - 1
    this.#current = undefined
  }
}

/** An empty folder for generated files: what an earlier run left there would be imported beside the new. */
export async function emptyFolder(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true })
  await mkdir(path, { recursive: true })
}

/** A CSV cell: quoted where it must be. */
export function cell(value: string | number): string {
  const text = String(value)
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** `2026-03-01T09:30:00.000Z`. */
export function timestamp(instant: number): string {
  return new Date(instant).toISOString()
}
