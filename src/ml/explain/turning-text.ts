import type { TurningPoint } from './turning-point.js'

export interface TurningTextOptions {
  /** What the column counts, after the value: `abandoned carts`. */
  readonly of: string
  /** What is predicted: `risk`. */
  readonly predicted: string
  /** A value as people read it: `25 %`. Default: three significant digits. */
  readonly valueText?: (value: number) => string
}

/**
 * Turns in words: `above 25 % abandoned carts risk rises`, `below 2 and above 8 visits risk rises`.
 * @param points ascending, as `turningPoints` gives them
 * @returns undefined without turns
 */
export function turningPointsText(
  points: readonly TurningPoint[],
  { of, predicted, valueText = threeDigits }: TurningTextOptions,
): string | undefined {
  if (points.length === 0) return undefined
  const stretches: string[] = []
  points.forEach(({ value, direction }, i) => {
    const next = points.at(i + 1)
    if (direction === 'below') {
      // Between two turns the stretch was told by the first of them.
      if (i === 0) stretches.push(`below ${valueText(value)}`)
    } else if (next === undefined) {
      stretches.push(`above ${valueText(value)}`)
    } else {
      stretches.push(`between ${valueText(value)} and ${valueText(next.value)}`)
    }
  })
  return `${stretches.join(' and ')} ${of} ${predicted} rises`
}

function threeDigits(value: number): string {
  return String(Number(value.toPrecision(3)))
}
