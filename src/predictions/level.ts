import type { Levels } from '../config/define.js'
import type { Level } from './prediction.js'

/** A bound belongs to the level above it: with `high: 0.5`, 0.5 is high. */
export function levelOf(probability: number, { medium, high, critical }: Levels): Level {
  if (probability >= critical) return 'critical'
  if (probability >= high) return 'high'
  return probability >= medium ? 'medium' : 'low'
}
