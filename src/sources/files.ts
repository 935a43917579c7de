import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, readdir, stat } from 'node:fs/promises'
import { basename, dirname, join, parse, sep } from 'node:path'
import { createGunzip } from 'node:zlib'

import { closest } from 'fastest-levenshtein'

import type { FileFormat } from '../config/source.js'
import { ForetellError } from '../shared/errors.js'

/** Bytes read at once. Larger chunks gain nothing, smaller ones cost calls. */
const chunkSize = 1 << 20

/**
 * The files that a path stands for, in the order of their names. `*` stands for any part of one name, in the
 * last part of the path or in folders; nothing stands for several folders.
 * @param path absolute
 * @throws ForetellError `FILE_NOT_FOUND` when there is none
 */
export async function filesOf(path: string): Promise<readonly string[]> {
  const { root } = parse(path)
  let found = [root]
  for (const name of path.slice(root.length).split(sep)) {
    const next = await Promise.all(found.map((folder) => entries(folder, name)))
    found = next.flat()
  }
  const files = await filesAmong(found)
  if (files.length === 0) throw await notFound(path)
  return files
}

async function entries(folder: string, name: string): Promise<string[]> {
  if (!name.includes('*')) return [join(folder, name)]
  const pattern = new RegExp(`^${name.split('*').map(escaped).join('.*')}$`)
  const names = await readdir(folder).catch(() => [])
  // A leading dot hides a file from patterns, as in a shell.
  return names
    .filter((entry) => pattern.test(entry) && (!entry.startsWith('.') || name.startsWith('.')))
    .sort()
    .map((entry) => join(folder, entry))
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}

async function filesAmong(paths: readonly string[]): Promise<string[]> {
  const kinds = await Promise.all(paths.map((path) => stat(path).catch(() => undefined)))
  return paths.filter((_, index) => kinds[index]?.isFile() === true)
}

async function notFound(path: string): Promise<ForetellError> {
  const names = await readdir(dirname(path)).catch(() => [])
  const near = names.length === 0 ? undefined : closest(basename(path), names)
  return new ForetellError('FILE_NOT_FOUND', {
    values: { path, hint: near === undefined ? '' : `; nearest there: ${near}` },
  })
}

/** The format that a file's ending names, `.gz` aside; CSV when it names none. */
export function formatOf(path: string): FileFormat {
  const name = basename(path).toLowerCase().replace(/\.gz$/, '')
  if (name.endsWith('.parquet') || name.endsWith('.pq')) return 'parquet'
  return /\.(ndjson|jsonl|json)$/.test(name) ? 'ndjson' : 'csv'
}

/** True when the file's first bytes say gzip, whatever its name says. */
export async function isGzip(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(2), 0, 2, 0)
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b
  } finally {
    await file.close()
  }
}

/** The bytes of a file as they come, unpacked; on the way they are counted and hashed as they lie on disk. */
export class FileBytes {
  /** Bytes read from disk so far. */
  read = 0
  readonly #hash = createHash('sha256')

  constructor(
    readonly path: string,
    readonly signal: AbortSignal | undefined,
    readonly onProgress: (read: number) => void,
  ) {}

  /** SHA-256 of the file as it lies on disk, in hex; once all of it has been read. */
  fingerprint(): string {
    return this.#hash.digest('hex')
  }

  /** @throws ForetellError `FILE_DAMAGED` when it is packed and cannot be unpacked to its end */
  async *chunks(): AsyncGenerator<Buffer> {
    if (!(await isGzip(this.path))) {
      yield* this.#stored()
      return
    }
    const unpacked = createGunzip({ chunkSize })
    const feeding = this.#feed(unpacked)
    try {
      for await (const chunk of unpacked) yield chunk as Buffer
    } catch (error) {
      this.signal?.throwIfAborted()
      throw new ForetellError('FILE_DAMAGED', {
        values: { reason: error instanceof Error ? error.message : String(error) },
        at: { file: this.path },
        cause: error,
      })
    } finally {
      unpacked.destroy()
      await feeding
    }
  }

  async *#stored(): AsyncGenerator<Buffer> {
    const stream = createReadStream(this.path, { highWaterMark: chunkSize, signal: this.signal })
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      this.read += chunk.length
      this.#hash.update(chunk)
      this.onProgress(this.read)
      yield chunk
    }
  }

  /**
   * Never rejects: whoever reads what is unpacked may be busy elsewhere when the file cannot be read any further, and
   * learns of it when he reads on.
   */
  async #feed(unpacked: ReturnType<typeof createGunzip>): Promise<void> {
    try {
      for await (const chunk of this.#stored()) {
        if (unpacked.destroyed) return
        if (!unpacked.write(chunk)) await drained(unpacked)
      }
      unpacked.end()
    } catch (error) {
      unpacked.destroy(error instanceof Error ? error : new Error(String(error)))
    }
  }
}

function drained(unpacked: ReturnType<typeof createGunzip>): Promise<void> {
  return new Promise((resolve) => {
    unpacked.once('drain', resolve)
    unpacked.once('close', resolve)
  })
}

/** SHA-256 of the file as it lies on disk, in hex. */
export async function fileFingerprint(
  path: string,
  signal: AbortSignal | undefined,
  onProgress: (read: number) => void = () => undefined,
): Promise<string> {
  const hash = createHash('sha256')
  let read = 0
  const stream = createReadStream(path, { highWaterMark: chunkSize, signal })
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    hash.update(chunk)
    read += chunk.length
    onProgress(read)
  }
  return hash.digest('hex')
}
