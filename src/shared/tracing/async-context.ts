import { AsyncLocalStorage } from 'node:async_hooks'

import { type Context, type ContextManager, ROOT_CONTEXT } from '@opentelemetry/api'

/** Carries the context of a span along whatever is awaited within it. */
export class AsyncContext implements ContextManager {
  readonly #storage = new AsyncLocalStorage<Context>()

  active(): Context {
    return this.#storage.getStore() ?? ROOT_CONTEXT
  }

  with<Arguments extends unknown[], Call extends (...values: Arguments) => ReturnType<Call>>(
    context: Context,
    call: Call,
    self?: ThisParameterType<Call>,
    ...values: Arguments
  ): ReturnType<Call> {
    return this.#storage.run(context, () => call.call(self, ...values))
  }

  bind<Target>(context: Context, target: Target): Target {
    if (typeof target !== 'function') return target
    const call = target as (...values: unknown[]) => unknown
    return ((...values: unknown[]) => this.#storage.run(context, () => call(...values))) as Target
  }

  enable(): this {
    return this
  }

  disable(): this {
    this.#storage.disable()
    return this
  }
}
