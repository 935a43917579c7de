/** All that a configuration is declared with: what `import { ... } from 'foretell'` gives it. */
export * from './define.js'
export * from './event.js'
export * from './expression.js'
export * from './source.js'
export { ever, last, next, type Tense, type Window } from './window.js'
