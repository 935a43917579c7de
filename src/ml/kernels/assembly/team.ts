/**
 * The members of a team run the same operation at the same time, each on its own part of the shared memory.
 * Member 0 gives the order and takes part; the others `serve`.
 *
 * The order stands at a fixed place: its number, how many members are still at it, and which operation it is.
 */
const ORDER: usize = 1024
const PENDING: usize = 1028
const OPERATION: usize = 1032

/** Looks at a changing word so often before it sleeps: waking up takes longer than most operations do. */
const SPINS: i32 = 30_000

/** What a member that shall leave is told to do. */
const LEAVE: i32 = -1

/** Carries out an operation as one member of the team: each module of kernels has its own. */
type Perform = (operation: i32, member: i32) => void

/** The life of a member but 0: waits for orders and carries them out, until it is told to leave. */
export function serveTeam(member: i32, perform: Perform): void {
  let seen: i32 = 0
  for (;;) {
    seen = awaitChange(ORDER, seen)
    const operation = load<i32>(OPERATION)
    if (operation != LEAVE) perform(operation, member)
    if (atomic.sub<i32>(PENDING, 1) == 1) atomic.notify(PENDING, 1)
    if (operation == LEAVE) return
  }
}

/** Has all members carry out an operation, and returns when the last has. Called by member 0 only. */
export function orderTeam(operation: i32, members: i32, perform: Perform): void {
  if (members > 1) {
    store<i32>(OPERATION, operation)
    atomic.store<i32>(PENDING, members - 1)
    atomic.add<i32>(ORDER, 1)
    atomic.notify(ORDER, -1)
  }
  if (operation != LEAVE) perform(operation, 0)
  if (members > 1) awaitZero(PENDING)
}

function awaitChange(word: usize, seen: i32): i32 {
  for (let spin = 0; spin < SPINS; spin++) {
    const now = atomic.load<i32>(word)
    if (now != seen) return now
  }
  while (atomic.load<i32>(word) == seen) atomic.wait<i32>(word, seen, -1)
  return atomic.load<i32>(word)
}

function awaitZero(word: usize): void {
  for (let spin = 0; spin < SPINS; spin++) if (atomic.load<i32>(word) == 0) return
  for (let left = atomic.load<i32>(word); left != 0; left = atomic.load<i32>(word)) {
    atomic.wait<i32>(word, left, -1)
  }
}
