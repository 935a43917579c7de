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
  readonly '/metrics': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /**
     * What the server does, in numbers for Prometheus
     * @description docs/operating.md lists them. Prometheus sends a key as `authorization: credentials`.
     */
    readonly get: operations['metrics']
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
  readonly '/predict/{id}': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /**
     * Everything about one customer: churn, value, tier, composite risk, segment, actions
     * @description What a project has no prediction, no model or no score run for is null. docs/segments.md says how the parts are made.
     */
    readonly get: operations['customer']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/events': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    /**
     * Events in bulk: NDJSON, one JSON object a line, of any size
     * @description A line is `{"event": "purchase", "user_id": "u1", "timestamp": "2026-11-21T00:42:34Z", "message_id": "m1", "properties": {"amount": 12.5}}`; docs/ingest.md has every key. The body may be packed with gzip. Answers once everything is on the disk; a body that is sent again is stored once.
     */
    readonly post: operations['sendEvents']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/quarantine': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /** Messages and rows of files that could not become events, and why */
    readonly get: operations['listQuarantine']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v1/batch': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    /**
     * Messages of Segment's and RudderStack's clients
     * @description Answers once every message is on the disk. Messages that cannot become events are set aside and answered with success, as Segment does: `GET /quarantine` lists them.
     */
    readonly post: operations['segmentBatch']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v1/track': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    /** One track message of Segment's API */
    readonly post: operations['segmentTrack']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v1/identify': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    /** One identify message of Segment's API */
    readonly post: operations['segmentIdentify']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v1/page': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    /** One page message of Segment's API */
    readonly post: operations['segmentPage']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v1/screen': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    /** One screen message of Segment's API */
    readonly post: operations['segmentScreen']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v1/group': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    /** One group message of Segment's API */
    readonly post: operations['segmentGroup']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v1/alias': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    /** One alias message of Segment's API */
    readonly post: operations['segmentAlias']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/batch': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    /**
     * Events of PostHog's clients
     * @description Answers once every event is on the disk. Events that cannot be stored are set aside.
     */
    readonly post: operations['posthogBatch']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/capture': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    /** One event, or a few, of a PostHog client */
    readonly post: operations['posthogCapture']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/flags': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    /**
     * Feature flags of somebody, as PostHog clients ask for them
     * @description There are none yet, which the clients take for "off".
     */
    readonly post: operations['posthogFlags']
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
  readonly metrics: {
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
          readonly 'text/plain': string
        }
      }
      readonly 401: components['responses']['401']
      readonly 403: components['responses']['403']
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
  readonly customer: {
    readonly parameters: {
      readonly query?: {
        /** @description name of the prediction that says who will leave; without it, docs/segments.md says which */
        readonly churn?: string
        /** @description name of the prediction that says what they are worth; without it, docs/segments.md says which */
        readonly value?: string
      }
      readonly header?: never
      readonly path: {
        readonly id: string
      }
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
            readonly customer_id: string
            readonly churn_probability: number | null
            readonly churn_risk: ('low' | 'medium' | 'high' | 'critical') | null
            readonly predicted_churn_date: string | null
            readonly predicted_ltv: number | null
            readonly ltv_tier: ('low' | 'medium' | 'high') | null
            readonly risk_score: number | null
            readonly risk_parts: readonly {
              /** @enum {string} */
              readonly part: 'probability' | 'recency' | 'withdrawal'
              readonly value: number
              readonly weight: number
            }[]
            readonly segment:
              | ('Champion' | 'At-Risk VIP' | 'Promising' | 'Vulnerable' | 'Hibernating' | 'Losing Customer')
              | null
            readonly risk_factors: readonly {
              readonly factor: string
              /** @description what it adds to the probability */
              readonly impact: number
              readonly description: string
              readonly current_value: (number | string) | null
              readonly risk_threshold: number | null
            }[]
            /** @description the recommended actions in a few words */
            readonly actions: readonly string[]
            readonly recommended_actions: readonly {
              /** @description what to do */
              readonly action: string
              /** @enum {string} */
              readonly priority: 'urgent' | 'high' | 'medium' | 'low'
              /** @description why and how */
              readonly description: string
              /** @description what is known of its effect */
              readonly expected_impact: string
              /**
               * @description it follows from who is at risk and why; that doing it helps has not been measured
               * @constant
               */
              readonly basis: 'risk, not effect'
            }[]
            readonly churn: {
              readonly prediction: string
              readonly model_version: string
              readonly anchor: string | null
              /** @description false: the answer is an extrapolation */
              readonly in_population: boolean
              readonly percentile: number | null
            } | null
            readonly value: {
              readonly prediction: string
              readonly model_version: string
              readonly anchor: string | null
              /** @description false: the answer is an extrapolation */
              readonly in_population: boolean
              readonly percentile: number | null
            } | null
            readonly cached: boolean
            /** @description when it was made, ISO 8601 */
            readonly timestamp: string
          }
        }
      }
      readonly 400: components['responses']['400']
      readonly 401: components['responses']['401']
      readonly 403: components['responses']['403']
      readonly 404: components['responses']['404']
      readonly 429: components['responses']['429']
      readonly 500: components['responses']['500']
      readonly 503: components['responses']['503']
      readonly '4XX': components['responses']['4XX']
    }
  }
  readonly sendEvents: {
    readonly parameters: {
      readonly query?: {
        /** @description true for history: what is told became known when it happened, so that models may learn from it as of then */
        readonly historical?: boolean
      }
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/x-ndjson': string
      }
    }
    readonly responses: {
      /** @description As asked */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @description lines that are not empty */
            readonly events: number
            /** @description on the disk by now; those that were there before count too */
            readonly stored: number
            /** @description set aside, by reason; `GET /quarantine` lists them */
            readonly quarantined: {
              readonly [key: string]: number
            }
            /** @description of people whose data must not be taken in */
            readonly suppressed: number
          }
        }
      }
      readonly 400: components['responses']['400']
      readonly 401: components['responses']['401']
      readonly 403: components['responses']['403']
      readonly 413: components['responses']['413']
      readonly 415: components['responses']['415']
      readonly 429: components['responses']['429']
      readonly 500: components['responses']['500']
      readonly 503: components['responses']['503']
      readonly '4XX': components['responses']['4XX']
    }
  }
  readonly listQuarantine: {
    readonly parameters: {
      readonly query?: {
        /** @description only of this source */
        readonly source?: string
        /** @description see docs/sources.md */
        readonly reason?:
          | 'too_few_fields'
          | 'too_many_fields'
          | 'unclosed_quote'
          | 'too_long'
          | 'not_json'
          | 'not_a_message'
          | 'no_id'
          | 'placeholder_id'
          | 'no_time'
          | 'unparsable_time'
          | 'impossible_time'
          | 'future_time'
          | 'no_event'
          | 'unknown_event'
          | 'wrong_type'
          | 'duplicate_id'
          | 'conflicting_id'
          | 'illegal_merge'
        /** @description at most so many rows */
        readonly limit?: number
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
            /** @description all that there are, by source and reason */
            readonly counts: readonly {
              readonly source: string
              readonly reason: string
              readonly count: number
            }[]
            readonly rows: readonly {
              readonly source: string
              /** @description null for a live message */
              readonly file: string | null
              /** @description from 1; null for a live message */
              readonly line: number | null
              readonly reason: string
              /** @description what was expected and what was found */
              readonly detail: string
              /** @description the row, or the start of the message as JSON */
              readonly record: string
              /** @description ISO 8601 */
              readonly receivedAt: string
            }[]
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
  readonly segmentBatch: {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': {
          /** @description messages, each with its `type` */
          readonly batch: readonly unknown[]
          /** @description when it was sent, by the clock of the client */
          readonly sentAt?: unknown
          /** @description the key, where no header has it */
          readonly writeKey?: unknown
        } & {
          readonly [key: string]: unknown
        }
      }
    }
    readonly responses: {
      /** @description As asked */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: true
          }
        }
      }
      /** @description The request does not fit what the route takes */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
        }
      }
      /** @description No key, or one that is not known */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
        }
      }
      /** @description The key may not do this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
        }
      }
      /** @description The body is too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
        }
      }
      /** @description The body is packed in a way that is not known */
      readonly 415: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
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
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
        }
      }
      /** @description Something went wrong in the server; its log says what */
      readonly 500: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
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
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
        }
      }
      /** @description What is asked for cannot be done, and why */
      readonly '4XX': {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
        }
      }
    }
  }
  readonly segmentTrack: {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': {
          /** @description of somebody who is known; a text or a number */
          readonly userId?: unknown
          /** @description of somebody who is not */
          readonly anonymousId?: unknown
          /** @description the same in every attempt to send it */
          readonly messageId?: unknown
          /** @description when it happened, by the clock of the client */
          readonly timestamp?: unknown
        } & {
          readonly [key: string]: unknown
        }
      }
    }
    readonly responses: {
      /** @description As asked */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: true
          }
        }
      }
      /** @description The request does not fit what the route takes */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
        }
      }
      /** @description No key, or one that is not known */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
        }
      }
      /** @description The key may not do this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
        }
      }
      /** @description The body is too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
        }
      }
      /** @description The body is packed in a way that is not known */
      readonly 415: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
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
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
        }
      }
      /** @description Something went wrong in the server; its log says what */
      readonly 500: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
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
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
        }
      }
      /** @description What is asked for cannot be done, and why */
      readonly '4XX': {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
        }
      }
    }
  }
  readonly segmentIdentify: {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': {
          /** @description of somebody who is known; a text or a number */
          readonly userId?: unknown
          /** @description of somebody who is not */
          readonly anonymousId?: unknown
          /** @description the same in every attempt to send it */
          readonly messageId?: unknown
          /** @description when it happened, by the clock of the client */
          readonly timestamp?: unknown
        } & {
          readonly [key: string]: unknown
        }
      }
    }
    readonly responses: {
      /** @description As asked */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: true
          }
        }
      }
      /** @description The request does not fit what the route takes */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
        }
      }
      /** @description No key, or one that is not known */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
        }
      }
      /** @description The key may not do this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
        }
      }
      /** @description The body is too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
        }
      }
      /** @description The body is packed in a way that is not known */
      readonly 415: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
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
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
        }
      }
      /** @description Something went wrong in the server; its log says what */
      readonly 500: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
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
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
        }
      }
      /** @description What is asked for cannot be done, and why */
      readonly '4XX': {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
        }
      }
    }
  }
  readonly segmentPage: {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': {
          /** @description of somebody who is known; a text or a number */
          readonly userId?: unknown
          /** @description of somebody who is not */
          readonly anonymousId?: unknown
          /** @description the same in every attempt to send it */
          readonly messageId?: unknown
          /** @description when it happened, by the clock of the client */
          readonly timestamp?: unknown
        } & {
          readonly [key: string]: unknown
        }
      }
    }
    readonly responses: {
      /** @description As asked */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: true
          }
        }
      }
      /** @description The request does not fit what the route takes */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
        }
      }
      /** @description No key, or one that is not known */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
        }
      }
      /** @description The key may not do this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
        }
      }
      /** @description The body is too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
        }
      }
      /** @description The body is packed in a way that is not known */
      readonly 415: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
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
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
        }
      }
      /** @description Something went wrong in the server; its log says what */
      readonly 500: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
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
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
        }
      }
      /** @description What is asked for cannot be done, and why */
      readonly '4XX': {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
        }
      }
    }
  }
  readonly segmentScreen: {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': {
          /** @description of somebody who is known; a text or a number */
          readonly userId?: unknown
          /** @description of somebody who is not */
          readonly anonymousId?: unknown
          /** @description the same in every attempt to send it */
          readonly messageId?: unknown
          /** @description when it happened, by the clock of the client */
          readonly timestamp?: unknown
        } & {
          readonly [key: string]: unknown
        }
      }
    }
    readonly responses: {
      /** @description As asked */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: true
          }
        }
      }
      /** @description The request does not fit what the route takes */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
        }
      }
      /** @description No key, or one that is not known */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
        }
      }
      /** @description The key may not do this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
        }
      }
      /** @description The body is too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
        }
      }
      /** @description The body is packed in a way that is not known */
      readonly 415: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
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
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
        }
      }
      /** @description Something went wrong in the server; its log says what */
      readonly 500: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
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
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
        }
      }
      /** @description What is asked for cannot be done, and why */
      readonly '4XX': {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
        }
      }
    }
  }
  readonly segmentGroup: {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': {
          /** @description of somebody who is known; a text or a number */
          readonly userId?: unknown
          /** @description of somebody who is not */
          readonly anonymousId?: unknown
          /** @description the same in every attempt to send it */
          readonly messageId?: unknown
          /** @description when it happened, by the clock of the client */
          readonly timestamp?: unknown
        } & {
          readonly [key: string]: unknown
        }
      }
    }
    readonly responses: {
      /** @description As asked */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: true
          }
        }
      }
      /** @description The request does not fit what the route takes */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
        }
      }
      /** @description No key, or one that is not known */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
        }
      }
      /** @description The key may not do this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
        }
      }
      /** @description The body is too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
        }
      }
      /** @description The body is packed in a way that is not known */
      readonly 415: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
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
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
        }
      }
      /** @description Something went wrong in the server; its log says what */
      readonly 500: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
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
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
        }
      }
      /** @description What is asked for cannot be done, and why */
      readonly '4XX': {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
        }
      }
    }
  }
  readonly segmentAlias: {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': {
          /** @description of somebody who is known; a text or a number */
          readonly userId?: unknown
          /** @description of somebody who is not */
          readonly anonymousId?: unknown
          /** @description the same in every attempt to send it */
          readonly messageId?: unknown
          /** @description when it happened, by the clock of the client */
          readonly timestamp?: unknown
        } & {
          readonly [key: string]: unknown
        }
      }
    }
    readonly responses: {
      /** @description As asked */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: true
          }
        }
      }
      /** @description The request does not fit what the route takes */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
        }
      }
      /** @description No key, or one that is not known */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
        }
      }
      /** @description The key may not do this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
        }
      }
      /** @description The body is too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
        }
      }
      /** @description The body is packed in a way that is not known */
      readonly 415: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
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
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
        }
      }
      /** @description Something went wrong in the server; its log says what */
      readonly 500: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
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
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
        }
      }
      /** @description What is asked for cannot be done, and why */
      readonly '4XX': {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly success: false
            readonly message: string
          }
        }
      }
    }
  }
  readonly posthogBatch: {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/json':
          | ({
              /** @description events */
              readonly batch?: readonly unknown[]
              /** @description name of the one event */
              readonly event?: unknown
              /** @description the key, where no header has it */
              readonly api_key?: unknown
              /** @description when it was sent, by the clock of the client */
              readonly sent_at?: unknown
              /** @description true: what is told became known when it happened */
              readonly historical_migration?: unknown
            } & {
              readonly [key: string]: unknown
            })
          | readonly unknown[]
      }
    }
    readonly responses: {
      /** @description As asked */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly status: 'Ok'
          }
        }
      }
      /** @description The request does not fit what the route takes */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            readonly type: string
            readonly code: string
            readonly detail: string
          }
        }
      }
      /** @description No key, or one that is not known */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            readonly type: string
            readonly code: string
            readonly detail: string
          }
        }
      }
      /** @description The key may not do this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            readonly type: string
            readonly code: string
            readonly detail: string
          }
        }
      }
      /** @description The body is too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            readonly type: string
            readonly code: string
            readonly detail: string
          }
        }
      }
      /** @description The body is packed in a way that is not known */
      readonly 415: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            readonly type: string
            readonly code: string
            readonly detail: string
          }
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
          readonly 'application/json': {
            readonly type: string
            readonly code: string
            readonly detail: string
          }
        }
      }
      /** @description Something went wrong in the server; its log says what */
      readonly 500: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            readonly type: string
            readonly code: string
            readonly detail: string
          }
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
          readonly 'application/json': {
            readonly type: string
            readonly code: string
            readonly detail: string
          }
        }
      }
      /** @description What is asked for cannot be done, and why */
      readonly '4XX': {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            readonly type: string
            readonly code: string
            readonly detail: string
          }
        }
      }
    }
  }
  readonly posthogCapture: {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/json':
          | ({
              /** @description events */
              readonly batch?: readonly unknown[]
              /** @description name of the one event */
              readonly event?: unknown
              /** @description the key, where no header has it */
              readonly api_key?: unknown
              /** @description when it was sent, by the clock of the client */
              readonly sent_at?: unknown
              /** @description true: what is told became known when it happened */
              readonly historical_migration?: unknown
            } & {
              readonly [key: string]: unknown
            })
          | readonly unknown[]
      }
    }
    readonly responses: {
      /** @description As asked */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly status: 'Ok'
          }
        }
      }
      /** @description The request does not fit what the route takes */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            readonly type: string
            readonly code: string
            readonly detail: string
          }
        }
      }
      /** @description No key, or one that is not known */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            readonly type: string
            readonly code: string
            readonly detail: string
          }
        }
      }
      /** @description The key may not do this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            readonly type: string
            readonly code: string
            readonly detail: string
          }
        }
      }
      /** @description The body is too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            readonly type: string
            readonly code: string
            readonly detail: string
          }
        }
      }
      /** @description The body is packed in a way that is not known */
      readonly 415: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            readonly type: string
            readonly code: string
            readonly detail: string
          }
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
          readonly 'application/json': {
            readonly type: string
            readonly code: string
            readonly detail: string
          }
        }
      }
      /** @description Something went wrong in the server; its log says what */
      readonly 500: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            readonly type: string
            readonly code: string
            readonly detail: string
          }
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
          readonly 'application/json': {
            readonly type: string
            readonly code: string
            readonly detail: string
          }
        }
      }
      /** @description What is asked for cannot be done, and why */
      readonly '4XX': {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            readonly type: string
            readonly code: string
            readonly detail: string
          }
        }
      }
    }
  }
  readonly posthogFlags: {
    readonly parameters: {
      readonly query?: {
        readonly v?: unknown
      }
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': unknown
      }
    }
    readonly responses: {
      /** @description As asked */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @description none: there is no experiment */
            readonly flags: Record<string, never>
            readonly errorsWhileComputingFlags: boolean
            readonly requestId: string
          }
        }
      }
      /** @description The request does not fit what the route takes */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            readonly type: string
            readonly code: string
            readonly detail: string
          }
        }
      }
      /** @description No key, or one that is not known */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            readonly type: string
            readonly code: string
            readonly detail: string
          }
        }
      }
      /** @description The key may not do this */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            readonly type: string
            readonly code: string
            readonly detail: string
          }
        }
      }
      /** @description The body is too large */
      readonly 413: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            readonly type: string
            readonly code: string
            readonly detail: string
          }
        }
      }
      /** @description The body is packed in a way that is not known */
      readonly 415: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            readonly type: string
            readonly code: string
            readonly detail: string
          }
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
          readonly 'application/json': {
            readonly type: string
            readonly code: string
            readonly detail: string
          }
        }
      }
      /** @description Something went wrong in the server; its log says what */
      readonly 500: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            readonly type: string
            readonly code: string
            readonly detail: string
          }
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
          readonly 'application/json': {
            readonly type: string
            readonly code: string
            readonly detail: string
          }
        }
      }
      /** @description What is asked for cannot be done, and why */
      readonly '4XX': {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            readonly type: string
            readonly code: string
            readonly detail: string
          }
        }
      }
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
