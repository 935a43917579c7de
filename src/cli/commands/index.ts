import type { AnyVerb } from '../verb.js'
import { evaluate } from './evaluate.js'
import { ingest } from './ingest.js'
import { init } from './init.js'
import { models } from './models.js'
import { quarantine } from './quarantine.js'
import { train } from './train.js'

/** Every verb, in the order in which one needs them. */
export const verbs: readonly AnyVerb[] = [init, ingest, train, evaluate, models, quarantine]
