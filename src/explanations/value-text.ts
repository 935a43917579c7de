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

/** For numbers whose own text has an exponent or more digits than they are exact to; it takes a hundred times as long. */
const unusual = new Intl.NumberFormat('en-US', { maximumFractionDigits: 10 })

export function numberText(value: number): string {
  if (!Number.isFinite(value)) return String(value)
  // Adding 0 takes the sign off a negative zero.
  const rounded = (Math.abs(value) >= 1000 ? Math.round(value) : threeDigits(value)) + 0
  const size = Math.abs(rounded)
  if ((size > 0 && size < 1e-6) || size >= 1e15) return unusual.format(rounded)
  return size < 1000 ? String(rounded) : `${rounded < 0 ? '-' : ''}${thousandsParted(String(size))}`
}

function threeDigits(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(3))
}

function thousandsParted(digits: string): string {
  let parted = digits.slice(-3)
  for (let end = digits.length - 3; end > 0; end -= 3) {
    parted = `${digits.slice(Math.max(0, end - 3), end)},${parted}`
  }
  return parted
}

/** `1 day`, not `1 days`; only for the plain plurals that units of time and counts are. */
function singular(unit: string): string {
  return /^(days|hours|minutes|weeks|events|sessions|visits|times)$/.test(unit) ? unit.slice(0, -1) : unit
}
