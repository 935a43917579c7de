import type { Feature } from '../features/feature.js'

/**
 * A value as people write it: at most three significant digits below 1,000, none after the point above, thousands
 * parted, with the unit behind it. Missing is `unknown`.
 */
export function valueText(value: number | string | null, feature: Pick<Feature, 'unit'>): string {
  if (value === null) return 'unknown'
  if (typeof value === 'string') return value
  const text = numberText(value)
  if (feature.unit === undefined || feature.unit === '') return text
  return `${text} ${text === '1' ? singular(feature.unit) : feature.unit}`
}

/** Made once: making one takes longer than everything else that is done to explain a row. */
const withThousands = new Intl.NumberFormat('en-US', { maximumFractionDigits: 10 })

export function numberText(value: number): string {
  if (!Number.isFinite(value)) return String(value)
  // Adding 0 takes the sign off a negative zero.
  const rounded = (Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(3))) + 0
  return withThousands.format(rounded)
}

/** `1 day`, not `1 days`; only for the plain plurals that units of time and counts are. */
function singular(unit: string): string {
  return /^(days|hours|minutes|weeks|events|sessions|visits|times)$/.test(unit) ? unit.slice(0, -1) : unit
}
