/** What can be ordered about people; as Segment's public API calls it. */
export const regulationTypes = ['SUPPRESS', 'UNSUPPRESS', 'SUPPRESS_WITH_DELETE', 'DELETE_ONLY'] as const

export type RegulationType = (typeof regulationTypes)[number]

export const regulationStatuses = ['INITIALIZED', 'RUNNING', 'FINISHED', 'FAILED'] as const

export type RegulationStatus = (typeof regulationStatuses)[number]

/** Ids that one order may name. */
export const mostSubjects = 5000

export function suppresses(type: RegulationType): boolean {
  return type === 'SUPPRESS' || type === 'SUPPRESS_WITH_DELETE'
}

export function deletes(type: RegulationType): boolean {
  return type === 'DELETE_ONLY' || type === 'SUPPRESS_WITH_DELETE'
}

/** A file that scores of the person were written to. */
export interface ExportedFile {
  readonly file: string
  /**
   * - `pending`: to be written anew;
   * - `rewritten`: it is there without them;
   * - `gone`: it is not there any more;
   * - `changed`: somebody has written to it since, and it was left alone: look into it yourself
   */
  readonly state: 'pending' | 'rewritten' | 'gone' | 'changed'
}

/** A model version that may have learned from one of the people. */
export interface LearnedModel {
  readonly prediction: string
  readonly version: string
  /** ISO 8601. */
  readonly createdAt: string
}

/** What an order came to; grows while it runs. */
export interface RegulationReport {
  /** Rows removed, by table; tables in which there were none have 0. */
  readonly removed: Readonly<Record<string, number>>
  readonly files: readonly ExportedFile[]
  /** Versions trained when something of the people was there to be learned from; null until they were looked for. */
  readonly models: readonly LearnedModel[] | null
  /** By when these should have been followed by versions that did not learn from them, ISO 8601; null without any. */
  readonly retrainBy: string | null
  /** When every table was looked through and nothing was found, ISO 8601. */
  readonly verifiedAt: string | null
  /** When the rows, which nobody could read any more, were gone from the disk too, ISO 8601. */
  readonly erasedAt: string | null
  /** Code and message of what made it fail; null otherwise. */
  readonly error: string | null
}

/** An order about people, and how far it is. The ids it names are kept only while it runs. */
export interface Regulation extends RegulationReport {
  readonly id: string
  readonly type: RegulationType
  readonly entity: string
  /** How many ids were named. */
  readonly subjects: number
  readonly status: RegulationStatus
  /** The public name of the key that ordered it. */
  readonly owner: string
  /** ISO 8601. */
  readonly createdAt: string
  readonly finishedAt: string | null
}

export const emptyReport: RegulationReport = {
  removed: {},
  files: [],
  models: null,
  retrainBy: null,
  verifiedAt: null,
  erasedAt: null,
  error: null,
}

/** Nothing remains to be done of it, the disk aside. */
export function isSettled({ status }: Pick<Regulation, 'status'>): boolean {
  return status === 'FINISHED' || status === 'FAILED'
}
