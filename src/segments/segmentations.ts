import type { PredictionPlan } from '../config/plan.js'
import { latestRun, type ScoreRun } from '../predictions/scores.js'
import type { Project } from '../warehouse/project.js'
import { type Segmentation, segmentPeople, type SubjectRuns } from './segmentation.js'
import type { Subject } from './subject.js'

export interface SegmentationsOptions {
  /** Milliseconds within which it is not looked whether there is a newer score run. Default 1000. */
  readonly trusted?: number
}

/** Remembers how everybody is divided until there is a newer score run, and divides once for all who ask at a time. */
export class Segmentations {
  readonly #project: Project
  readonly #trusted: number
  readonly #known = new Map<string, Known>()

  constructor(project: Project, { trusted = 1000 }: SegmentationsOptions = {}) {
    this.#project = project
    this.#trusted = trusted
  }

  /** Of the newest runs. */
  async current(subject: Subject): Promise<Segmentation> {
    const key = JSON.stringify([subject.churn?.name, subject.value?.name])
    const known = this.#known.get(key)
    const now = performance.now()
    if (known !== undefined && now - known.checked < this.#trusted) return known.segmentation
    const runs = await this.#runs(subject)
    const fresh = this.#known.get(key)
    if (fresh !== undefined && sameRuns(fresh.runs, runs)) {
      fresh.checked = now
      return fresh.segmentation
    }
    const segmentation = segmentPeople(this.#project, subject, runs)
    this.#known.set(key, { runs, segmentation, checked: now })
    // What failed is tried again by the next who asks.
    segmentation.catch(() => this.#known.delete(key))
    return segmentation
  }

  async #runs({ churn, value }: Subject): Promise<SubjectRuns> {
    const [ofChurn, ofValue] = await Promise.all([this.#run(churn), this.#run(value)])
    return { churn: ofChurn, value: ofValue }
  }

  async #run(prediction: PredictionPlan | null): Promise<ScoreRun | null> {
    return prediction === null ? null : ((await latestRun(this.#project, prediction.name)) ?? null)
  }
}

interface Known {
  readonly runs: SubjectRuns
  readonly segmentation: Promise<Segmentation>
  /** When it was last looked for newer runs, by `performance.now()`. */
  checked: number
}

function sameRuns(a: SubjectRuns, b: SubjectRuns): boolean {
  return a.churn?.runId === b.churn?.runId && a.value?.runId === b.value?.runId
}
