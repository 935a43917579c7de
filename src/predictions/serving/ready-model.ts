import type { PredictionPlan } from '../../config/plan.js'
import type { Project } from '../../warehouse/project.js'
import type { Explain, Explanation } from '../explain.js'
import { loadModelVersion } from '../registry.js'
import { openScorer } from '../scorer.js'
import { DescribedRows } from './described-row.js'
import { KnownEntities } from './known-entities.js'
import type { KnownRows } from './known-row.js'
import { KnownTable } from './known-table.js'
import type { LiveModel } from './predictor.js'
import type { Presents } from './present.js'

/** A version with everything that it takes to answer by it: parsed, warmed, and ready for the first request. */
export interface ReadyModel extends LiveModel {
  readonly plan: PredictionPlan
  readonly known: KnownRows
  readonly described: DescribedRows
  /** Says of rows what is predicted with nothing known, and no reasons. */
  readonly withoutReasons: Explain
}

export interface ReadyOptions {
  readonly explain: Explain
  readonly presents: Presents
  /** Default: the champion. */
  readonly version?: string | undefined
  /** It will be asked often: by a way for single rows that takes more memory. */
  readonly often: boolean
}

/**
 * Loads a version, or the champion, and makes it ready.
 * @throws ForetellError `MODEL_MISSING`, `VERSION_UNKNOWN`, `ARTIFACT_UNREADABLE`
 */
export async function readyModel(
  project: Project,
  plan: PredictionPlan,
  options: ReadyOptions,
): Promise<ReadyModel> {
  const { card, artifact } = await loadModelVersion(project, plan.name, options.version)
  const scorer = openScorer(artifact, card.version, { singleRows: true })
  const described = new DescribedRows(plan.name, artifact)
  // The first call of a model builds what all others use.
  const nothing = described.frame({})
  scorer.predict(nothing)
  const [{ base }] = options.explain(scorer, plan.name, nothing)
  return {
    plan,
    card,
    scorer,
    described,
    known:
      plan.kind === 'events'
        ? new KnownEntities(project, plan, scorer, options.presents.of(plan.entity))
        : new KnownTable(project, plan, artifact),
    withoutReasons: (_scorer, _prediction, { rows }) =>
      new Array<Explanation>(rows).fill({ base, factors: [] }),
  }
}
