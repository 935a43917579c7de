import type { ScoreRun } from '../predictions/scores.js'
import type { Project } from '../warehouse/project.js'
import type { Parameters } from '../warehouse/warehouse.js'
import { riskParameters, riskSql } from './risk.js'
import { riskyShare, type SegmentName, segments } from './segment.js'
import { type SignalGrids, signalStatement } from './signals.js'
import type { Subject } from './subject.js'
import { type Tier, type TierCuts, tierParameters, tierShares, tierSql } from './tiers.js'

/** The newest score runs of a subject's predictions; null for one that is not there or was never scored. */
export interface SubjectRuns {
  readonly churn: ScoreRun | null
  readonly value: ScoreRun | null
}

/** How many, and what they are worth. */
export interface SegmentTotals {
  readonly segment: SegmentName
  readonly customers: number
  /** Sum and mean of the predicted values; somebody without one counts as 0. The mean of nobody is null. */
  readonly totalValue: number
  readonly averageValue: number | null
  /** Mean composite risk, in [0, 1]; null for nobody. */
  readonly averageRisk: number | null
  /** Mean churn probability of those who have one; null for nobody. */
  readonly averageProbability: number | null
}

/** Everybody in the newest runs, divided. */
export interface Segmentation {
  readonly runs: SubjectRuns
  /** Everybody who is in either run. */
  readonly customers: number
  /** Null without a value run, or when nobody in it has a value. */
  readonly tierCuts: TierCuts | null
  /** Null without a churn run. */
  readonly grids: SignalGrids | null
  /** Composite risk that three quarters of each tier do not exceed; null for an empty tier. */
  readonly riskCuts: Readonly<Record<Tier, number | null>> | null
  /** All six, in the order of `segments`, also those of nobody; empty unless there are both runs. */
  readonly segments: readonly SegmentTotals[]
}

/**
 * Divides everybody in two passes of the engine: one finds where the tiers end and how the signals are spread, the
 * other where the riskiest quarter of each tier begins and what each segment comes to. No row leaves the engine.
 */
export async function segmentPeople(
  project: Project,
  subject: Subject,
  runs: SubjectRuns,
): Promise<Segmentation> {
  const people = await peopleRelation(project, subject, runs)
  const { customers, tierCuts, grids } = await readSpread(project, people, runs)
  if (tierCuts === null || grids === null) {
    return { runs, customers, tierCuts, grids, riskCuts: null, segments: [] }
  }
  const rows = await readTotals(project, people, tierCuts, grids)
  const cutOf = (tier: Tier): number | null => rows.find((row) => row.tier === tier)?.tier_cut ?? null
  return {
    runs,
    customers,
    tierCuts,
    grids,
    riskCuts: { low: cutOf('low'), medium: cutOf('medium'), high: cutOf('high') },
    segments: segments.map(({ name, tier, risky }) =>
      totalsOf(
        name,
        rows.find((row) => row.tier === tier && (row.risky === 1) === risky),
      ),
    ),
  }
}

interface Relation {
  readonly sql: string
  readonly parameters: Parameters
}

/**
 * One row a person: `probability`, `value`, `recency`, `withdrawal`, each NULL where it is not known. By grouping and
 * not by joining, so that it may spill to the disk.
 */
async function peopleRelation(project: Project, { churn }: Subject, runs: SubjectRuns): Promise<Relation> {
  const anchor = runs.churn?.anchor ?? null
  const signals =
    churn === null || runs.churn === null
      ? undefined
      : await signalStatement(project, {
          prediction: churn,
          anchor: anchor === null ? null : Date.parse(anchor),
        })
  const unknown = "CAST(NULL, 'Nullable(Float64)')"
  const scored = (role: 'churn' | 'value', probability: string, value: string): string =>
    `SELECT entity_id, ${probability} AS p, ${value} AS v, ${unknown} AS r, ${unknown} AS w
  FROM scores WHERE prediction = {${role}_prediction:String} AND run_id = {${role}_run:String}`
  const parts = [
    ...(runs.churn === null ? [] : [scored('churn', 'probability', unknown)]),
    ...(runs.value === null ? [] : [scored('value', unknown, 'value')]),
    ...(signals === undefined
      ? []
      : [`SELECT entity_id, ${unknown}, ${unknown}, recency, withdrawal FROM (${signals.sql})`]),
  ]
  return {
    sql: `people AS (
  SELECT entity_id, max(p) AS probability, max(v) AS value, max(r) AS recency, max(w) AS withdrawal
  FROM (${parts.join('\n  UNION ALL ')})
  GROUP BY entity_id
  HAVING probability IS NOT NULL OR value IS NOT NULL
)`,
    parameters: {
      ...signals?.parameters,
      ...(runs.churn === null
        ? {}
        : { churn_prediction: runs.churn.prediction, churn_run: runs.churn.runId }),
      ...(runs.value === null
        ? {}
        : { value_prediction: runs.value.prediction, value_run: runs.value.runId }),
    },
  }
}

