/** The outcome of something whose failure is expected and is the caller's to handle (a row, a file, a gate). */
export type Result<Value, Problem> = Ok<Value> | Failed<Problem>

export interface Ok<Value> {
  readonly ok: true
  readonly value: Value
}

export interface Failed<Problem> {
  readonly ok: false
  readonly problem: Problem
}

export function ok<Value>(value: Value): Ok<Value> {
  return { ok: true, value }
}

export function failed<Problem>(problem: Problem): Failed<Problem> {
  return { ok: false, problem }
}
