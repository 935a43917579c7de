import { readFile, rename, writeFile } from 'node:fs/promises'

import { z } from 'zod'

const ownerRecord = z.object({
  pid: z.number().int(),
  /** When the host started, ISO 8601. */
  since: z.string(),
  /** The command that started it, for people. */
  command: z.string(),
  /** Proves that a request was written by this project's code and not by somebody who found the socket. */
  secret: z.string(),
})

/** Who holds the engine of a folder. Written by the host once the engine has let it in. */
export type OwnerRecord = z.infer<typeof ownerRecord>

/** @returns undefined when nobody is written down, or what is written cannot be read */
export async function readOwner(path: string): Promise<OwnerRecord | undefined> {
  try {
    return ownerRecord.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return undefined
  }
}

/** Whole or not at all, so that a reader never meets half a record. */
export async function writeOwner(path: string, record: OwnerRecord): Promise<void> {
  const draft = `${path}.${record.pid}`
  await writeFile(draft, JSON.stringify(record), { mode: 0o600 })
  await rename(draft, path)
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Somebody else's process may not be signalled, but is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
