/** All that a configuration file may import. */
export * from './config/define.js'
export * from './config/event.js'
export * from './config/expression.js'
export * from './config/source.js'
export { ever, last, next, type Tense, type Window } from './config/window.js'
