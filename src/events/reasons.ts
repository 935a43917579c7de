/** Why a row that can be read did not become an event. A row has the first that applies, in this order. */
export const reasons = {
  no_id: 'nobody acts: the id is empty',
  placeholder_id: 'the id stands for "nobody known" and would merge all strangers into one',
  no_time: 'the time is empty',
  unparsable_time: 'the time is in no form that is known',
  impossible_time: 'the day or hour does not exist, or lies before 1970-01-02 or after 2100',
  future_time: 'the time is later than now',
  no_event: 'the name of the event is empty',
  unknown_event: 'the event is not declared for the source',
  wrong_type: 'a property is not of its declared type',
  duplicate_id: 'a row before it has the same message id and says the same',
  conflicting_id: 'another row has the same message id and says something else',
} as const

/** Ways in which a record cannot be read at all; the last is of live messages only. */
const malformed = [
  'too_few_fields',
  'too_many_fields',
  'unclosed_quote',
  'too_long',
  'not_json',
  'not_a_message',
] as const

/** Every reason that a quarantined row can have; the last is of live messages only. */
export const quarantineReasons = [
  ...malformed,
  ...(Object.keys(reasons) as Reason[]),
  'illegal_merge' as const,
]

export type Reason = keyof typeof reasons
export type QuarantineReason = (typeof quarantineReasons)[number]

/** Left out on purpose (`skip`): counted, not quarantined. */
export const SKIPPED = 'skipped'

/** Of somebody whose data must not be taken in (docs/people.md): counted, and nothing of it is kept. */
export const SUPPRESSED = 'suppressed'

/** Texts that programs write when they know no id, in lower case. */
export const placeholderIds = [
  ...['null', 'undefined', 'none', 'nil', 'nan', 'n/a', 'na', '0', '-1', 'true', 'false', '[object object]'],
  ...[
    'guest',
    'anonymous',
    'anon',
    'unknown',
    'not_authenticated',
    'unauthenticated',
    'not set',
    '(not set)',
  ],
  ...['00000000-0000-0000-0000-000000000000', '\\n'],
]
