/**
 * Share of the reference that scores lower, in [0, 100].
 * @param quantiles scores of the reference at shares 0, 0.01, ..., 1: rising
 */
export function percentileAmong(quantiles: readonly number[], score: number): number {
  const last = quantiles.length - 1
  const below = quantiles.findIndex((quantile) => quantile >= score)
  if (below === -1) return 100
  if (below === 0) return 0
  const [low, high] = [quantiles[below - 1], quantiles[below]]
  return (100 * (below - 1 + (score - low) / (high - low))) / last
}
