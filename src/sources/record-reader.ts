/** What was read of a file, counted. */
export interface RecordCounts {
  /** Records, malformed ones with them; blank lines are none. */
  records: number
  /** Records that could not be read. They stand in the staging table with what is wrong. */
  malformed: number
  /** Records with bytes that are not UTF-8, read as Windows-1252. */
  recoded: number
}

/** Turns the bytes of a file into rows of a staging table. Each kind of text file has one. */
export interface RecordReader {
  readonly counts: RecordCounts
  /** @returns blocks of finished rows */
  read(bytes: Buffer): Buffer[]
  /** The end of the file: what was kept back comes out. */
  finish(): Buffer[]
}

/** Reads a stream through a reader, a block at a time. */
export async function* stagedRows(
  chunks: AsyncIterable<Buffer>,
  reader: RecordReader,
): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) yield* reader.read(chunk)
  yield* reader.finish()
}

/** How much of a malformed record is kept to be shown, in bytes. */
export const SHOWN_OF_RECORD = 2_000
