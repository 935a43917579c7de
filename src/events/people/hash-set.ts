/** 64 bits, as two unsigned numbers of 32. */
export interface Hash64 {
  readonly high: number
  readonly low: number
}

/**
 * Hashes, in 16 bytes each or less, where a Set would take five times as much: a million people must fit beside
 * everything else a server holds. Open addressing with linear probing; half of the places are free.
 */
export class HashSet {
  #places: Uint32Array
  #size = 0
  /** 0 marks a free place, so the hash that is 0 stands beside the table. */
  #hasZero = false

  constructor(expected = 0) {
    this.#places = new Uint32Array(2 * placesFor(expected))
  }

  get size(): number {
    return this.#size + (this.#hasZero ? 1 : 0)
  }

  has(hash: Hash64): boolean {
    if (hash.high === 0 && hash.low === 0) return this.#hasZero
    return this.#size > 0 && !this.#isFree(this.#find(hash))
  }

  add(hash: Hash64): void {
    if (hash.high === 0 && hash.low === 0) {
      this.#hasZero = true
      return
    }
    const place = this.#find(hash)
    if (!this.#isFree(place)) return
    this.#put(place, hash)
    this.#size++
    if (4 * this.#size > this.#places.length) this.#grow()
  }

  delete(hash: Hash64): void {
    if (hash.high === 0 && hash.low === 0) {
      this.#hasZero = false
      return
    }
    const place = this.#find(hash)
    if (this.#isFree(place)) return
    this.#put(place, { high: 0, low: 0 })
    this.#size--
    this.#closeGap(place)
  }

  /** Whatever stands behind a gap might not be found any more: it is put in again. */
  #closeGap(gap: number): void {
    for (let place = this.#next(gap); !this.#isFree(place); place = this.#next(place)) {
      const hash = { high: this.#places[place], low: this.#places[place + 1] }
      this.#put(place, { high: 0, low: 0 })
      this.#put(this.#find(hash), hash)
    }
  }

  /** Where it stands, or the free place where it would. */
  #find({ high, low }: Hash64): number {
    let place = 2 * ((low >>> 0) % (this.#places.length / 2))
    while (!this.#isFree(place) && !(this.#places[place] === high && this.#places[place + 1] === low))
      place = this.#next(place)
    return place
  }

  #next(place: number): number {
    return (place + 2) % this.#places.length
  }

  #isFree(place: number): boolean {
    return this.#places[place] === 0 && this.#places[place + 1] === 0
  }

  #put(place: number, { high, low }: Hash64): void {
    this.#places[place] = high
    this.#places[place + 1] = low
  }

  #grow(): void {
    const old = this.#places
    this.#places = new Uint32Array(2 * old.length)
    for (let place = 0; place < old.length; place += 2) {
      const hash = { high: old[place], low: old[place + 1] }
      if (hash.high !== 0 || hash.low !== 0) this.#put(this.#find(hash), hash)
    }
  }
}

function placesFor(expected: number): number {
  let places = 1024
  while (places < 2 * expected) places *= 2
  return places
}

/**
 * A hash that is fast and of no secret (two lanes of Murmur's mixing): for finding out whether a look into the
 * warehouse is worth it. Equal hashes of different texts must do no harm where it is used.
 */
export function quickHash(text: string): Hash64 {
  let high = 0x9747b28c
  let low = 0x3c6ef372
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    high = Math.imul(high ^ unit, 0x85ebca6b)
    low = Math.imul(low ^ unit, 0xc2b2ae35)
    high ^= high >>> 15
    low ^= low >>> 13
  }
  high = Math.imul(high ^ low, 0x27d4eb2f)
  low = Math.imul(low ^ (high >>> 16), 0x165667b1)
  return { high: (high ^ (low >>> 15)) >>> 0, low: (low ^ (high >>> 13)) >>> 0 }
}
