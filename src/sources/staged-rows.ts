/**
 * Builds the rows of a staging table as tab-separated values in blocks: a line number, what is wrong with the
 * record if anything, the raw record where something is wrong, then the columns. Memory stays at one block.
 */
export class StagedRows {
  /** Rows go here; the one who writes the columns moves `written` on. */
  readonly block: Buffer
  written = 0

  /** @param room bytes that one row may need, above which a block is handed over */
  constructor(readonly room: number) {
    this.block = Buffer.allocUnsafe(blockSize + room)
  }

  /** @returns the finished block when the next row might not fit */
  full(): Buffer | undefined {
    return this.written < blockSize ? undefined : this.take()
  }

  /** What has been written so far. */
  take(): Buffer {
    const taken = Buffer.from(this.block.subarray(0, this.written))
    this.written = 0
    return taken
  }

  /** Starts a good row: line number, no problem, no raw record. */
  startRow(line: number): void {
    this.#number(line)
    this.#byte(TAB)
    this.#byte(TAB)
    this.#byte(TAB)
  }

  endRow(): void {
    this.#byte(LINE_FEED)
  }

  /**
   * A record that could not be read, with what is wrong and how it starts.
   * @param columns how many columns stay empty
   */
  malformedRow(line: number, problem: string, record: string, columns: number): void {
    this.#number(line)
    this.#byte(TAB)
    const text = `${escapedText(problem)}\t${escapedText(record)}${'\t'.repeat(columns)}\n`
    this.written += this.block.write(text, this.written)
  }

  #number(value: number): void {
    // Lines are counted far below 2^53, so the digits are exact.
    let digits = 1
    for (let power = 10; power <= value; power *= 10) digits++
    let rest = value
    for (let at = this.written + digits - 1; at >= this.written; at--) {
      const next = Math.floor(rest / 10)
      this.block[at] = 0x30 + (rest - next * 10)
      rest = next
    }
    this.written += digits
  }

  #byte(byte: number): void {
    this.block[this.written++] = byte
  }
}

const TAB = 0x09
const LINE_FEED = 0x0a
const blockSize = 1 << 20

const letters: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\0': '\\0',
}

const special = /[\\\t\n\r\0]/g

function escapedText(text: string): string {
  return text.replace(special, (letter) => letters[letter])
}
