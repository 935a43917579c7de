/** What a load sends; `main.mjs` takes it as JSON. */
export type LoadJob = {
  /** Of the server: scheme, address and port. */
  readonly url: string
  readonly connections: number
  readonly seconds: number
  /** Ends earlier when so many were sent; of closed loads. */
  readonly requestsAtMost?: number
  /** Seconds of the same load before, not measured. */
  readonly warmup?: number
  /** Requests a second, whatever the server does; 0 or undefined: each connection sends when it was answered. */
  readonly rate?: number
  readonly headers?: Readonly<Record<string, string>>
} & (
  | { readonly requests: readonly LoadRequest[] }
  /** Batches for the Segment route, all messages different. */
  | {
      readonly segment: {
        readonly prefix: string
        /** Events of a batch. */
        readonly batch: number
        readonly customers: number
        readonly writeKey?: string
      }
    }
)

export interface LoadRequest {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: unknown
}

/** What a load measured. Latencies are milliseconds: of an open load since the request was due. */
export interface LoadOutcome {
  readonly seconds: number
  readonly requests: number
  readonly requestsPerSecond: number
  /** What answers below 300 took: events of batches, else requests. */
  readonly units: number
  readonly unitsPerSecond: number
  readonly statuses: Readonly<Record<string, number>>
  /** The first answer of each status from 300 on. */
  readonly failures: Readonly<Record<string, string>>
  readonly bytesPerAnswer: number
  readonly latency: {
    readonly mean: number
    readonly p50: number
    readonly p90: number
    readonly p99: number
    readonly p999: number
    readonly most: number
  }
  /** Processor time of the load itself, once it ran. */
  readonly loadCpuSeconds: number
}
