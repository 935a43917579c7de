import { parseError } from '@clickhouse/client'
import type { Readable } from 'node:stream'

/** The name of the response header that holds the tag, in lower case as Node gives it. */
export const exceptionTagHeader = 'x-clickhouse-exception-tag'

/** More than the longest message that comes at the end of a stream, with its marks. */
const heldBack = 32 * 1024

/**
 * A response's bytes. ClickHouse says that a statement failed after its first rows have gone by a message at
 * the end of the body, between marks with a tag that a header named (since 25.11, and our host). So the end is
 * held back until it is known not to be that.
 * @throws ClickHouseError what the message says, in place of the bytes of the message
 */
export async function* withoutException(response: Readable, tag: string | undefined): AsyncGenerator<Buffer> {
  if (tag === undefined) {
    yield* response as AsyncIterable<Buffer>
    return
  }
  const held: Buffer[] = []
  let size = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    held.push(chunk)
    size += chunk.length
    while (size - held[0].length >= heldBack) {
      const [first] = held.splice(0, 1)
      size -= first.length
      yield first
    }
  }
  const end = Buffer.concat(held)
  const message = exceptionAt(end, tag)
  if (message !== undefined) throw parseError(message)
  if (end.length > 0) yield end
}

/** @returns the message when `end` ends with one */
function exceptionAt(end: Buffer, tag: string): string | undefined {
  if (!end.subarray(-tag.length - 64).includes(`${tag}\r\n__exception__\r\n`)) return undefined
  const opening = `\r\n__exception__\r\n${tag}\r\n`
  const start = end.indexOf(opening)
  const text = end.subarray(start < 0 ? 0 : start + opening.length).toString('utf8')
  return text.slice(0, text.lastIndexOf('\n', text.lastIndexOf(tag)))
}
