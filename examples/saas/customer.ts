import type { Random } from '../../src/shared/random.js'
import { DAY, MINUTE, type Instant } from '../../src/shared/time.js'
import { dayFactor, pick, workingTime } from '../generator/calendar.js'

export type Plan = 'starter' | 'team' | 'business'

/** Dollars a seat and month. */
const seatPrice: Readonly<Record<Plan, number>> = { starter: 12, team: 19, business: 34 }

const features = ['dashboard', 'report', 'export', 'integration', 'alert', 'comment', 'api'] as const

/** Share of customers and hours from UTC. */
const countries = { US: 0.42, GB: 0.14, DE: 0.13, FR: 0.09, IN: 0.12, BR: 0.06, AU: 0.04 } as const
const hoursFromUtc = { US: -6, GB: 0, DE: 1, FR: 1, IN: 5.5, BR: -3, AU: 10 } as const

export type CustomerEvent =
  | { name: 'login'; at: Instant; session: string; device: string }
  | { name: 'feature_use'; at: Instant; session: string; feature: string; minutes: number }
  | { name: 'invite'; at: Instant; session: string }
  | { name: 'support_ticket'; at: Instant; topic: string; hours: number }
  | { name: 'signup'; at: Instant }
  | { name: 'plan_change'; at: Instant }
  | { name: 'payment'; at: Instant; amount: number }
  | { name: 'payment_failed'; at: Instant; amount: number; reason: string }

/**
 * One customer account of an imaginary product for teams, simulated day by day. What nobody can see is how much
 * they need the product (`need`) and whether they are on their way out (`phase`); what they do follows from
 * both, and whether they start to leave follows from what has happened to them before: few features in use, a
 * failed payment, tickets that took long, nobody invited. So leaving can be learned from the past, but not
 * perfectly: some leave overnight, some decline and come back, and some are quiet by nature.
 */
export class Customer {
  readonly country: keyof typeof countries
  plan: Plan
  seats: number

  #phase: 'using' | 'leaving' | 'gone' = 'using'
  /** Visits on an ordinary day, as a logarithm; wanders slowly. */
  #need: number
  readonly #temper: number
  readonly #weekend: number
  /** What is left of the habit while leaving, from 1 down. */
  #habit = 1
  #decay = 1
  #known: number
  #invited = 0
  /** Trouble that has not been forgotten: failed payments and slow tickets; fades with a half-life of 20 days. */
  #trouble = 0
  #dayOfBilling: number
  #days = 0

  constructor(
    readonly id: string,
    readonly signedUp: Instant,
    private readonly random: Random,
  ) {
    this.country = pick(random, countries)
    this.plan = pick(random, { starter: 0.56, team: 0.33, business: 0.11 })
    const size = { starter: 1.2, team: 4, business: 14 }[this.plan]
    this.seats = Math.max(1, Math.round(size * Math.exp(0.5 * random.normal())))
    this.#temper = -1.4 + 0.7 * random.normal() + 0.12 * Math.log(this.seats)
    this.#need = this.#temper + 0.3
    this.#weekend = random.uniform() < 0.15 ? 0.8 : 0.15
    this.#known = 1 + random.below(2)
    this.#dayOfBilling = 14
  }