/** Above a million people the groups may go to the disk and come back. */
const spilling = { max_bytes_before_external_group_by: 1_000_000_000 } as const

const gridShares = Array.from({ length: 101 }, (_, share) => share / 100)

async function readSpread(
  { warehouse, signal }: Project,
  people: Relation,
  runs: SubjectRuns,
): Promise<Pick<Segmentation, 'customers' | 'tierCuts' | 'grids'>> {
  if (runs.churn === null && runs.value === null) return { customers: 0, tierCuts: null, grids: null }
  const grid = `quantilesExactInclusive(${gridShares.join(', ')})`
  const [row] = await warehouse.rows<{
    customers: number
    cuts: (number | null)[]
    recency_grid: (number | null)[]
    withdrawal_grid: (number | null)[]
  }>(
    `WITH ${people.sql}
SELECT
  count() AS customers,
  quantilesExactInclusive(${tierShares.join(', ')})(value) AS cuts,
  ${grid}(recency) AS recency_grid,
  ${grid}(withdrawal) AS withdrawal_grid
FROM people`,
    { parameters: people.parameters, settings: spilling, signal },
  )
  const [lower, upper] = known(row.cuts)
  return {
    customers: row.customers,
    tierCuts: runs.value === null || lower === undefined ? null : { lower, upper },
    grids:
      runs.churn === null
        ? null
        : { recency: known(row.recency_grid), withdrawal: known(row.withdrawal_grid) },
  }
}

/** Quantiles of nothing are no numbers. */
function known(quantiles: readonly (number | null)[]): readonly number[] {
  return quantiles.filter((quantile) => quantile !== null)
}

interface TotalsRow {
  readonly tier: Tier
  readonly risky: 0 | 1
  readonly tier_cut: number | null
  readonly customers: number
  readonly total_value: number
  readonly average_risk: number | null
  readonly average_probability: number | null
}

function readTotals(
  { warehouse, signal }: Project,
  people: Relation,
  cuts: TierCuts,
  grids: SignalGrids,
): Promise<TotalsRow[]> {
  return warehouse.rows<TotalsRow>(
    `WITH ${people.sql},
judged AS (
  SELECT value, probability, ${tierSql} AS tier, ${riskSql} AS risk FROM people
),
ranked AS (
  SELECT *, quantileExactInclusive(${riskyShare})(risk) OVER (PARTITION BY tier) AS cut FROM judged
)
SELECT
  tier,
  toUInt8(ifNull(risk > cut, 0)) AS risky,
  any(cut) AS tier_cut,
  count() AS customers,
  sum(ifNull(value, 0)) AS total_value,
  avg(risk) AS average_risk,
  avg(probability) AS average_probability
FROM ranked GROUP BY tier, risky`,
    {
      parameters: { ...people.parameters, ...tierParameters(cuts), ...riskParameters(grids) },
      settings: spilling,
      signal,
    },
  )
}

function totalsOf(segment: SegmentName, row: TotalsRow | undefined): SegmentTotals {
  return {
    segment,
    customers: row?.customers ?? 0,
    totalValue: row?.total_value ?? 0,
    averageValue: row === undefined ? null : row.total_value / row.customers,
    averageRisk: row?.average_risk ?? null,
    averageProbability: row?.average_probability ?? null,
  }
}
