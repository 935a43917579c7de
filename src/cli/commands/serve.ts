import { text, wholeNumber } from '../option.js'
import { verb } from '../verb.js'

export const serve = verb({
  name: 'serve',
  summary: 'Take live events in and answer predictions over HTTP, until it is stopped',
  description:
    'The routes, their inputs and outputs are at /docs of the server. One line of JSON a request goes to standard ' +
    'error. Ctrl-C ends it: requests that run are answered, and every event that was acknowledged is stored.',
  arguments: {},
  options: {
    host: text('ADDRESS', 'listen on it; default: server.host of the configuration (127.0.0.1)'),
    port: wholeNumber('NUMBER', 'listen on it; 0: any that is free; default: server.port (8080)', {
      minimum: 0,
      maximum: 65_535,
      fallback: undefined,
    }),
  },
  examples: [
    { command: 'serve', about: 'on this machine only, port 8080' },
    { command: 'serve --host 0.0.0.0 --port 80', about: 'for others; they need a key' },
  ],
  run: async ({ host, port }, request) => {
    const { serve: serveProject } = await import('../../api/serve.js')
    const summary = await serveProject(request, { host, port })
    return {
      json: summary,
      text: (paint) => paint.dim(`stopped after ${Math.round(summary.seconds).toLocaleString('en-US')} s`),
    }
  },
})
