/** What a member but the first does in its thread. It loads nothing: the module and the memory are handed to it. */
const MEMBER = `
require('node:worker_threads').parentPort.on('message', ({ module, memory, member }) => {
  new WebAssembly.Instance(module, { env: { memory } }).exports.serve(member)
})
`

/** What a thread serves: one team, until it is told to leave. */
export interface Service {
  readonly module: WebAssembly.Module
  readonly memory: WebAssembly.Memory
  readonly member: number
}

/** A thread that serves one team after the other. */
export interface Thread {
  postMessage(service: Service): void
  terminate(): Promise<number>
  unref(): void
}

interface Threads {
  readonly Worker: new (source: string, options: object) => Thread
}

interface Host {
  readonly process?: { getBuiltinModule?(name: string): unknown }
}

/** A thread that waits may hold the memory it served last, so only small ones are left to it. */
const KEPT_BYTES = 64 * 2 ** 20
const MOST_IDLE = 64

/** Threads that wait for the next team: starting one takes as long as scoring 100,000 rows. */
const idle: Thread[] = []

/** Whether there are threads here at all: browsers have none of this kind. */
export function hasThreads(): boolean {
  return threadsOfHost() !== undefined
}

/** Has a thread serve a team, one that waits if there is any. It keeps no process alive. */
export function serveInThread(service: Service): Thread | undefined {
  const thread = idle.pop() ?? newThread()
  thread?.postMessage(service)
  return thread
}

/** Takes back a thread whose team was told to leave. */
export async function release(thread: Thread, { buffer }: WebAssembly.Memory): Promise<void> {
  if (buffer.byteLength <= KEPT_BYTES && idle.length < MOST_IDLE) idle.push(thread)
  else await thread.terminate()
}

/** How many threads to use when nobody says. Where that cannot be known: one. */
export function defaultThreads(): number {
  const { process } = globalThis as Host
  const os = process?.getBuiltinModule?.('node:os') as { availableParallelism?(): number } | undefined
  return os?.availableParallelism?.() ?? 1
}

function newThread(): Thread | undefined {
  const threads = threadsOfHost()
  if (threads === undefined) return undefined
  const thread = new threads.Worker(MEMBER, { eval: true, execArgv: [] })
  thread.unref()
  return thread
}

/** Asked of the process and not imported, so that browsers can load this. */
function threadsOfHost(): Threads | undefined {
  const { process } = globalThis as Host
  return process?.getBuiltinModule?.('node:worker_threads') as Threads | undefined
}