  /** Everything that happens on one day, in no order. `day` is its first moment, in UTC. */
  liveThrough(day: Instant): CustomerEvent[] {
    if (day < this.signedUp - DAY) return []
    const events: CustomerEvent[] = []
    if (this.#days === 0) events.push({ name: 'signup', at: this.signedUp })
    this.#days++
    if (this.#phase === 'gone') return this.#visitAfterAll(day)
    this.#drift()
    this.#bill(day, events)
    this.#work(day, events)
    this.#needHelp(day, events)
    this.#reconsider()
    return events.filter(({ at }) => at >= this.signedUp)
  }

  /** Need wanders around the customer's own temper; trouble is forgotten. */
  #drift(): void {
    const { random } = this
    this.#need += 0.02 * (this.#temper - this.#need) + 0.06 * random.normal()
    this.#trouble *= 0.966
    if (this.#phase === 'leaving') this.#habit *= this.#decay
  }

  #work(day: Instant, events: CustomerEvent[]): void {
    const { random } = this
    const visits = random.poisson(Math.exp(this.#need) * this.#habit * dayFactor(day, this.#weekend))
    for (let visit = 0; visit < visits; visit++) {
      const session = `${this.id}-${this.#days}-${visit}`
      let at = workingTime(random, day, hoursFromUtc[this.country])
      events.push({
        name: 'login',
        at,
        session,
        device: pick(random, { desktop: 0.78, mobile: 0.19, tablet: 0.03 }),
      })
      // Those on their way out do less on each visit as well.
      const uses = random.poisson(1.6 * (0.4 + 0.6 * this.#habit))
      for (let use = 0; use < uses; use++) {
        const minutes =
          Math.round(10 * Math.exp(0.8 * random.normal() + 1.2) * (0.5 + 0.5 * this.#habit)) / 10
        at += Math.round((minutes + random.uniform()) * MINUTE)
        const feature = features[Math.min(features.length - 1, random.below(this.#known + 1))] ?? 'dashboard'
        events.push({ name: 'feature_use', at, session, feature, minutes })
      }
      if (this.#phase === 'using' && random.uniform() < 0.012 * (features.length - this.#known)) this.#known++
      if (this.#phase === 'using' && random.uniform() < 0.012 * Math.log1p(this.seats)) {
        events.push({ name: 'invite', at: at + MINUTE, session })
        this.#invited++
        if (random.uniform() < 0.5) this.seats++
      }
    }
  }

  #needHelp(day: Instant, events: CustomerEvent[]): void {
    const { random } = this
    const chance = 0.004 + 0.004 * Math.exp(this.#need) + (this.#trouble > 0.5 ? 0.01 : 0)
    if (random.uniform() >= chance * dayFactor(day, 0.2)) return
    const hours = Math.round(10 * Math.exp(2 + 0.9 * random.normal())) / 10
    const topic = pick(random, {
      question: 0.5,
      bug: 0.3,
      billing: 0.15,
      cancellation: this.#habit < 0.8 ? 0.2 : 0.01,
    })
    events.push({
      name: 'support_ticket',
      at: workingTime(random, day, hoursFromUtc[this.country]),
      topic,
      hours,
    })
    this.#trouble += hours > 24 ? 1 : hours > 10 ? 0.4 : -0.1
  }

  /** Every 30 days from the end of the trial, plan changes on the day before. */
  #bill(day: Instant, events: CustomerEvent[]): void {
    const { random } = this
    if (this.#days !== this.#dayOfBilling) return
    this.#dayOfBilling += 30
    if (random.uniform() < 0.035) this.#changePlan(day, events)
    const amount = seatPrice[this.plan] * this.seats
    const at = day + 6 * 60 * MINUTE + random.below(120) * MINUTE
    if (random.uniform() < 0.07) {
      const reason = pick(random, { card_expired: 0.5, insufficient_funds: 0.3, declined: 0.2 })
      events.push({ name: 'payment_failed', at, amount, reason })
      this.#trouble += 1.2
      if (random.uniform() < 0.25) return
    }
    events.push({ name: 'payment', at: at + 30 * MINUTE, amount })
  }

  #changePlan(day: Instant, events: CustomerEvent[]): void {
    const down = this.#habit < 0.9 || this.#need < this.#temper - 0.3
    const next: Record<Plan, Plan> = down
      ? { starter: 'starter', team: 'starter', business: 'team' }
      : { starter: 'team', team: 'business', business: 'business' }
    if (next[this.plan] === this.plan) return
    this.plan = next[this.plan]
    events.push({ name: 'plan_change', at: day + 5 * 60 * MINUTE })
  }

  /** Whether today is the day they start to leave, are gone, or think better of it. */
  #reconsider(): void {
    const { random } = this
    if (this.#phase === 'leaving') {
      if (random.uniform() < 0.02) {
        this.#phase = 'using'
        this.#habit = 1
      } else if (this.#habit < 0.12) this.#phase = 'gone'
      return
    }
    const newcomer = this.#days <= 45 ? 0.9 : 0
    const narrow = Math.max(0, 4 - this.#known) * 0.4
    const alone = this.#invited === 0 ? 0.35 : 0
    const bored = 0.7 * Math.max(0, this.#temper - this.#need)
    const hazard = 0.0008 * Math.exp(newcomer + narrow + alone + bored + 2 * Math.min(1.8, this.#trouble))
    const draw = random.uniform()
    if (draw < 0.42 * hazard) this.#phase = 'gone'
    else if (draw < hazard) {
      this.#phase = 'leaving'
      this.#decay = Math.exp(-1 / (4 + 14 * random.uniform()))
    }
  }

  /** Someone who left looks in once in a while, and a few stay. */
  #visitAfterAll(day: Instant): CustomerEvent[] {
    const { random } = this
    if (random.uniform() >= 0.0018) return []
    if (random.uniform() < 0.35) {
      this.#phase = 'using'
      this.#habit = 1
      this.#dayOfBilling = this.#days + 1
    }
    const at = workingTime(random, day, hoursFromUtc[this.country])
    return [{ name: 'login', at, session: `${this.id}-${this.#days}-r`, device: 'desktop' }]
  }
}
