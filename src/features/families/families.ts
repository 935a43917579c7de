import type { Family } from '../family.js'
import { activeDaysFamily } from './active-days.js'
import { amountFamily } from './amount.js'
import { categoryFamily } from './category.js'
import { clockFamily } from './clock.js'
import { countFamily } from './count.js'
import { flagFamily } from './flag.js'
import { funnelFamily } from './funnel.js'
import { gapFamily } from './gap.js'
import { minutesFamily } from './minutes.js'
import { recencyFamily } from './recency.js'
import { rfmFamily } from './rfm.js'
import { shareFamily } from './share.js'
import { traitFamily } from './trait.js'
import { trendFamily } from './trend.js'
import { visitsFamily } from './visits.js'

/** Every family of automatic features, in the order of their columns. */
export const families: readonly Family[] = [
  recencyFamily,
  countFamily,
  activeDaysFamily,
  visitsFamily,
  trendFamily,
  shareFamily,
  gapFamily,
  minutesFamily,
  clockFamily,
  amountFamily,
  flagFamily,
  categoryFamily,
  rfmFamily,
  funnelFamily,
  traitFamily,
]
