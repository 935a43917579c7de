/** Something that could be done about a prediction. */
export interface RecommendedAction {
  /** What to do, as a heading: "Speak with them in person". */
  readonly action: string
  readonly priority: Priority
  /** Why and how, in a sentence or two. */
  readonly description: string
  /** What is known of its effect, in a sentence. */
  readonly expectedImpact: string
  /**
   * What it rests on: on who is at risk and why. Nobody has measured that doing it helps, and people at the highest
   * risk are not always those whom an action moves.
   */
  readonly basis: 'risk, not effect'
}

export const priorities = ['urgent', 'high', 'medium', 'low'] as const

export type Priority = (typeof priorities)[number]

/** A recommended action before anything is said of its effect. */
export type Play = Pick<RecommendedAction, 'action' | 'priority' | 'description'>

/** What is said where nothing at all is known of the effect. */
export const unmeasured = 'Not measured: what it does shows only beside a group that is left alone.'
