/** Latencies in milliseconds, every one kept: percentiles are exact. */
export class Latencies {
  #values = new Float64Array(1 << 16)
  #count = 0

  add(milliseconds) {
    if (this.#count === this.#values.length) {
      const larger = new Float64Array(2 * this.#count)
      larger.set(this.#values)
      this.#values = larger
    }
    this.#values[this.#count++] = milliseconds
  }

  summary() {
    const sorted = this.#values.subarray(0, this.#count).slice().sort()
    const at = (share) => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]
    return {
      mean: sorted.reduce((sum, value) => sum + value, 0) / sorted.length,
      p50: at(0.5),
      p90: at(0.9),
      p99: at(0.99),
      p999: at(0.999),
      most: sorted[sorted.length - 1],
    }
  }
}
