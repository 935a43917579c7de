import { Random } from '../../shared/random.js'

/**
 * Which coalitions of players a game is played with, and what their worth says of each player. A game is one row
 * against one background row; the worth of a coalition is the prediction when its players are known.
 */
export interface Coalitions {
  /** How many coalitions `visit` gives for so many players. */
  count(players: number): number
  /**
   * @param players their places; those that are left out change nothing
   * @param background number of the background row
   * @param give called with the places of each coalition set to 1, never with none or all of the players; the
   *   array is used again
   */
  visit(players: readonly number[], background: number, give: (present: Uint8Array) => void): void
  /**
   * Adds each player's value, times `weight`, to `into` (by place).
   * @param worths in the order of `visit`
   * @param none worth of no player
   * @param all worth of all players
   */
  credit(
    players: readonly number[],
    background: number,
    worths: Float64Array,
    none: number,
    all: number,
    weight: number,
    into: Float64Array,
  ): void
}

/** Every coalition: exact Shapley values at the price of 2^players predictions. */
export function everyCoalition(inputs: number): Coalitions {
  const present = new Uint8Array(inputs)
  return {
    count: (players) => Math.max(0, 2 ** players - 2),
    visit(players, _, give) {
      const last = 2 ** players.length - 1
      for (let members = 1; members < last; members++) {
        players.forEach((player, bit) => (present[player] = (members >>> bit) & 1))
        give(present)
      }
      present.fill(0)
    },
    credit(players, _, worths, none, all, weight, into) {
      const last = 2 ** players.length - 1
      const worthOf = (members: number): number =>
        members === 0 ? none : members === last ? all : worths[members - 1]
      const weights = orderShares(players.length)
      for (let members = 0; members < last; members++) {
        const share = weight * weights[bitCount(members)]
        players.forEach((player, bit) => {
          if (((members >>> bit) & 1) === 1) return
          into[player] += share * (worthOf(members | (1 << bit)) - worthOf(members))
        })
      }
    },
  }
}

/** By the size of a coalition: the share of all orders in which exactly it comes before a given player. */
function orderShares(players: number): Float64Array {
  const shares = new Float64Array(players)
  // size! (players - size - 1)! / players!, each from the one before.
  let share = 1 / players
  for (let size = 0; size < players; size++) {
    shares[size] = share
    share *= (size + 1) / (players - size - 1)
  }
  return shares
}

function bitCount(members: number): number {
  let count = 0
  for (let left = members; left > 0; left &= left - 1) count++
  return count
}

/**
 * Players that enter one after the other, in random orders and in each order backwards too: what the interaction
 * of two players adds is then shared equally between them, without error. The orders are drawn once for each
 * background row, so that equal rows have equal values.
 * @param pairs orders for each background row, each walked both ways
 */
export function antitheticWalks(
  inputs: number,
  backgroundRows: number,
  pairs: number,
  seed: number,
): Coalitions {
  const random = new Random(seed)
  const orders = Array.from({ length: backgroundRows * pairs }, () =>
    random.shuffle(Uint32Array.from({ length: inputs }, (_, input) => input)),
  )
  const present = new Uint8Array(inputs)
  const isPlayer = new Uint8Array(inputs)
  /** The players of a game in each of the background row's orders, forwards and backwards. */
  const walksOf = (players: readonly number[], background: number): Uint32Array[] => {
    isPlayer.fill(0)
    for (const player of players) isPlayer[player] = 1
    return orders.slice(background * pairs, (background + 1) * pairs).flatMap((order) => {
      const walk = order.filter((input) => isPlayer[input] === 1)
      return [walk, walk.toReversed()]
    })
  }
  return {
    count: (players) => 2 * pairs * Math.max(0, players - 1),
    visit(players, background, give) {
      for (const walk of walksOf(players, background)) {
        present.fill(0)
        for (let step = 0; step < walk.length - 1; step++) {
          present[walk[step]] = 1
          give(present)
        }
      }
    },
    credit(players, background, worths, none, all, weight, into) {
      const share = weight / (2 * pairs)
      let at = 0
      for (const walk of walksOf(players, background)) {
        let before = none
        walk.forEach((player, step) => {
          const worth = step === walk.length - 1 ? all : worths[at++]
          into[player] += share * (worth - before)
          before = worth
        })
      }
    },
  }
}
