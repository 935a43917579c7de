import { resolve } from 'node:path'
import { setMaxListeners } from 'node:events'

import { silentObserver } from '../shared/observer.js'
import { systemClock } from '../shared/time.js'
import { serve, type ServeInput } from './serve.js'

export interface StartServerOptions extends Pick<ServeInput, 'host' | 'port'> {
  /** The project's folder. */
  readonly project: string
  /** The configuration, when it is not the one found in the folder. */
  readonly config?: string
  /** Where options of the server and `CLICKHOUSE_URL` are looked up. Default: the process's. */
  readonly environment?: Readonly<Record<string, string | undefined>>
}

export interface RunningServer {
  /** Such as `http://127.0.0.1:8080`. */
  readonly address: string
  /** Stops as `foretell serve` does when it is told to: nothing that was acknowledged is lost. */
  stop(): Promise<void>
  /** Settles when it has ended, for whatever reason. */
  readonly ended: Promise<void>
}

/**
 * Serves a project from within a program.
 * @returns once requests are taken
 * @throws ForetellError what `serve` throws before that
 */
export async function startServer({
  project,
  config,
  environment = process.env,
  ...input
}: StartServerOptions): Promise<RunningServer> {
  const end = new AbortController()
  // Whatever the server has open listens to it.
  setMaxListeners(0, end.signal)
  const request = {
    folder: resolve(project),
    configFile: config,
    seed: undefined,
    environment,
    clock: systemClock,
    observer: silentObserver,
    signal: end.signal,
  }
  return new Promise((started, failed) => {
    const listening = (address: string): void =>
      started({
        address,
        ended,
        stop: () => {
          end.abort()
          return ended
        },
      })
    const ended = serve(request, { ...input, listening }).then(() => undefined)
    ended.catch(failed)
  })
}
