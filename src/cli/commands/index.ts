import type { AnyVerb } from '../verb.js'
import { evaluate } from './evaluate.js'
import { init } from './init.js'
import { models } from './models.js'

/** Every verb, in the order in which one needs them. */
export const verbs: readonly AnyVerb[] = [init, evaluate, models]
