import type { Tier } from './tiers.js'

/** The six segments: a value tier, and whether one belongs to the riskiest quarter of it. The most valuable first. */
export const segments = [
  { name: 'Champion', tier: 'high', risky: false },
  { name: 'At-Risk VIP', tier: 'high', risky: true },
  { name: 'Promising', tier: 'medium', risky: false },
  { name: 'Vulnerable', tier: 'medium', risky: true },
  { name: 'Hibernating', tier: 'low', risky: false },
  { name: 'Losing Customer', tier: 'low', risky: true },
] as const satisfies readonly { readonly name: string; readonly tier: Tier; readonly risky: boolean }[]

export type SegmentName = (typeof segments)[number]['name']

/** Share of a tier, by composite risk, above which the riskiest quarter begins. */
export const riskyShare = 0.75

/**
 * @param risk composite risk (`riskScore`); null when nothing is known of it, which is not risky
 * @param cut composite risk of which three quarters of the tier have no more; null for a tier without anybody
 */
export function segmentOf(tier: Tier, risk: number | null, cut: number | null): SegmentName {
  const risky = risk !== null && cut !== null && risk > cut
  for (const segment of segments) if (segment.tier === tier && segment.risky === risky) return segment.name
  throw new TypeError(`no segment of the tier ${tier}`)
}
