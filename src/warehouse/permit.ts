/**
 * How a statement proves that this project's own code sent it and vouches for the files it reads: it shows the
 * host's secret, which stands in a file that only the owner of the warehouse can read (`owner.ts`), and lists
 * the files. Only `StatementOptions.files` makes these headers; the text of a statement cannot.
 */
export const secretHeader = 'x-foretell-secret'
export const filesHeader = 'x-foretell-files'

export function permitHeaders(files: readonly string[], secret: string): Record<string, string> {
  const list = Buffer.from(JSON.stringify(files)).toString('base64url')
  return { [secretHeader]: secret, [filesHeader]: list }
}

export function permittedFiles(header: string): ReadonlySet<string> {
  const list: unknown = JSON.parse(Buffer.from(header, 'base64url').toString('utf8'))
  return new Set(Array.isArray(list) ? list.filter((file) => typeof file === 'string') : [])
}
