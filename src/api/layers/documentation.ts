import swagger, { type StaticDocumentSpec } from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'

import { openapi } from '../openapi/document.js'
import type { Layer } from '../server.js'

/**
 * The pages' scripts and styles come from this server and nowhere else. Styles in attributes are how the pages are
 * built.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** `/docs`: every route, readable and to be tried out. Works without a network; nothing is loaded from elsewhere. */
export const documentation: Layer = async (app, { version }, routes) => {
  const document = openapi(routes, version) as unknown as StaticDocumentSpec['document']
  await app.register(swagger, { mode: 'static', specification: { document } })
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: contentSecurityPolicy,
    theme: { title: 'Foretell API' },
    uiConfig: {
      // Without the bar at the top: it asks for the address of another document, and bears somebody else's name.
      layout: 'BaseLayout',
      docExpansion: 'list',
      defaultModelsExpandDepth: 0,
      displayRequestDuration: true,
      filter: true,
      persistAuthorization: false,
      tryItOutEnabled: true,
    },
  })
}
