import { availableParallelism, cpus, totalmem } from 'node:os'

/** What figures were measured on. */
export interface Machine {
  readonly processor: string
  readonly cores: number
  readonly memoryGigabytes: number
  readonly platform: string
  readonly node: string
}

export function machine(): Machine {
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
  }
}

/** The sections that an option names, with commas between them. */
export function sectionsNamed<Section extends { readonly name: string }>(
  all: readonly Section[],
  names: string,
): readonly Section[] {
  return names.split(',').map((name) => {
    const found = all.find((section) => section.name === name)
    if (found !== undefined) return found
    throw new RangeError(`no section ${name}; there are ${all.map((section) => section.name).join(', ')}`)
  })
}

/** Says what a bench came to: as one JSON document, or as text in paragraphs. */
export function tell(json: boolean, document: object, paragraphs: readonly string[]): void {
  console.log(json ? JSON.stringify(document, null, 2) : paragraphs.join('\n\n'))
}
