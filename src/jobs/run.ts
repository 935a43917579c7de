import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import { cardMarkdown } from '../predictions/card-markdown.js'
import type { TrainingOutcome } from '../predictions/train.js'
import type { Project } from '../warehouse/project.js'
import { ingestSources, type SourceSummary } from './ingest.js'
import { withProject } from './open.js'
import type { PassedOver } from './passed-over.js'
import type { Request } from './request.js'
import { scoreAll, type ScoredPrediction } from './score.js'
import { trainAll } from './train.js'

/** What one round of the main job came to. */
export interface RunSummary {
  readonly root: string
  /** Where the warehouse is. */
  readonly warehouse: string
  readonly sources: readonly SourceSummary[]
  readonly trained: readonly TrainingOutcome[]
  /** Predictions that there is too little data to learn. */
  readonly refused: readonly PassedOver[]
  readonly scored: readonly ScoredPrediction[]
  /** Predictions without a model, or without anybody in their population. */
  readonly notScored: readonly PassedOver[]
  /** Absolute names of the model cards that were written. */
  readonly cards: readonly string[]
  readonly seconds: { readonly ingest: number; readonly train: number; readonly score: number }
}

/**
 * The main job: import what is new, train every prediction, score everyone, write it all down. A prediction that
 * the data gate refuses keeps none of the others from being made; one with an earlier model is still scored by it.
 */
export function run(request: Request): Promise<RunSummary> {
  return withProject(request, async (project) => {
    const ingested = await timed(project, () => ingestSources(project, project.plan.sources))
    const trained = await timed(project, () => trainAll(project))
    const scored = await timed(project, () => scoreAll(project))
    return {
      root: project.plan.root,
      warehouse: project.warehouse.description,
      sources: ingested.value,
      trained: trained.value.done,
      refused: trained.value.passedOver,
      scored: scored.value.done,
      notScored: scored.value.passedOver,
      cards: await writeCards(project, trained.value.done),
      seconds: { ingest: ingested.seconds, train: trained.seconds, score: scored.seconds },
    }
  })
}

async function timed<Value>(
  { clock }: Project,
  work: () => Promise<Value>,
): Promise<{ readonly value: Value; readonly seconds: number }> {
  const started = clock.now()
  const value = await work()
  return { value, seconds: (clock.now() - started) / 1000 }
}

async function writeCards(
  { plan }: Project,
  trained: readonly TrainingOutcome[],
): Promise<readonly string[]> {
  return Promise.all(
    trained.map(async ({ card }) => {
      const file = join(plan.root, 'cards', `${card.version}.md`)
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, cardMarkdown(card))
      return file
    }),
  )
}
