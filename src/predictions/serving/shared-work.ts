/** Work that several ask for at the same time, done once: who asks while it is being done is given the same result. */
export class SharedWork<Result> {
  readonly #underway = new Map<string, Promise<Result>>()

  do(key: string, work: () => Promise<Result>): Promise<Result> {
    const begun = this.#underway.get(key)
    if (begun !== undefined) return begun
    const result = work().finally(() => this.#underway.delete(key))
    this.#underway.set(key, result)
    return result
  }
}
