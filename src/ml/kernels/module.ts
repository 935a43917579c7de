const PAGE = 65_536
/** What 32-bit addresses reach. */
const MOST_PAGES = 65_536

/** Compiles the text of a generated module. */
export function compileModule(text: string): WebAssembly.Module {
  return new WebAssembly.Module(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)))
}

/**
 * @param bytes what is needed; 4 GiB at most
 * @param shared whether several threads shall see it
 */
export function memoryOf(bytes: number, shared: boolean): WebAssembly.Memory {
  const pages = Math.ceil(bytes / PAGE)
  if (pages > MOST_PAGES) throw new RangeError(`${bytes} bytes are more than WebAssembly can address`)
  return shared
    ? new WebAssembly.Memory({ initial: pages, maximum: MOST_PAGES, shared: true })
    : new WebAssembly.Memory({ initial: pages })
}

/** @returns what the module exports, as the caller knows it to be */
export function instantiate<Exports>(module: WebAssembly.Module, memory: WebAssembly.Memory): Exports {
  return new WebAssembly.Instance(module, { env: { memory } }).exports as Exports
}
