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

/** Beyond these a number's own text has an exponent, or digits that it is not exact to. */
const [smallest, largest] = [1e-6, 1e15]
/** For those; it takes a hundred times as long. */
const unusual = new Intl.NumberFormat('en-US', { maximumFractionDigits: 10 })

export function numberText(value: number): string {
  if (!Number.isFinite(value)) return String(value)
  // Adding 0 takes the sign off a negative zero.
  const rounded = (Math.abs(value) >= 1000 ? Math.round(value) : threeDigits(value)) + 0
  const size = Math.abs(rounded)
  if ((size > 0 && size < smallest) || size >= largest) return unusual.format(rounded)
  return size < 1000 ? String(rounded) : `${rounded < 0 ? '-' : ''}${thousandsParted(String(size))}`
}

/** Of a number below 1,000. */
function threeDigits(value: number): number {
  if (Number.isInteger(value)) return value
  const size = Math.abs(value)
  if (size < smallest) return Number(value.toPrecision(3))
  let scale = 1
  while (size * scale < 100) scale *= 10
  const digits = size * scale
  const rounded = Math.round(digits)
  // In the very middle the rounding of the product itself would decide.
  if (Math.abs(digits - rounded) > 0.499999) return Number(value.toPrecision(3))
  return Math.sign(value) * (rounded / scale)
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
