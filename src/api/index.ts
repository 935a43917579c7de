/** `foretell/server`: the server as a part of another program. */
export { openapi, type OpenApiDocument } from './openapi/document.js'
export { type RunningServer, startServer, type StartServerOptions } from './start.js'
