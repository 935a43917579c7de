import { z } from 'zod'

import { ForetellError } from '../../shared/errors.js'
import type { Calibration } from './calibration.js'
import { IsotonicCalibration } from './isotonic.js'
import { PlattCalibration } from './platt.js'
import { Uncalibrated } from './uncalibrated.js'

const header = { format: z.literal('foretell-calibration'), version: z.literal(1) }
const inside = z.number().gt(0).lt(1)

const calibrationSchema = z.discriminatedUnion('kind', [
  z.object({ ...header, kind: z.literal('none') }),
  z.object({ ...header, kind: z.literal('platt'), slope: z.number().nonnegative(), intercept: z.number() }),
  z
    .object({ ...header, kind: z.literal('isotonic'), x: z.array(z.number()).min(1), y: z.array(inside) })
    .refine(({ x, y }) => x.length === y.length, 'as many x as y')
    .refine(({ x }) => x.every((value, i) => i === 0 || value > x[i - 1]), 'x strictly ascending')
    .refine(({ y }) => y.every((value, i) => i === 0 || value >= y[i - 1]), 'y ascending'),
])

/**
 * Reads what `Calibration.toJSON` wrote.
 * @throws ForetellError `CALIBRATION_UNREADABLE`
 */
export function loadCalibration(json: unknown): Calibration {
  const result = calibrationSchema.safeParse(json)
  if (!result.success) {
    throw new ForetellError('CALIBRATION_UNREADABLE', { values: { got: z.prettifyError(result.error) } })
  }
  const { data } = result
  switch (data.kind) {
    case 'none':
      return new Uncalibrated()
    case 'platt':
      return new PlattCalibration(data)
    case 'isotonic':
      return new IsotonicCalibration(data)
  }
}
