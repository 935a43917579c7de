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
  readonly '/segments/summary': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /**
     * Six segments with counts and totals, from the newest score runs
     * @description Everybody in the newest churn or value scores is in exactly one segment: a third by predicted value, and whether their composite risk is in the highest quarter of it. docs/segments.md has the definitions.
     */
    readonly get: operations['segmentsSummary']
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
    /** @description What is asked for cannot be done, and why */
    readonly '4XX': {
      headers: {
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
      readonly '4XX': components['responses']['4XX']
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
      readonly '4XX': components['responses']['4XX']
    }
  }
  readonly segmentsSummary: {
    readonly parameters: {
      readonly query?: {
        /** @description name of the prediction that says who will leave; without it, docs/segments.md says which */
        readonly churn?: string
        /** @description name of the prediction that says what they are worth; without it, docs/segments.md says which */
        readonly value?: string
      }
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
            readonly total_customers: number
            readonly total_revenue: number | null
            readonly revenue_at_risk: number | null
            readonly pct_revenue_at_risk: number | null
            /** @description all six, or none while one of the two runs is missing */
            readonly segments: readonly {
              /** @enum {string} */
              readonly segment:
                'Champion' | 'At-Risk VIP' | 'Promising' | 'Vulnerable' | 'Hibernating' | 'Losing Customer'
              /** @enum {string} */
              readonly ltv_tier: 'low' | 'medium' | 'high'
              /** @description whether it is the riskiest quarter of the tier */
              readonly at_risk: boolean
              readonly count: number
              /** @description of all customers */
              readonly percentage: number
              /** @description sum of the predicted values */
              readonly total_ltv: number
              readonly avg_ltv: number | null
              readonly avg_risk: number | null
              readonly avg_churn_probability: number | null
            }[]
            readonly tier_cuts: {
              /** @description the highest value that is low */
              readonly lower: number
              /** @description the highest value that is medium */
              readonly upper: number
            } | null
            readonly risk_weights: {
              readonly probability: number
              readonly recency: number
              readonly withdrawal: number
            }
            readonly churn_run: {
              readonly prediction: string
              readonly model_version: string
              /** @description customers in the run */
              readonly scored: number
              /** @description ISO 8601 */
              readonly scored_at: string
            } | null
            readonly value_run: {
              readonly prediction: string
              readonly model_version: string
              /** @description customers in the run */
              readonly scored: number
              /** @description ISO 8601 */
              readonly scored_at: string
            } | null
            /** @description ISO 8601 */
            readonly timestamp: string
          }
        }
      }
      readonly 400: components['responses']['400']
      readonly 401: components['responses']['401']
      readonly 403: components['responses']['403']
      readonly 429: components['responses']['429']
      readonly 500: components['responses']['500']
      readonly 503: components['responses']['503']
      readonly '4XX': components['responses']['4XX']
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
      readonly '4XX': components['responses']['4XX']
    }
  }
}
