// Written by scripts/client.mjs from the OpenAPI document of the routes.

export interface paths {
  readonly '/health': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /** Whether the server can answer: it runs a query */
    readonly get: operations['health']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/health/live': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /** Whether the process runs; says nothing about the warehouse */
    readonly get: operations['live']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/openapi.json': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /** This description of every route, as OpenAPI 3.1 */
    readonly get: operations['openapi']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
}
export type webhooks = Record<string, never>
export interface components {
  schemas: {
    readonly Problem: {
      /**
       * Format: uri
       * @description where the code is described
       */
      readonly type: string
      readonly title: string
      readonly status: number
      /** @description what was expected and what came */
      readonly detail: string
      /** @description which request it was; its id stands in the log */
      readonly instance: string
      /**
       * @description stable, for programs
       * @example MODEL_MISSING
       */
      readonly code: string
      /** @description what to do about it */
      readonly remedy: string
      /** @description every single trouble, where there are several */
      readonly errors?: readonly {
        /** @description place in the request, such as `body/features/plan` */
        readonly at: string
        readonly message: string
      }[]
    }
  }
  responses: {
    /** @description The request does not fit what the route takes */
    readonly 400: {
      headers: {
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description No key, or one that is not known */
    readonly 401: {
      headers: {
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description The key may not do this */
    readonly 403: {
      headers: {
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description There is no such thing */
    readonly 404: {
      headers: {
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description The body is too large */
    readonly 413: {
      headers: {
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description The body is packed in a way that is not known */
    readonly 415: {
      headers: {
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description Too many requests: ask again after `Retry-After` seconds */
    readonly 429: {
      headers: {
        /** @description seconds until it is worth asking again */
        readonly 'Retry-After'?: number
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description Something went wrong in the server; its log says what */
    readonly 500: {
      headers: {
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description The server cannot answer now: ask again after `Retry-After` seconds */
    readonly 503: {
      headers: {
        /** @description seconds until it is worth asking again */
        readonly 'Retry-After'?: number
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/problem+json': components['schemas']['Problem']
      }
    }
  }
  parameters: never
  requestBodies: never
  headers: never
  pathItems: never
}
export type $defs = Record<string, never>
export interface operations {
  readonly health: {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description As asked */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @enum {string} */
            readonly status: 'ok' | 'unavailable'
            /** @description Foretell's version */
            readonly version: string
            readonly warehouse: {
              /** @description whether a query came back */
              readonly answers: boolean
              /** @description how long the query took */
              readonly milliseconds: number
            }
          }
        }
      }
      readonly 429: components['responses']['429']
      readonly 500: components['responses']['500']
      /** @description The server cannot answer now: ask again after `Retry-After` seconds */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @enum {string} */
            readonly status: 'ok' | 'unavailable'
            /** @description Foretell's version */
            readonly version: string
            readonly warehouse: {
              /** @description whether a query came back */
              readonly answers: boolean
              /** @description how long the query took */
              readonly milliseconds: number
            }
          }
        }
      }
    }
  }
  readonly live: {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description As asked */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly status: 'ok'
          }
        }
      }
      readonly 429: components['responses']['429']
      readonly 500: components['responses']['500']
      readonly 503: components['responses']['503']
    }
  }
  readonly openapi: {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description As asked */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly openapi: '3.1.0'
            readonly info: {
              readonly title: string
              readonly version: string
            }
            readonly paths: {
              readonly [key: string]: unknown
            }
          }
        }
      }
      readonly 429: components['responses']['429']
      readonly 500: components['responses']['500']
      readonly 503: components['responses']['503']
    }
  }
}
