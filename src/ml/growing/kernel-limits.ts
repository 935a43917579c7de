import type { Scales } from './fixed-point.js'
import type { FitMemory } from './kernel-memory.js'
import type { GrowthLimits } from './limits.js'

/** Writes what splits must satisfy, in the order in which `kernels/assembly/training/node.ts` reads it. */
export function writeLimits(memory: FitMemory, limits: GrowthLimits, scales: Scales): void {
  const bounded =
    limits.maxDeltaStep > 0 || limits.pathSmooth > 0 || limits.monotone.some((sign) => sign !== 0)
  memory.doubles(memory.at('limits'), 15).set([
    1 / scales.gradient,
    1 / scales.hessian,
    limits.lambdaL1,
    limits.lambdaL2,
    Math.max(1, limits.minDataInLeaf),
    // Some hessian there must be to divide by.
    Math.max(limits.minSumHessianInLeaf, 0.5 / scales.hessian),
    limits.maxDeltaStep,
    limits.pathSmooth,
    limits.catSmooth,
    limits.catL2,
    limits.maxCatThreshold,
    limits.maxCatToOnehot,
    limits.minDataPerGroup,
    Number(limits.extraTrees),
    Number(bounded),
  ])
}
