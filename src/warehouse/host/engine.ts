import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

import { database } from '../database.js'
import type { EngineLocation } from '../location.js'
import { Lanes } from './lanes.js'
import { memoryArguments } from './memory.js'
import type { Policy } from './policy.js'
import { EngineSession } from './session.js'

/** Settings of every statement that does not say otherwise. */
const baseSettings = {
  // An insert is done when it is stored, not when it is queued.
  async_insert: '0',
  // What begins with no verb is no statement. (The embedded engine would put SELECT in front.)
  implicit_select: '0',
  // Bound values are part of a statement (SET) here, and a list of ids may be long.
  max_query_size: String(64 * 1024 * 1024),
}

export interface Engine {
  readonly lanes: Lanes
  readonly admin: EngineSession
  readonly policy: Policy
  /** Ends what runs and closes the engine's files. */
  close(): Promise<void>
}

/**
 * Opens the engine of a folder.
 * @returns undefined when the engine refuses it, mostly because another process has it open: the engine's own lock
 *   on the folder, which the system lifts however that process ends, is the only lock there is
 */
export async function openEngine(location: EngineLocation): Promise<Engine | undefined> {
  // Another host may be at home: its scratch folder is not this one's to clear before the engine is open.
  const scratch = join(location.scratch, String(process.pid))
  await mkdir(scratch, { recursive: true, mode: 0o700 })
  const engineArguments = memoryArguments()
  let opened = 0
  const open = (): Promise<EngineSession> =>
    EngineSession.open({
      data: location.data,
      channel: join(scratch, `session-${opened++}`),
      database,
      baseSettings,
      engineArguments,
    })
  const admin = await open().catch(async (error: unknown) => {
    await rm(scratch, { recursive: true, force: true })
    if (EngineSession.isRefusal(error)) return undefined
    throw error
  })
  if (admin === undefined) return undefined
  await clearOthers(location.scratch, scratch)
  const lanes = await Lanes.open({ general: 3, patience: 2_000, most: 12, open })
  const tableFunctions = await admin.names('SELECT lower(name) FROM system.table_functions')
  return {
    lanes,
    admin,
    policy: { tableFunctions: new Set(tableFunctions) },
    async close() {
      for (const session of [...lanes.sessions(), admin]) session.close()
      await rm(scratch, { recursive: true, force: true })
    },
  }
}

/** What hosts that were killed have left behind. */
async function clearOthers(folder: string, own: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    if (path !== own) await rm(path, { recursive: true, force: true })
  }
}
