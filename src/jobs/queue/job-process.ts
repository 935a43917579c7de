import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

import type { Plan } from '../../config/plan.js'
import type { FromWorker, ToWorker } from '../worker-messages.js'
import { processName } from './process-name.js'
import type { Task, TaskOutcome } from './task.js'

/** Words of a process that ended badly, which are kept to be told. */
const lastWords = 2000

/** A child process that does jobs, one task at a time. */
export class JobProcess {
  readonly #child: ChildProcess
  readonly #gone: Promise<string>
  #alive = true
  #said = ''

  /**
   * Starts it. What it does is done in the name of this process, which sees to it.
   * @param priority of the operating system, from 0 (as this process) to 19 (only when nobody else wants to)
   */
  constructor(plan: Plan, priority: number) {
    this.#child = spawn(process.execPath, [workerProgram()], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      // Of the plan's values some are undefined, which JSON would lose.
      serialization: 'advanced',
      env: environment(),
    })
    this.#child.stderr?.on('data', (text: Buffer) => {
      this.#said = (this.#said + text.toString()).slice(-lastWords)
    })
    this.#gone = new Promise((resolve) => {
      this.#child.once('error', (error) => resolve(error.message))
      this.#child.once('close', (code, signal) => resolve(this.#endOf(code, signal)))
    })
    void this.#gone.then(() => (this.#alive = false))
    this.#send({ kind: 'open', plan, worker: processName(), priority })
  }

  get alive(): boolean {
    return this.#alive
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  /** Has it do a task. However it ends, and whatever becomes of the process, there is an outcome. */
  async perform(task: Task): Promise<TaskOutcome> {
    let listen: (message: FromWorker) => void = () => undefined
    const answered = new Promise<TaskOutcome>((resolve) => {
      listen = (message) => {
        if (message.kind === 'outcome') resolve(message.outcome)
      }
      this.#child.on('message', listen)
    })
    this.#send({ kind: 'task', task })
    const lost = this.#gone.then((reason): TaskOutcome => ({ kind: 'lost', reason }))
    const outcome = await Promise.race([answered, lost])
    this.#child.off('message', listen)
    return outcome
  }

  /** Has it give up what it does and end. @param patience milliseconds after which it is not asked any more */
  async stop(patience = 10_000): Promise<void> {
    this.#child.kill('SIGTERM')
    const late = setTimeout(() => this.#child.kill('SIGKILL'), patience)
    await this.#gone
    clearTimeout(late)
  }

  #send(message: ToWorker): void {
    // Of a process that has ended, the end is told and not that it cannot be told anything.
    this.#child.send(message, () => undefined)
  }

  #endOf(code: number | null, signal: string | null): string {
    const how = signal === null ? `ended with ${String(code)}` : `was ended by ${signal}`
    const words = this.#said.trim()
    return `its process ${how}${words === '' ? '' : `: ${words.split('\n').slice(-3).join(' ')}`}`
  }
}

/**
 * The compiled program: beside this file, or, when run from source, in the build of this checkout, which must be there
 * (`npm run build`): to compile it on the way would take each process ten seconds.
 */
function workerProgram(): string {
  const fromSource = import.meta.url.endsWith('.ts')
  const program = fromSource ? '../../../dist/jobs/worker-process.js' : '../worker-process.js'
  return fileURLToPath(new URL(program, import.meta.url))
}

/** As the parent's, without what its own starter meant for it alone. */
function environment(): NodeJS.ProcessEnv {
  const inherited = { ...process.env }
  delete inherited['NODE_OPTIONS']
  return inherited
}
