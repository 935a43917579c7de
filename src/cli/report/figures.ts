import type { Interval } from '../../predictions/card.js'

/** `1,234,567`. */
export function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US')
}

/** `12.3 %`; two significant digits below one percent; `-` for what is not known. */
export function percent(share: number, digits = 1): string {
  if (!Number.isFinite(share)) return '-'
  const value = share * 100
  const shown = value !== 0 && Math.abs(value) < 1 ? value.toPrecision(2) : value.toFixed(digits)
  return `${shown} %`
}

/** `0.845`; `-` for what is not known. */
export function decimal(value: number, digits = 3): string {
  return Number.isFinite(value) ? value.toFixed(digits) : '-'
}

/** At most four significant digits, thousands apart: `1,234`, `12.34`, `0.05`. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return '-'
  if (Math.abs(value) >= 1000) return whole(value)
  return String(Number(value.toPrecision(4)))
}

/** `0.845 (0.831 to 0.859)`. */
export function withInterval({ value, low, high }: Interval, digits = 3): string {
  const known = Number.isFinite(low) && Number.isFinite(high)
  return known
    ? `${decimal(value, digits)} (${decimal(low, digits)} to ${decimal(high, digits)})`
    : decimal(value, digits)
}

/** `+3.1 %` or `-0.4 %` of probability, in points. */
export function points(share: number): string {
  const sign = share >= 0 ? '+' : '-'
  return `${sign}${Math.abs(share * 100).toFixed(1)} points`
}

/** `340 ms`, `4.2 s`, `2 min 05 s`. */
export function elapsed(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`
  const seconds = milliseconds / 1000
  if (seconds < 60) return `${seconds.toFixed(1)} s`
  const minutes = Math.floor(seconds / 60)
  return `${minutes} min ${String(Math.floor(seconds - minutes * 60)).padStart(2, '0')} s`
}

/** `1 customer`, `2 customers`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${whole(value)} ${value === 1 ? one : many}`
}
