/** The most rows turned to text at a time, so that a large insert does not hold up the process. */
const slice = 500

/** Objects as lines of JSON. */
export async function* linesOf(rows: readonly object[]): AsyncGenerator<Buffer> {
  for (let start = 0; start < rows.length; start += slice) {
    let text = ''
    for (const row of rows.slice(start, start + slice)) text += `${JSON.stringify(row)}\n`
    yield Buffer.from(text)
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** Lines of JSON as blocks of objects, one block for each chunk of bytes. */
export async function* rowsOf<Row extends object>(
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<readonly Row[]> {
  const line: Buffer[] = []
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(0x0a)
    if (end < 0) {
      line.push(chunk)
      continue
    }
    const text = Buffer.concat([...line.splice(0), chunk.subarray(0, end)]).toString('utf8')
    if (end + 1 < chunk.length) line.push(chunk.subarray(end + 1))
    yield parse<Row>(text)
  }
  const rest = Buffer.concat(line).toString('utf8')
  if (rest.trim() !== '') yield parse<Row>(rest)
}

function parse<Row>(lines: string): Row[] {
  return JSON.parse(`[${lines.replaceAll('\n', ',')}]`) as Row[]
}
