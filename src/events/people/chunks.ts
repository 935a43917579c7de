/** Ids that are bound to one statement: they travel in its address, which servers bound to a megabyte. */
const mostIds = 1000
const mostBytes = 100_000

/** Takes a list apart so that each piece can be bound to a statement. */
export function* chunksOf<Item>(
  items: Iterable<Item>,
  textOf: (item: Item) => string,
): Generator<readonly Item[]> {
  let chunk: Item[] = []
  let bytes = 0
  for (const item of items) {
    const size = Buffer.byteLength(textOf(item))
    if (chunk.length > 0 && (chunk.length === mostIds || bytes + size > mostBytes)) {
      yield chunk
      chunk = []
      bytes = 0
    }
    chunk.push(item)
    bytes += size
  }
  if (chunk.length > 0) yield chunk
}
