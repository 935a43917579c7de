import { once } from 'node:events'
import { request, type ClientRequest } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'

import { type Running, start } from './foretell.js'

/** A server in a process of its own, as a person starts it. */
export interface Serving extends Running {
  /** Such as `http://127.0.0.1:41234`. */
  readonly address: string
}

/** Starts `foretell serve` on a free port and waits until it takes requests. */
export async function serving(folder: string): Promise<Serving> {
  const running = start(folder, 'serve', '--port', '0')
  const ended = running.finished.then(({ code, stderr }) => {
    throw new Error(`foretell serve ended with ${code} before it listened\n${stderr}`)
  })
  return Promise.race([listening(running).then((address) => ({ ...running, address })), ended])
}

async function listening(running: Running): Promise<string> {
  for (;;) {
    const line = logged(running).find(({ message }) => message === 'listening')
    if (typeof line?.['address'] === 'string') return line['address']
    await pause(20)
  }
}

/** What a process has logged so far; lines that are no JSON are for people. */
export function logged(running: Running): Readonly<Record<string, unknown>>[] {
  const lines = running.stderr().split('\n')
  // The last one may not have come whole.
  return lines
    .slice(0, -1)
    .flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Record<string, unknown>] : []))
}

/** Waits until the server has said something. */
export async function said(running: Running, message: string): Promise<void> {
  while (!logged(running).some((line) => line['message'] === message)) await pause(10)
}

/** A request whose body comes in parts, as slowly as its sender likes. */
export interface SlowRequest {
  write(text: string): Promise<void>
  /** Ends the body. @returns the answer's status and text */
  end(): Promise<{ readonly status: number; readonly text: string }>
}

export function slowRequest(address: string, path: string): SlowRequest {
  const outgoing: ClientRequest = request(`${address}${path}`, { method: 'POST', agent: false })
  const answered = once(outgoing, 'response') as Promise<[AsyncIterable<Buffer> & { statusCode: number }]>
  // Whoever ends the request hears of its failure; until then nobody waits for it.
  answered.catch(() => undefined)
  return {
    write: (text) =>
      new Promise((resolve, reject) => outgoing.write(text, (error) => (error ? reject(error) : resolve()))),
    async end() {
      outgoing.end()
      const [answer] = await answered
      const chunks: Buffer[] = []
      for await (const chunk of answer) chunks.push(chunk)
      return { status: answer.statusCode, text: Buffer.concat(chunks).toString() }
    },
  }
}
