import type { Level } from '../predictions/prediction.js'
import type { Tier } from '../segments/tiers.js'
import type { Play } from './recommended-action.js'

const watch: Play = {
  action: 'Keep an eye on them',
  priority: 'low',
  description: 'The risk is raised, not high: look again after the next scores before money is spent.',
}

const leaveAlone: Play = {
  action: 'Do nothing now',
  priority: 'low',
  description: 'They are likely to stay; an offer would cost money and may remind them that they could go.',
}

const inPerson: Play = {
  action: 'Speak with them in person',
  priority: 'high',
  description: 'They are likely to leave and are worth much: somebody who knows them should call or write.',
}

const offer: Play = {
  action: 'Make a retention offer',
  priority: 'high',
  description: 'They are likely to leave: an offer that costs less than what would be lost with them.',
}

const cheapMessage: Play = {
  action: 'Send a message that costs little',
  priority: 'medium',
  description: 'They are likely to leave and are worth little: an automatic message, and no costly offer.',
}

/** What to do about an outcome to prevent, by how likely it is and what the person is worth. */
export const riskPlays: Readonly<Record<Level, Readonly<Record<Tier | 'unknown', Play>>>> = {
  low: {
    high: {
      action: 'Leave the price alone',
      priority: 'low',
      description: 'They are worth much and likely to stay: thank them, and spend no discount on them.',
    },
    medium: leaveAlone,
    low: leaveAlone,
    unknown: leaveAlone,
  },
  medium: { high: { ...watch, priority: 'medium' }, medium: watch, low: watch, unknown: watch },
  high: { high: inPerson, medium: offer, low: cheapMessage, unknown: offer },
  critical: {
    high: { ...inPerson, priority: 'urgent' },
    medium: { ...offer, priority: 'urgent' },
    low: cheapMessage,
    unknown: { ...offer, priority: 'urgent' },
  },
}

/** What to do about an outcome to bring about, by how likely it is. */
export const chancePlays: Readonly<Record<Level, Play>> = {
  low: {
    action: 'Spend nothing on them yet',
    priority: 'low',
    description: 'It is unlikely so far: general messages only, until they show more interest.',
  },
  medium: {
    action: 'Show them what they have not tried',
    priority: 'medium',
    description: 'They are undecided: help with the next step tells more than a discount.',
  },
  high: {
    action: 'Make the next step easy',
    priority: 'high',
    description: 'It is likely: take away what stands in the way, and ask them now.',
  },
  critical: {
    action: 'Ask them now, without a discount',
    priority: 'high',
    description: 'It is very likely anyway: a discount would be given away.',
  },
}

/** What to do about somebody of whom only the worth is predicted. */
export const tierPlays: Readonly<Record<Tier, Play>> = {
  high: {
    action: 'Look after them',
    priority: 'medium',
    description: 'They are in the third of whom the most is expected: early access, a contact of their own.',
  },
  medium: {
    action: 'Show them what comes next',
    priority: 'low',
    description: 'They are in the middle third: show them what those above them use.',
  },
  low: {
    action: 'Spend little',
    priority: 'low',
    description: 'They are in the third of whom the least is expected: automatic messages only.',
  },
}
