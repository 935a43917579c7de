/**
 * What long work tells about itself. One observer is passed down a whole job, so measurement and progress do
 * not drown the logic; the command line prints it, a job row stores it, a test collects it.
 */
export interface Observer {
  /** A named step begins. Steps may nest; `name` is shown to people ("Training churn"). */
  step(name: string): Step
  /** Something the user should know and that stops nothing. */
  warn(message: string): void
}

export interface Step extends Observer {
  /** @param done 0 to `total`; without a total only the count is known */
  progress(done: number, total?: number, unit?: string): void
  /** The step ended well. `summary` is one short phrase: "506,550 events". */
  done(summary?: string): void
  /** The step ended badly; the error itself is thrown, not told here. */
  fail(reason: string): void
}

/** Runs `work` as a step that always ends, well or badly. */
export async function observed<Value>(
  observer: Observer,
  name: string,
  work: (step: Step) => Promise<Value>,
  summarise?: (value: Value) => string,
): Promise<Value> {
  const step = observer.step(name)
  try {
    const value = await work(step)
    step.done(summarise?.(value))
    return value
  } catch (error) {
    step.fail(error instanceof Error ? error.message : String(error))
    throw error
  }
}

const silentStep: Step = {
  step: () => silentStep,
  warn: () => undefined,
  progress: () => undefined,
  done: () => undefined,
  fail: () => undefined,
}

/** Says nothing: for library use and tests. */
export const silentObserver: Observer = silentStep
