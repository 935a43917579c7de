import type { AnyVerb } from '../verb.js'
import { check } from './check.js'
import { doctor } from './doctor.js'
import { evaluate } from './evaluate.js'
import { forget } from './forget.js'
import { ingest } from './ingest.js'
import { init } from './init.js'
import { keys } from './keys.js'
import { models } from './models.js'
import { predict } from './predict.js'
import { quarantine } from './quarantine.js'
import { regulations } from './regulations.js'
import { run } from './run.js'
import { score } from './score.js'
import { serve } from './serve.js'
import { train } from './train.js'
import { worker } from './worker.js'

/** Every verb, in the order in which one needs them. */
export const verbs: readonly AnyVerb[] = [
  init,
  check,
  ingest,
  train,
  evaluate,
  predict,
  score,
  serve,
  worker,
  keys,
  run,
  models,
  quarantine,
  forget,
  regulations,
  doctor,
]
