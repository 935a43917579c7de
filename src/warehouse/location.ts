import { createHash } from 'node:crypto'
import { tmpdir, userInfo } from 'node:os'
import { join, resolve } from 'node:path'

/** Where an embedded warehouse keeps what it keeps. Every path is absolute. */
export interface EngineLocation {
  /** The project's folder for it, `.foretell`; open to its owner only. */
  readonly directory: string
  /** The engine's own files: copy this folder, with nothing running, and you have a backup. */
  readonly data: string
  /** The unix socket that the host listens on. */
  readonly socket: string
  /** Who holds the engine, as JSON (`OwnerRecord`); open to its owner only, for it holds the host's secret. */
  readonly owner: string
  /** What the host and the engine said last. */
  readonly log: string
  /** Folder of files that live as long as a statement. */
  readonly scratch: string
}

/**
 * The longest path a unix socket may have is 107 bytes on Linux and 103 on macOS; the shorter holds for both,
 * so that a project moves between them.
 */
export const longestSocketPath = 103

/** @param path the folder, absolute or relative to `root` */
export function engineLocation(root: string, path: string): EngineLocation {
  const directory = resolve(root, path)
  return {
    directory,
    data: join(directory, 'warehouse'),
    socket: socketPath(directory),
    owner: join(directory, 'engine.json'),
    log: join(directory, 'engine.log'),
    scratch: join(directory, 'scratch'),
  }
}

/** In the folder itself, or, where that path is too long for a socket, a short one of the same user's. */
function socketPath(directory: string): string {
  const beside = join(directory, 'engine.sock')
  if (Buffer.byteLength(beside) <= longestSocketPath) return beside
  const key = createHash('sha256').update(directory).digest('hex').slice(0, 16)
  return join(tmpdir(), `foretell-${userInfo().uid}`, `${key}.sock`)
}
