export { type CallOptions, type ClientOptions, createClient, type ForetellClient } from './client.js'
export { ForetellApiError, type Problem } from './error.js'
export type { Answer, Input, OperationName, Schemas } from './operation.js'
