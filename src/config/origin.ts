import { relative } from 'node:path'

/** Keys and list positions from the top of a configuration down to one of its parts. */
export type Path = readonly (string | number)[]

/** Where the parts of a configuration were written, for messages. */
export interface Origin {
  /** As people call it: relative to the folder they are in. */
  readonly file: string | undefined
  /** True for documents, in which each part of an expression is a key; false for modules, where it is code. */
  readonly keyed: boolean
  /** 1-based line of the part at `path`, or of its nearest enclosing part; undefined where nobody knows. */
  lineOf(path: Path): number | undefined
  /** The path at which a declaration was written; undefined for those made by a program. */
  pathOf(declaration: object): Path | undefined
}

/** The origin of a configuration made by a program. */
export const nowhere: Origin = {
  file: undefined,
  keyed: false,
  lineOf: () => undefined,
  pathOf: () => undefined,
}

/** The origin of a module: the file is known, lines are not. */
export function inFile(file: string): Origin {
  return { ...nowhere, file }
}

/** A file as messages call it: relative to the project when it is inside. */
export function fileLabel(root: string, file: string): string {
  const short = relative(root, file)
  return short.startsWith('..') ? file : short
}
