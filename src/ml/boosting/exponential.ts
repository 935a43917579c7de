const PER_LN2 = 1.4426950408889634
/** ln 2 in two parts, of which the first has zeros at its end. */
const LN2_HIGH = 0.69314718036912381649
const LN2_LOW = 1.90821492927058770002e-10
/** Added to a small number it leaves its nearest whole number in the last bits. */
const ROUNDER = 6755399441055744
/** 1 / n! from the 11th down. */
const TAYLOR = [
  2.505210838544172e-8, 2.755731922398589e-7, 2.7557319223985893e-6, 2.48015873015873e-5,
  1.984126984126984e-4, 1.388888888888889e-3, 8.333333333333333e-3, 4.1666666666666664e-2,
  0.16666666666666666, 0.5, 1, 1,
] as const

/**
 * exp of a number of at most 700, in either direction, to 1e-14 of its value: bit for bit what the kernels calculate
 * (`kernels/assembly/training/derivatives.ts`), which `Math.exp` is not.
 */
export function exponential(x: number): number {
  const k = x * PER_LN2 + ROUNDER - ROUNDER
  const r = x - k * LN2_HIGH - k * LN2_LOW
  let sum: number = TAYLOR[0]
  for (let i = 1; i < TAYLOR.length; i++) sum = sum * r + TAYLOR[i]
  return sum * 2 ** k
}
