/** All that a configuration file may import. */
export * from './config/declarations.js'
