import { orderTeam, serveTeam } from './team'

export function serve(member: i32): void {
  serveTeam(member, perform)
}

export function order(operation: i32, members: i32): void {
  orderTeam(operation, members, perform)
}

function perform(operation: i32, member: i32): void {
  store<i32>(4096 + (member << 2), operation)
}
