/** One instruction of a Dockerfile: `COPY`, and what follows it with its line breaks taken out. */
export interface Instruction {
  readonly name: string
  readonly text: string
  /** The stage it belongs to, from 0. */
  readonly stage: number
}

/** Reads what we write: no heredocs, no directives. */
export function instructionsOf(dockerfile: string): readonly Instruction[] {
  const lines = dockerfile
    .split('\n')
    .filter((line) => !/^\s*(#|$)/.test(line))
    .join('\n')
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n')
  let stage = -1
  return lines.map((line) => {
    const [, name, text] = /^([A-Z]+)\s+(.+)$/.exec(line) ?? []
    if (name === undefined) throw new Error(`this is no instruction: ${line}`)
    if (name === 'FROM') stage++
    return { name, text, stage }
  })
}

/** `A=1 B=2`, as pairs. */
export function environmentOf(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(text.split(/\s+/).map((pair) => pair.split('=') as [string, string]))
}
