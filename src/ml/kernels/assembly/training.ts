import { orderTeam, serveTeam } from './team'
import { codeLevels, codeNumbers, fillPanel, findPopulated } from './training/coding'
import { deriveBinary, deriveSquared, fixDerivatives, measure } from './training/derivatives'
import { fillAll, fillNode, fillNodes } from './training/histogram'
import { addLeaves, addTree, sumLeaves } from './training/leaves'
import { partNodes } from './training/parting'
import { accumulator, counts, orders } from './training/plan'
import { searchNodes } from './training/search'
import { sortLists } from './training/sorting'

export function serve(member: i32): void {
  serveTeam(member, perform)
}

export function order(operation: i32, members: i32): void {
  orderTeam(operation, members, perform)
}

/** The numbers are those of `operations` in `src/ml/growing/kernel-plan.ts`. */
function perform(operation: i32, member: i32): void {
  switch (operation) {
    case 1: return sortLists(member)
    case 2: return codeNumbers(member)
    case 3: return codeLevels(member)
    case 4: return findPopulated(member)
    case 5: return fillPanel(member)
    case 6: return deriveBinary(member)
    case 7: return deriveSquared(member)
    case 8: return measure(member)
    case 9: return startTree(member)
    case 10: return fillNodes(partNodes(orders(), member), member)
    case 11: return searchNodes(member)
    case 12: return sumLeaves(member)
    case 13: return addLeaves(member)
    case 14: return addTree(member)
    // For the test of teams: that everybody was there.
    default: store<i32>(2048 + (member << 2), operation)
  }
}

function startTree(member: i32): void {
  fixDerivatives(member)
  if (counts() == 0) fillAll(member)
  else fillNode(0, accumulator(0, member), member)
}
