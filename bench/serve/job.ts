import { setTimeout as pause } from 'node:timers/promises'

/** A job of the server, as `GET /jobs/{id}` has it. */
export interface JobStanding {
  readonly id: string
  readonly status: string
  readonly error: unknown
  readonly progress: { readonly done: number; readonly total: number | null }
}

/** Asks for a job. @returns its id */
export async function submitJob(url: string, path: string, body: unknown): Promise<string> {
  const answer = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (answer.status !== 202) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
  return ((await answer.json()) as { job_id: string }).job_id
}

export async function standingOf(url: string, id: string): Promise<JobStanding> {
  return (await (await fetch(`${url}/jobs/${id}`)).json()) as JobStanding
}

/**
 * Waits until a job has ended well.
 * @param look called five times a second with how it stands
 */
export async function jobDone(
  url: string,
  id: string,
  look: (standing: JobStanding) => void = () => undefined,
): Promise<JobStanding> {
  for (;;) {
    const standing = await standingOf(url, id)
    look(standing)
    if (standing.status === 'done') return standing
    if (!['queued', 'running'].includes(standing.status))
      throw new Error(`the job ended as ${standing.status}: ${JSON.stringify(standing.error)}`)
    await pause(200)
  }
}
