import type { PredictionPlan } from '../config/plan.js'
import { latestRun, type ScoreRun } from '../predictions/scores.js'
import { SharedWork } from '../predictions/serving/shared-work.js'
import type { Project } from '../warehouse/project.js'
import { type Segmentation, segmentPeople, type SubjectRuns } from './segmentation.js'
import type { Subject } from './subject.js'

export interface SegmentationsOptions {
  /** Milliseconds within which it is not looked whether there is a newer score run. Default 1000. */
  readonly trusted?: number
}

/**
 * Remembers how everybody is divided until there is a newer score run. One looks whether there is, and divides, for
 * all who ask meanwhile; where the look before was a moment ago, they are told what it found and do not wait.
 */
export class Segmentations {
  readonly #project: Project
  readonly #trusted: number
  readonly #known = new Map<string, Known>()
  readonly #looks = new SharedWork<Segmentation>()

  constructor(project: Project, { trusted = 1000 }: SegmentationsOptions = {}) {
    this.#project = project
    this.#trusted = trusted
  }

  /** Of the newest runs, or of those that were the newest less than twice the trusted time ago. */
  async current(subject: Subject): Promise<Segmentation> {
    const key = JSON.stringify([subject.churn?.name, subject.value?.name])
    const known = this.#known.get(key)
    const age = known === undefined ? Infinity : performance.now() - known.checked
    if (known !== undefined && age < this.#trusted) return known.segmentation
    const look = this.#looks.do(key, () => this.#look(key, subject))
    if (known === undefined || age >= 2 * this.#trusted) return look
    // What failed is tried again by the next who asks, and told to who has to wait for it.
    look.catch(() => undefined)
    return known.segmentation
  }

  async #look(key: string, subject: Subject): Promise<Segmentation> {
    const checked = performance.now()
    const runs = await this.#runs(subject)
    const known = this.#known.get(key)
    const segmentation =
      known !== undefined && sameRuns(known.segmentation.runs, runs)
        ? known.segmentation
        : await segmentPeople(this.#project, subject, runs)
    this.#known.set(key, { segmentation, checked })
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
  readonly segmentation: Segmentation
  /** When it was last looked for newer runs, by `performance.now()`. */
  readonly checked: number
}

function sameRuns(a: SubjectRuns, b: SubjectRuns): boolean {
  return a.churn?.runId === b.churn?.runId && a.value?.runId === b.value?.runId
}
