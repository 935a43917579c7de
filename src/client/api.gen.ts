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
  readonly '/predict/{prediction}': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    /**
     * One prediction of one customer, known or described, with reasons
     * @description Of a known customer (`user_id`) features are made of the newest events; of anybody else the features are given. Exactly one of the two is expected. docs/serving.md says what each field means.
     */
    readonly post: operations['predict']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/predict': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    /**
     * One prediction of somebody who is described by features
     * @description Features stand under `features`, or beside everything else: `{ "pages_visited": 3, "time_spent": 5.5 }`. Which prediction is meant may be left out where the project has one, or one that takes these features. docs/serving.md has the rules.
     */
    readonly post: operations['predictDescribed']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/predictions': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /** The predictions of the project: who, what, and which version answers */
    readonly get: operations['predictions']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/models': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /** Every version of every prediction, the newest of each first */
    readonly get: operations['models']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/models/{prediction}': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /** The versions of a prediction, the newest first */
    readonly get: operations['modelVersions']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/models/{prediction}/{version}': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /** What a version is: its data, its features with their kinds, its metrics */
    readonly get: operations['model']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/models/{prediction}/{version}/card': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /**
     * The card of a version: all that is known of it
     * @description As JSON, the document that `foretell evaluate --json` prints; as Markdown with `?format=markdown` or `Accept: text/markdown`.
     */
    readonly get: operations['modelCard']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/models/{prediction}/{version}/explanations': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /** What drives a version on the whole: importance of features, and where their effects turn */
    readonly get: operations['modelExplanations']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/models/{prediction}/champion': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    /**
     * Make a version the champion: the one that answers
     * @description The next request is answered by it; other servers of the project take it over within a few seconds. No version is changed, so the way back is the same.
     */
    readonly post: operations['promote']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v2': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /** Open Inference Protocol: the server */
    readonly get: operations['inferenceServer']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v2/health/live': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /** Open Inference Protocol: whether the process runs */
    readonly get: operations['inferenceLive']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v2/health/ready': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /**
     * Open Inference Protocol: whether every prediction has a model that answers
     * @description The protocol's text calls the field `live` where its schema says `ready`: both are given.
     */
    readonly get: operations['inferenceReady']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v2/models/{model}': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /** Open Inference Protocol: inputs and outputs of a model */
    readonly get: operations['inferenceModel']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v2/models/{model}/ready': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /** Open Inference Protocol: whether a model answers */
    readonly get: operations['inferenceModelReady']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v2/models/{model}/infer': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    /**
     * Open Inference Protocol: predictions of rows of features
     * @description Outputs are `probability` and `prediction`, or `value`; with `"parameters": {"explain": true}`, or where it is asked for by name, `drivers` too: the reasons of each row as JSON.
     */
    readonly post: operations['infer']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v2/models/{model}/versions/{version}': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /** Open Inference Protocol: inputs and outputs of a model */
    readonly get: operations['inferenceModelVersion']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v2/models/{model}/versions/{version}/ready': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /** Open Inference Protocol: whether a model answers */
    readonly get: operations['inferenceModelReadyVersion']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v2/models/{model}/versions/{version}/infer': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    /**
     * Open Inference Protocol: predictions of rows of features
     * @description Outputs are `probability` and `prediction`, or `value`; with `"parameters": {"explain": true}`, or where it is asked for by name, `drivers` too: the reasons of each row as JSON.
     */
    readonly post: operations['inferVersion']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/invocations': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    /**
     * MLflow: predictions of rows of features
     * @description Takes `dataframe_split`, `dataframe_records`, `instances` or `inputs` as JSON. Answers the probability, or the amount, of each row; with `"params": {"explain": true}` objects with the reasons. Which prediction: `params.prediction`, the only one, or the one of these features.
     */
    readonly post: operations['invocations']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/invocations/{prediction}': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    /**
     * MLflow: predictions of rows of features by the named prediction
     * @description Takes `dataframe_split`, `dataframe_records`, `instances` or `inputs` as JSON. Answers the probability, or the amount, of each row; with `"params": {"explain": true}` objects with the reasons.
     */
    readonly post: operations['invocationsOf']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/ping': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /** MLflow: whether the server runs */
    readonly get: operations['mlflowPing']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/version': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /** MLflow: the version of what serves */
    readonly get: operations['mlflowVersion']
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
  readonly '/predict/batch': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    /**
     * Predict many customers, or everyone in the population
     * @description Answers at once with a job; ask for it until it is done and then for its results. With an `Idempotency-Key` header, the same key again is the same job. docs/jobs.md says more.
     */
    readonly post: operations['predictBatch']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/score': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    /** Score everyone in the population; percentiles and segments follow from it */
    readonly post: operations['score']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/train': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    /** Train a prediction into a new version, which takes over if it is better */
    readonly post: operations['train']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/ingest': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    /** Import what is new in the files of a source, or of all sources */
    readonly post: operations['ingest']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/jobs': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /** Jobs, the newest first; a read key sees its own */
    readonly get: operations['jobs']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/jobs/{id}': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /** How a job stands */
    readonly get: operations['job']
    readonly put?: never
    readonly post?: never
    /** Stop a job; one that has ended stays as it is */
    readonly delete: operations['cancelJob']
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/jobs/{id}/results': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /**
     * The results of a batch, as JSON, lines of JSON, CSV or Parquet
     * @description In the order of the ids; streamed, so that there may be millions. 409 while the job is not done, 410 once its results were deleted.
     */
    readonly get: operations['jobResults']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/jobs/{id}/cancel': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    /** Stop a job, for clients that cannot send DELETE */
    readonly post: operations['cancelJobByPost']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/keys': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /** All keys, without the keys themselves, the oldest first */
    readonly get: operations['listKeys']
    readonly put?: never
    /**
     * Make a key
     * @description The first key closes a server that was open, so let it be of the scope `admin`.
     */
    readonly post: operations['createKey']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/keys/{id}/rotate': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    /** Give a key a new secret; the one before stays good for a while */
    readonly post: operations['rotateKey']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/keys/{id}': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    readonly post?: never
    /**
     * Make a key good for nothing, for ever
     * @description At once in this process, within seconds in all others.
     */
    readonly delete: operations['revokeKey']
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/regulations': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /** Orders about people, the newest first */
    readonly get: operations['listRegulations']
    readonly put?: never
    /**
     * Suppress or delete people
     * @description As Segment: `SUPPRESS` takes nothing in of them any more, `UNSUPPRESS` takes that back, `DELETE_ONLY` removes what is stored, `SUPPRESS_WITH_DELETE` does both. It is carried out afterwards; docs/people.md says what is removed and what remains.
     */
    readonly post: operations['createRegulation']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/regulations/{id}': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /** How far an order is, and what it came to */
    readonly get: operations['getRegulation']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/suppressions': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /**
     * Who is refused, the newest first; or whether one is
     * @description Ids are not kept, only salted hashes of them: one who knows an id can ask whether it is refused (`id`).
     */
    readonly get: operations['listSuppressions']
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
    readonly AcceptedJob: {
      readonly job_id: string
      /** @enum {string} */
      readonly status: 'queued' | 'running' | 'done' | 'failed' | 'cancelled' | 'expired'
      /** @description where to ask how it stands */
      readonly status_url: string
    }
    readonly BatchRow: {
      readonly user_id: string
      /** @description the name of the prediction */
      readonly prediction_type: string
      readonly prediction: number | null
      readonly confidence: number | null
      readonly probability: number | null
      readonly value: number | null
      readonly risk_level: ('low' | 'medium' | 'high' | 'critical') | null
      readonly percentile: number | null
      readonly interval_low: number | null
      readonly interval_high: number | null
      readonly expected_date: string | null
      /** @description what would be predicted with nothing known */
      readonly base: number
      readonly in_population: boolean | null
      readonly anchor: string | null
      readonly model_version: string
      /** @description the most important first; empty without explanations */
      readonly risk_factors: readonly {
        /** @description how people read the feature */
        readonly factor: string
        /** @description its name */
        readonly feature: string
        /** @description what it adds to the probability, or to the amount */
        readonly impact: number
        /** @enum {string} */
        readonly direction: 'raises' | 'lowers'
        readonly description: string
        readonly current_value: (number | string) | null
        readonly typical_value: (number | string) | null
        readonly risk_threshold: number | null
      }[]
    }
    readonly InferenceRequest: {
      readonly id?: string
      readonly parameters?: {
        readonly [key: string]: unknown
      }
      readonly inputs: readonly {
        readonly name: string
        readonly shape: readonly number[]
        /** @enum {string} */
        readonly datatype:
          | 'BOOL'
          | 'UINT8'
          | 'UINT16'
          | 'UINT32'
          | 'UINT64'
          | 'INT8'
          | 'INT16'
          | 'INT32'
          | 'INT64'
          | 'FP16'
          | 'FP32'
          | 'FP64'
          | 'BYTES'
        readonly parameters?: {
          readonly [key: string]: unknown
        }
        /** @description flat, row after row */
        readonly data: readonly unknown[]
      }[]
      readonly outputs?: readonly {
        readonly name: string
        readonly parameters?: {
          readonly [key: string]: unknown
        }
      }[]
    }
    readonly InferenceResponse: {
      readonly model_name: string
      readonly model_version: string
      readonly id?: string
      readonly outputs: readonly {
        readonly name: string
        /** @enum {string} */
        readonly datatype:
          | 'BOOL'
          | 'UINT8'
          | 'UINT16'
          | 'UINT32'
          | 'UINT64'
          | 'INT8'
          | 'INT16'
          | 'INT32'
          | 'INT64'
          | 'FP16'
          | 'FP32'
          | 'FP64'
          | 'BYTES'
        readonly shape: readonly number[]
        readonly data: readonly unknown[]
      }[]
    }
    readonly Invocation: {
      readonly dataframe_split?: {
        readonly columns: readonly string[]
        readonly data: readonly (readonly (string | number | boolean | null)[])[]
        readonly index?: readonly unknown[]
      }
      readonly dataframe_records?: readonly {
        readonly [key: string]: string | number | boolean | null
      }[]
      /** @description rows, by name or in the order of the features */
      readonly instances?:
        | readonly {
            readonly [key: string]: string | number | boolean | null
          }[]
        | readonly (readonly (string | number | boolean | null)[])[]
      /** @description columns by name, or rows */
      readonly inputs?:
        | {
            readonly [key: string]: readonly (string | number | boolean | null)[]
          }
        | readonly {
            readonly [key: string]: string | number | boolean | null
          }[]
        | readonly (readonly (string | number | boolean | null)[])[]
      readonly params?: {
        readonly prediction?: string
        readonly version?: string
        /** @description answer objects with the reasons instead of numbers */
        readonly explain?: boolean
      }
      readonly signature_name?: string
    }
    readonly Job: {
      readonly job_id: string
      /** @enum {string} */
      readonly kind: 'batch' | 'score' | 'train' | 'ingest'
      /** @enum {string} */
      readonly status: 'queued' | 'running' | 'done' | 'failed' | 'cancelled' | 'expired'
      /** @description where to ask how it stands */
      readonly status_url: string
      readonly results_url: string | null
      /** @description what was asked for */
      readonly input: {
        readonly [key: string]: unknown
      }
      /** @description what it is at; empty before and after */
      readonly step: string
      readonly progress: {
        readonly done: number
        readonly total: number | null
        readonly unit: string
        readonly percent: number | null
      }
      /** @description more than one after a process was lost */
      readonly attempts: number
      readonly result: {
        readonly [key: string]: unknown
      } | null
      readonly error: {
        readonly code: string
        readonly message: string
        readonly remedy: string
      } | null
      /** @description ISO 8601 */
      readonly created_at: string
      readonly started_at: string | null
      readonly finished_at: string | null
      readonly expires_at: string | null
      /** @description the public name of the key that asked for it */
      readonly owner: string
    }
    readonly Key: {
      /** @description its public name; the key itself is told only when it is made or rotated */
      readonly id: string
      /** @description what people call it; may be empty */
      readonly name: string
      /** @enum {string} */
      readonly scope: 'ingest' | 'read' | 'admin'
      readonly source: string | null
      readonly revoked: boolean
      /** @description ISO 8601 */
      readonly createdAt: string
      readonly changedAt: string | null
      readonly previousUntil: string | null
      readonly lastUsedOn: string | null
    }
    readonly NewKey: {
      /** @description its public name; the key itself is told only when it is made or rotated */
      readonly id: string
      /** @description what people call it; may be empty */
      readonly name: string
      /** @enum {string} */
      readonly scope: 'ingest' | 'read' | 'admin'
      readonly source: string | null
      readonly revoked: boolean
      /** @description ISO 8601 */
      readonly createdAt: string
      readonly changedAt: string | null
      readonly previousUntil: string | null
      readonly lastUsedOn: string | null
      /** @description the key itself: keep it, it is not told again */
      readonly key: string
    }
    readonly Prediction: {
      readonly user_id: string | null
      /** @description the name of the prediction */
      readonly prediction_type: string
      readonly prediction: number | null
      readonly confidence: number | null
      readonly probability: number | null
      readonly value: number | null
      readonly risk_level: ('low' | 'medium' | 'high' | 'critical') | null
      readonly percentile: number | null
      readonly interval: {
        readonly low: number
        readonly high: number
        readonly level: number
      } | null
      readonly expected_date: string | null
      /** @description what would be predicted with nothing known */
      readonly base: number
      /** @description the most important first; empty without explanations */
      readonly risk_factors: readonly {
        /** @description how people read the feature */
        readonly factor: string
        /** @description its name */
        readonly feature: string
        /** @description what it adds to the probability, or to the amount */
        readonly impact: number
        /** @enum {string} */
        readonly direction: 'raises' | 'lowers'
        readonly description: string
        readonly current_value: (number | string) | null
        readonly typical_value: (number | string) | null
        readonly risk_threshold: number | null
      }[]
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
      readonly in_population: boolean | null
      readonly anchor: string | null
      readonly cached: boolean
      /** @description when it was made, ISO 8601 */
      readonly timestamp: string
      readonly model_version: string
    }
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
            /** @description the most important first; empty without explanations */
            readonly risk_factors: readonly {
              /** @description how people read the feature */
              readonly factor: string
              /** @description its name */
              readonly feature: string
              /** @description what it adds to the probability, or to the amount */
              readonly impact: number
              /** @enum {string} */
              readonly direction: 'raises' | 'lowers'
              readonly description: string
              readonly current_value: (number | string) | null
              readonly typical_value: (number | string) | null
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
  readonly predict: {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        readonly prediction: string
      }
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': {
          /** @description an id as it stands in the data */
          readonly user_id?: string | number
          /** @description by name; what is left out or null is not known. GET /models/{prediction}/champion lists them */
          readonly features?: {
            readonly [key: string]: string | number | boolean | null
          }
          /**
           * @description whether to say why
           * @default true
           */
          readonly include_explanations?: boolean
          /** @description default: the champion */
          readonly version?: string
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
          readonly 'application/json': components['schemas']['Prediction']
        }
      }
      readonly 400: components['responses']['400']
      readonly 401: components['responses']['401']
      readonly 403: components['responses']['403']
      readonly 404: components['responses']['404']
      readonly 413: components['responses']['413']
      readonly 415: components['responses']['415']
      readonly 429: components['responses']['429']
      readonly 500: components['responses']['500']
      readonly 503: components['responses']['503']
      readonly '4XX': components['responses']['4XX']
    }
  }
  readonly predictDescribed: {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': {
          /** @description the name of the prediction */
          readonly prediction?: unknown
          /** @description what you call them; given back */
          readonly user_id?: unknown
          /** @description by name; or leave it out and give them beside it */
          readonly features?: unknown
          /** @description whether to say why; default true */
          readonly include_explanations?: unknown
          /** @description default: the champion */
          readonly version?: unknown
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
          readonly 'application/json': components['schemas']['Prediction']
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
  readonly predictions: {
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
            readonly predictions: readonly {
              readonly name: string
              /** @enum {string} */
              readonly task: 'classification' | 'regression' | 'survival'
              /** @description the whole in a sentence */
              readonly description: string
              /** @description who is predicted, in words */
              readonly population: string
              /** @description what is predicted, in words */
              readonly outcome: string
              readonly entity: string | null
              readonly source: string | null
              readonly horizon: string | null
              readonly champion: {
                readonly version: string
                /** @description ISO 8601 */
                readonly created_at: string
                /** @enum {string} */
                readonly quality: 'Poor' | 'Fair' | 'Good' | 'Excellent'
              } | null
            }[]
          }
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
  readonly models: {
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
            readonly models: readonly {
              readonly prediction: string
              readonly version: string
              /** @enum {string} */
              readonly task: 'classification' | 'regression' | 'survival'
              /** @description ISO 8601 */
              readonly created_at: string
              /** @description whether it is the one that answers */
              readonly champion: boolean
              /** @description what kind of model it is, in words */
              readonly model: string
              /** @enum {string} */
              readonly quality: 'Poor' | 'Fair' | 'Good' | 'Excellent'
              readonly metrics: readonly {
                readonly name: string
                readonly value: number | null
                readonly low: number | null
                readonly high: number | null
              }[]
            }[]
          }
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
  readonly modelVersions: {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        readonly prediction: string
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
            readonly models: readonly {
              readonly prediction: string
              readonly version: string
              /** @enum {string} */
              readonly task: 'classification' | 'regression' | 'survival'
              /** @description ISO 8601 */
              readonly created_at: string
              /** @description whether it is the one that answers */
              readonly champion: boolean
              /** @description what kind of model it is, in words */
              readonly model: string
              /** @enum {string} */
              readonly quality: 'Poor' | 'Fair' | 'Good' | 'Excellent'
              readonly metrics: readonly {
                readonly name: string
                readonly value: number | null
                readonly low: number | null
                readonly high: number | null
              }[]
            }[]
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
  readonly model: {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        readonly prediction: string
        /** @description or `champion` */
        readonly version: string
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
            readonly prediction: string
            readonly version: string
            /** @enum {string} */
            readonly task: 'classification' | 'regression' | 'survival'
            /** @description ISO 8601 */
            readonly created_at: string
            /** @description whether it is the one that answers */
            readonly champion: boolean
            /** @description what kind of model it is, in words */
            readonly model: string
            /** @enum {string} */
            readonly quality: 'Poor' | 'Fair' | 'Good' | 'Excellent'
            readonly metrics: readonly {
              readonly name: string
              readonly value: number | null
              readonly low: number | null
              readonly high: number | null
            }[]
            readonly population: string
            readonly outcome: string
            readonly horizon: string | null
            /** @description rows learned from and measured on */
            readonly rows: number
            readonly calibration: string
            readonly threshold: number | null
            readonly levels: {
              readonly medium: number
              readonly high: number
              readonly critical: number
            }
            readonly unit: string | null
            readonly alarms: readonly {
              readonly code: string
              /** @enum {string} */
              readonly severity: 'alarm' | 'warning'
              readonly message: string
            }[]
            readonly features: readonly {
              readonly name: string
              /** @enum {string} */
              readonly kind: 'numeric' | 'category'
              /** @description how people read it */
              readonly title: string
              readonly unit: string | null
              /** @description what made it: count, recency, trait, column, ... */
              readonly family: string
              readonly levels: readonly string[] | null
            }[]
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
  readonly modelCard: {
    readonly parameters: {
      readonly query?: {
        readonly format?: 'json' | 'markdown'
      }
      readonly header?: never
      readonly path: {
        readonly prediction: string
        /** @description or `champion` */
        readonly version: string
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
            /** @constant */
            readonly format: 'foretell-card'
            /** @constant */
            readonly formatVersion: 1
            readonly version: string
            readonly prediction: string
          }
          readonly 'text/markdown': string
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
  readonly modelExplanations: {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        readonly prediction: string
        /** @description or `champion` */
        readonly version: string
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
            readonly prediction: string
            readonly version: string
            /** @description the most important first */
            readonly importance: readonly {
              readonly feature: string
              readonly title: string
              /** @description share of the mean absolute contribution of all features */
              readonly importance: number
              /** @enum {string} */
              readonly direction: 'raises' | 'lowers' | 'mixed'
            }[]
            readonly thresholds: readonly {
              readonly feature: string
              readonly title: string
              /** @description where the effect of the feature turns */
              readonly value: number
              /**
               * @description where it raises the prediction
               * @enum {string}
               */
              readonly raises: 'above' | 'below'
            }[]
            /** @description what it must not be used for */
            readonly limits: readonly string[]
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
  readonly promote: {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        readonly prediction: string
      }
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': {
          readonly version: string
          /** @description why; kept with the promotion */
          readonly reason: string
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
            readonly models: readonly {
              readonly prediction: string
              readonly version: string
              /** @enum {string} */
              readonly task: 'classification' | 'regression' | 'survival'
              /** @description ISO 8601 */
              readonly created_at: string
              /** @description whether it is the one that answers */
              readonly champion: boolean
              /** @description what kind of model it is, in words */
              readonly model: string
              /** @enum {string} */
              readonly quality: 'Poor' | 'Fair' | 'Good' | 'Excellent'
              readonly metrics: readonly {
                readonly name: string
                readonly value: number | null
                readonly low: number | null
                readonly high: number | null
              }[]
            }[]
          }
        }
      }
      readonly 400: components['responses']['400']
      readonly 401: components['responses']['401']
      readonly 403: components['responses']['403']
      readonly 404: components['responses']['404']
      readonly 413: components['responses']['413']
      readonly 415: components['responses']['415']
      readonly 429: components['responses']['429']
      readonly 500: components['responses']['500']
      readonly 503: components['responses']['503']
      readonly '4XX': components['responses']['4XX']
    }
  }
  readonly inferenceServer: {
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
            readonly name: string
            readonly version: string
            readonly extensions: readonly string[]
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
            readonly error: string
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
            readonly error: string
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
            readonly error: string
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
            readonly error: string
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
            readonly error: string
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
            readonly error: string
          }
        }
      }
    }
  }
  readonly inferenceLive: {
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
            readonly live: boolean
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
            readonly error: string
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
            readonly error: string
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
            readonly error: string
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
            readonly error: string
          }
        }
      }
    }
  }
  readonly inferenceReady: {
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
            readonly ready: boolean
            readonly live: boolean
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
            readonly error: string
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
            readonly error: string
          }
        }
      }
      /** @description The server cannot answer now: ask again after `Retry-After` seconds */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            readonly ready: boolean
            readonly live: boolean
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
            readonly error: string
          }
        }
      }
    }
  }
  readonly inferenceModel: {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        readonly model: string
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
            readonly name: string
            readonly versions: readonly string[]
            readonly platform: string
            readonly inputs: readonly {
              readonly name: string
              /** @enum {string} */
              readonly datatype:
                | 'BOOL'
                | 'UINT8'
                | 'UINT16'
                | 'UINT32'
                | 'UINT64'
                | 'INT8'
                | 'INT16'
                | 'INT32'
                | 'INT64'
                | 'FP16'
                | 'FP32'
                | 'FP64'
                | 'BYTES'
              readonly shape: readonly number[]
            }[]
            readonly outputs: readonly {
              readonly name: string
              /** @enum {string} */
              readonly datatype:
                | 'BOOL'
                | 'UINT8'
                | 'UINT16'
                | 'UINT32'
                | 'UINT64'
                | 'INT8'
                | 'INT16'
                | 'INT32'
                | 'INT64'
                | 'FP16'
                | 'FP32'
                | 'FP64'
                | 'BYTES'
              readonly shape: readonly number[]
            }[]
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
            readonly error: string
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
            readonly error: string
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
            readonly error: string
          }
        }
      }
      /** @description There is no such thing */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            readonly error: string
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
            readonly error: string
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
            readonly error: string
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
            readonly error: string
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
            readonly error: string
          }
        }
      }
    }
  }
  readonly inferenceModelReady: {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        readonly model: string
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
            readonly name: string
            readonly ready: boolean
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
            readonly error: string
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
            readonly error: string
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
            readonly error: string
          }
        }
      }
      /** @description There is no such thing */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            readonly error: string
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
            readonly error: string
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
            readonly error: string
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
            readonly error: string
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
            readonly error: string
          }
        }
      }
    }
  }
  readonly infer: {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        readonly model: string
      }
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['InferenceRequest']
      }
    }
    readonly responses: {
      /** @description As asked */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['InferenceResponse']
        }
      }
      /** @description The request does not fit what the route takes */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            readonly error: string
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
            readonly error: string
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
            readonly error: string
          }
        }
      }
      /** @description There is no such thing */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            readonly error: string
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
            readonly error: string
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
            readonly error: string
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
            readonly error: string
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
            readonly error: string
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
            readonly error: string
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
            readonly error: string
          }
        }
      }
    }
  }
  readonly inferenceModelVersion: {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        readonly model: string
        readonly version: string
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
            readonly name: string
            readonly versions: readonly string[]
            readonly platform: string
            readonly inputs: readonly {
              readonly name: string
              /** @enum {string} */
              readonly datatype:
                | 'BOOL'
                | 'UINT8'
                | 'UINT16'
                | 'UINT32'
                | 'UINT64'
                | 'INT8'
                | 'INT16'
                | 'INT32'
                | 'INT64'
                | 'FP16'
                | 'FP32'
                | 'FP64'
                | 'BYTES'
              readonly shape: readonly number[]
            }[]
            readonly outputs: readonly {
              readonly name: string
              /** @enum {string} */
              readonly datatype:
                | 'BOOL'
                | 'UINT8'
                | 'UINT16'
                | 'UINT32'
                | 'UINT64'
                | 'INT8'
                | 'INT16'
                | 'INT32'
                | 'INT64'
                | 'FP16'
                | 'FP32'
                | 'FP64'
                | 'BYTES'
              readonly shape: readonly number[]
            }[]
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
            readonly error: string
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
            readonly error: string
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
            readonly error: string
          }
        }
      }
      /** @description There is no such thing */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            readonly error: string
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
            readonly error: string
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
            readonly error: string
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
            readonly error: string
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
            readonly error: string
          }
        }
      }
    }
  }
  readonly inferenceModelReadyVersion: {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        readonly model: string
        readonly version: string
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
            readonly name: string
            readonly ready: boolean
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
            readonly error: string
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
            readonly error: string
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
            readonly error: string
          }
        }
      }
      /** @description There is no such thing */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            readonly error: string
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
            readonly error: string
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
            readonly error: string
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
            readonly error: string
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
            readonly error: string
          }
        }
      }
    }
  }
  readonly inferVersion: {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        readonly model: string
        readonly version: string
      }
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['InferenceRequest']
      }
    }
    readonly responses: {
      /** @description As asked */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['InferenceResponse']
        }
      }
      /** @description The request does not fit what the route takes */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            readonly error: string
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
            readonly error: string
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
            readonly error: string
          }
        }
      }
      /** @description There is no such thing */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            readonly error: string
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
            readonly error: string
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
            readonly error: string
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
            readonly error: string
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
            readonly error: string
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
            readonly error: string
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
            readonly error: string
          }
        }
      }
    }
  }
  readonly invocations: {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['Invocation']
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
            /** @description probabilities or amounts, one a row */
            readonly predictions:
              | readonly number[]
              | readonly {
                  readonly probability?: number
                  readonly prediction?: number
                  readonly value?: number
                  readonly base: number
                  readonly drivers: readonly {
                    readonly feature: string
                    readonly impact: number
                    readonly description: string
                  }[]
                }[]
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
            readonly error_code: string
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
            readonly error_code: string
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
            readonly error_code: string
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
            readonly error_code: string
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
            readonly error_code: string
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
            readonly error_code: string
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
            readonly error_code: string
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
            readonly error_code: string
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
            readonly error_code: string
            readonly message: string
          }
        }
      }
    }
  }
  readonly invocationsOf: {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        readonly prediction: string
      }
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['Invocation']
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
            /** @description probabilities or amounts, one a row */
            readonly predictions:
              | readonly number[]
              | readonly {
                  readonly probability?: number
                  readonly prediction?: number
                  readonly value?: number
                  readonly base: number
                  readonly drivers: readonly {
                    readonly feature: string
                    readonly impact: number
                    readonly description: string
                  }[]
                }[]
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
            readonly error_code: string
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
            readonly error_code: string
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
            readonly error_code: string
            readonly message: string
          }
        }
      }
      /** @description There is no such thing */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            readonly error_code: string
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
            readonly error_code: string
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
            readonly error_code: string
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
            readonly error_code: string
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
            readonly error_code: string
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
            readonly error_code: string
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
            readonly error_code: string
            readonly message: string
          }
        }
      }
    }
  }
  readonly mlflowPing: {
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
      /** @description Too many requests: ask again after `Retry-After` seconds */
      readonly 429: {
        headers: {
          /** @description seconds until it is worth asking again */
          readonly 'Retry-After'?: number
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            readonly error_code: string
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
            readonly error_code: string
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
            readonly error_code: string
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
            readonly error_code: string
            readonly message: string
          }
        }
      }
    }
  }
  readonly mlflowVersion: {
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
      /** @description Too many requests: ask again after `Retry-After` seconds */
      readonly 429: {
        headers: {
          /** @description seconds until it is worth asking again */
          readonly 'Retry-After'?: number
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            readonly error_code: string
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
            readonly error_code: string
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
            readonly error_code: string
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
            readonly error_code: string
            readonly message: string
          }
        }
      }
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
  readonly predictBatch: {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': {
          /** @description whom to predict; without it, everyone in the population */
          readonly user_ids?: readonly (string | number)[]
          readonly prediction?: string
          /** @description the same as prediction */
          readonly model_type?: string
          /**
           * @description whether to say why; takes several times as long
           * @default false
           */
          readonly include_explanations?: boolean
          /** @description default: the champion */
          readonly version?: string
          /**
           * @description of the results, where their request names none
           * @enum {string}
           */
          readonly format?: 'json' | 'ndjson' | 'csv' | 'parquet'
          /** @description a public https address that is sent `job.finished`, as Standard Webhooks says */
          readonly callback_url?: string
        }
      }
    }
    readonly responses: {
      /** @description Accepted: it is done later */
      readonly 202: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['AcceptedJob']
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
  readonly score: {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': {
          readonly prediction?: string
          /**
           * @description whether to say why
           * @default true
           */
          readonly include_explanations?: boolean
          /** @description default: the champion */
          readonly version?: string
        }
      }
    }
    readonly responses: {
      /** @description Accepted: it is done later */
      readonly 202: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['AcceptedJob']
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
  readonly train: {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': {
          readonly prediction?: string
        }
      }
    }
    readonly responses: {
      /** @description Accepted: it is done later */
      readonly 202: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['AcceptedJob']
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
  readonly ingest: {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': {
          readonly source?: string
        }
      }
    }
    readonly responses: {
      /** @description Accepted: it is done later */
      readonly 202: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['AcceptedJob']
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
  readonly jobs: {
    readonly parameters: {
      readonly query?: {
        readonly state?: 'queued' | 'running' | 'done' | 'failed' | 'cancelled' | 'expired'
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
            readonly jobs: readonly components['schemas']['Job'][]
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
  readonly job: {
    readonly parameters: {
      readonly query?: never
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
          readonly 'application/json': components['schemas']['Job']
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
  readonly cancelJob: {
    readonly parameters: {
      readonly query?: never
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
          readonly 'application/json': components['schemas']['Job']
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
  readonly jobResults: {
    readonly parameters: {
      readonly query?: {
        readonly format?: 'json' | 'ndjson' | 'csv' | 'parquet'
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
          readonly 'application/json': readonly components['schemas']['BatchRow'][]
          readonly 'application/x-ndjson': string
          readonly 'text/csv': string
          readonly 'application/vnd.apache.parquet': string
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
  readonly cancelJobByPost: {
    readonly parameters: {
      readonly query?: never
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
          readonly 'application/json': components['schemas']['Job']
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
  readonly listKeys: {
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
            readonly keys: readonly components['schemas']['Key'][]
          }
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
  readonly createKey: {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': {
          /**
           * @description `ingest` writes events and nothing else; `read` asks; `admin` may do everything
           * @enum {string}
           */
          readonly scope: 'ingest' | 'read' | 'admin'
          /** @description for people */
          readonly name?: string
          /** @description what events sent with it are stored under */
          readonly source?: string
        }
      }
    }
    readonly responses: {
      /** @description As asked */
      readonly 201: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['NewKey']
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
  readonly rotateKey: {
    readonly parameters: {
      readonly query: {
        /** @description how long the secret before stays good; 0: not at all */
        readonly graceHours: number
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
          readonly 'application/json': components['schemas']['NewKey']
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
  readonly revokeKey: {
    readonly parameters: {
      readonly query?: never
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
          readonly 'application/json': components['schemas']['Key']
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
  readonly listRegulations: {
    readonly parameters: {
      readonly query: {
        readonly status?: 'INITIALIZED' | 'RUNNING' | 'FINISHED' | 'FAILED'
        readonly limit: number
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
            readonly regulations: readonly {
              readonly id: string
              /** @enum {string} */
              readonly regulationType: 'SUPPRESS' | 'UNSUPPRESS' | 'SUPPRESS_WITH_DELETE' | 'DELETE_ONLY'
              /** @constant */
              readonly subjectType: 'USER_ID'
              readonly entity: string
              /** @description how many ids were named; they are not kept */
              readonly subjects: number
              /** @enum {string} */
              readonly status: 'INITIALIZED' | 'RUNNING' | 'FINISHED' | 'FAILED'
              /** @description ISO 8601 */
              readonly createdAt: string
              readonly finishedAt: string | null
              /** @description rows removed, by table */
              readonly removed: {
                readonly [key: string]: number
              }
              /** @description exports in which they stood; one that is `changed` was left alone */
              readonly files: readonly {
                readonly file: string
                /** @enum {string} */
                readonly state: 'pending' | 'rewritten' | 'gone' | 'changed'
              }[]
              readonly verifiedAt: string | null
              readonly erasedAt: string | null
              /** @description versions that may have learned from them */
              readonly models: readonly {
                readonly prediction: string
                readonly version: string
                /** @description ISO 8601 */
                readonly createdAt: string
                /** @description whether it still answers */
                readonly champion: boolean
              }[]
              readonly retrainBy: string | null
              readonly error: string | null
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
  readonly createRegulation: {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': {
          /** @enum {string} */
          readonly regulationType: 'SUPPRESS' | 'UNSUPPRESS' | 'SUPPRESS_WITH_DELETE' | 'DELETE_ONLY'
          /** @constant */
          readonly subjectType: 'USER_ID'
          readonly subjectIds: readonly string[]
          /** @description the kind of entity that the ids name; default: the one that live events are about */
          readonly entity?: string
        }
      }
    }
    readonly responses: {
      /** @description Accepted: it is done later */
      readonly 202: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            readonly regulation: {
              readonly id: string
              /** @enum {string} */
              readonly regulationType: 'SUPPRESS' | 'UNSUPPRESS' | 'SUPPRESS_WITH_DELETE' | 'DELETE_ONLY'
              /** @constant */
              readonly subjectType: 'USER_ID'
              readonly entity: string
              /** @description how many ids were named; they are not kept */
              readonly subjects: number
              /** @enum {string} */
              readonly status: 'INITIALIZED' | 'RUNNING' | 'FINISHED' | 'FAILED'
              /** @description ISO 8601 */
              readonly createdAt: string
              readonly finishedAt: string | null
              /** @description rows removed, by table */
              readonly removed: {
                readonly [key: string]: number
              }
              /** @description exports in which they stood; one that is `changed` was left alone */
              readonly files: readonly {
                readonly file: string
                /** @enum {string} */
                readonly state: 'pending' | 'rewritten' | 'gone' | 'changed'
              }[]
              readonly verifiedAt: string | null
              readonly erasedAt: string | null
              /** @description versions that may have learned from them */
              readonly models: readonly {
                readonly prediction: string
                readonly version: string
                /** @description ISO 8601 */
                readonly createdAt: string
                /** @description whether it still answers */
                readonly champion: boolean
              }[]
              readonly retrainBy: string | null
              readonly error: string | null
            }
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
  readonly getRegulation: {
    readonly parameters: {
      readonly query?: never
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
            readonly regulation: {
              readonly id: string
              /** @enum {string} */
              readonly regulationType: 'SUPPRESS' | 'UNSUPPRESS' | 'SUPPRESS_WITH_DELETE' | 'DELETE_ONLY'
              /** @constant */
              readonly subjectType: 'USER_ID'
              readonly entity: string
              /** @description how many ids were named; they are not kept */
              readonly subjects: number
              /** @enum {string} */
              readonly status: 'INITIALIZED' | 'RUNNING' | 'FINISHED' | 'FAILED'
              /** @description ISO 8601 */
              readonly createdAt: string
              readonly finishedAt: string | null
              /** @description rows removed, by table */
              readonly removed: {
                readonly [key: string]: number
              }
              /** @description exports in which they stood; one that is `changed` was left alone */
              readonly files: readonly {
                readonly file: string
                /** @enum {string} */
                readonly state: 'pending' | 'rewritten' | 'gone' | 'changed'
              }[]
              readonly verifiedAt: string | null
              readonly erasedAt: string | null
              /** @description versions that may have learned from them */
              readonly models: readonly {
                readonly prediction: string
                readonly version: string
                /** @description ISO 8601 */
                readonly createdAt: string
                /** @description whether it still answers */
                readonly champion: boolean
              }[]
              readonly retrainBy: string | null
              readonly error: string | null
            }
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
  readonly listSuppressions: {
    readonly parameters: {
      readonly query: {
        /** @description the kind of entity that the ids name; default: the one that live events are about */
        readonly entity?: string
        readonly id?: string
        readonly limit: number
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
            readonly total: number
            readonly suppressions: readonly {
              readonly entity: string
              /** @description hash of the id */
              readonly person: string
              readonly regulationId: string
              /** @description ISO 8601 */
              readonly suppressedAt: string
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
