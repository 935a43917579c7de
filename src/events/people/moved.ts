/**
 * Events and traits of an id that was merged into another are stored a second time under the other; what stays
 * under the first is their key, with a time of receipt at which nothing is ever received (see `move-rows.ts`).
 * Features never see such a row, for it is always in the future; whoever counts rows leaves them out by this test.
 */
export const present = "received_at < toDateTime64('2200-01-01 00:00:00', 3, 'UTC')"

/** SQL of the time of receipt of what stays. */
export const never = "toDateTime64('2200-01-01 00:00:00', 3, 'UTC')"
