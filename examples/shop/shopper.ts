import type { Random } from '../../src/shared/random.js'
import { MINUTE, type Instant } from '../../src/shared/time.js'
import { dayFactor, leisureTime, pick } from '../generator/calendar.js'

const categories = { home: 0.3, garden: 0.2, kitchen: 0.25, books: 0.15, toys: 0.1 } as const
type Category = keyof typeof categories

export type ShopEvent =
  | { name: 'visit'; at: Instant; channel: string; pages: number }
  | { name: 'add_to_cart'; at: Instant; category: Category; price: number }
  | { name: 'order'; at: Instant; category: Category; amount: number; items: number; coupon: boolean }
  | { name: 'return'; at: Instant; amount: number }

/**
 * One shopper, simulated day by day. They visit at their own pace, put things into the cart when the visit is a
 * good one, buy some of what is in the cart, send some of it back, and after each order or return may have had
 * enough of the shop for good - which nobody sees but by waiting (Fader, Hardie and Lee, 2005, is the model that
 * buying has here).
 */
export class Shopper {
  #lost = false
  /** Visits a day. */
  readonly #pace: number
  readonly #eagerness: number
  readonly #budget: number
  readonly #favourite: Category
  readonly #channel: string
  /** How full the cart has been lately; fades over some days. */
  #cart = 0

  constructor(
    readonly id: string,
    readonly firstDay: Instant,
    private readonly random: Random,
  ) {
    this.#pace = 0.09 * Math.exp(0.8 * random.normal())
    this.#eagerness = 0.5 * random.normal()
    this.#budget = 32 * Math.exp(0.6 * random.normal())
    this.#favourite = pick(random, categories)
    this.#channel = pick(random, { search: 0.4, newsletter: 0.25, social: 0.2, direct: 0.15 })
  }

  /** Everything that happens on one day. */
  liveThrough(day: Instant): ShopEvent[] {
    if (day < this.firstDay || this.#lost) return []
    const { random } = this
    this.#cart *= 0.93
    const events: ShopEvent[] = []
    const arrives = day === this.firstDay || random.uniform() < this.#pace * dayFactor(day, 1.3)
    if (!arrives) return events
    const at = leisureTime(random, day)
    const pages = 1 + random.poisson(3 * Math.exp(0.4 * this.#eagerness))
    const channel = random.uniform() < 0.7 ? this.#channel : pick(random, { search: 1, social: 1, direct: 1 })
    events.push({ name: 'visit', at, channel, pages })
    if (random.uniform() < Math.min(0.8, 0.07 * pages)) this.#fillCart(at + 4 * MINUTE, events)
    const chance = 1 / (1 + Math.exp(2.6 - this.#eagerness - 1.1 * this.#cart - 0.08 * pages))
    if (random.uniform() < chance) this.#buy(at + 15 * MINUTE, events)
    return events
  }

  #fillCart(at: Instant, events: ShopEvent[]): void {
    this.#cart++
    events.push({ name: 'add_to_cart', at, category: this.#category(), price: this.#price() })
  }

  #buy(at: Instant, events: ShopEvent[]): void {
    const { random } = this
    const items = 1 + random.poisson(0.8)
    const amount = Math.round(100 * this.#price() * items) / 100
    events.push({
      name: 'order',
      at,
      category: this.#category(),
      amount,
      items,
      coupon: random.uniform() < 0.2,
    })
    this.#cart = 0
    const returned = random.uniform() < 0.08
    if (returned) events.push({ name: 'return', at: at + 20 * MINUTE, amount })
    if (random.uniform() < (returned ? 0.3 : 0.07)) this.#lost = true
  }

  #category(): Category {
    return this.random.uniform() < 0.6 ? this.#favourite : pick(this.random, categories)
  }

  #price(): number {
    return Math.round(100 * this.#budget * Math.exp(0.35 * this.random.normal())) / 100
  }
}
