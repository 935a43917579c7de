import type { ErrorCode } from '../shared/error-catalogue.js'

/** Errors that say: the data is too little, or too alike, to learn from honestly. */
export const tooLittleData: readonly ErrorCode[] = [
  'DATA_GATE_CLOSED',
  'TOO_FEW_ROWS',
  'TARGET_EMPTY',
  'TARGET_SINGLE_CLASS',
  'NO_FEATURES',
]
