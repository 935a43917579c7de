import { HOUR, type Instant } from '../shared/time.js'

/** Where the newest event is no older than this, events come in as they happen. */
const live = HOUR

/**
 * The time as of which is predicted: now where events come in as they happen, so that the newest, which became known
 * a little after it happened, is seen; and where the data ends when it ended earlier, so that nobody is taken for
 * silent because a file was not read again.
 * @param end when the last of the data happened, or became known
 */
export function presentOf(end: Instant, now: Instant): Instant {
  return now - end <= live ? now : end
}
