import { execFile } from 'node:child_process'
import { closeSync, constants, openSync } from 'node:fs'
import { unlink } from 'node:fs/promises'
import { Socket } from 'node:net'
import { promisify } from 'node:util'

/**
 * Makes a named pipe, anew. Through it the engine writes a result, or reads what is inserted, as if it were a
 * file: in any format, in bounded memory, with back-pressure, and without ever holding up the host's thread
 * (the binding's own streams analyse a statement, and run its scalar subqueries, on that thread, and give a
 * header with every block).
 */
export async function makeChannel(path: string): Promise<void> {
  await unlink(path).catch(() => undefined)
  await promisify(execFile)('mkfifo', ['-m', '600', path])
}

export interface ChannelReader {
  readonly bytes: Socket
  /** The engine is done: what is in the pipe still comes, then the end. Without this the end never comes. */
  finish(): void
}

/** Opens the reading end. Both ends are opened here, or an early look would already find the end. */
export function readChannel(path: string): ChannelReader {
  const reading = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  const writing = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK)
  return {
    bytes: new Socket({ fd: reading, readable: true, writable: false }),
    finish: once(() => closeSync(writing)),
  }
}

export interface ChannelWriter {
  readonly bytes: Socket
  /**
   * Lets go of the reading end that was opened only so that the writing end could be. To be called once more
   * has been taken than a pipe holds, which proves that the engine has opened its own.
   */
  handOver(): void
}

/** Opens the writing end. */
export function writeChannel(path: string): ChannelWriter {
  const reading = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  const writing = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK)
  return {
    bytes: new Socket({ fd: writing, readable: false, writable: true }),
    handOver: once(() => closeSync(reading)),
  }
}

function once(act: () => void): () => void {
  let done = false
  return () => {
    if (done) return
    done = true
    act()
  }
}
