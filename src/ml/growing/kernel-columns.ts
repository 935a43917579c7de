import type { FitMemory, Panel } from './kernel-memory.js'

/** Tells the kernels which columns a tree may split on, and which groups of neighbours in the panels have one of them. */
export function activateColumns(memory: FitMemory, columns: Int32Array): void {
  memory.words(memory.at('activeColumns'), columns.length).set(columns)
  memory.plan('activeCount', columns.length)
  const active = new Uint8Array(memory.size.codes.length)
  for (const column of columns) active[column] = 1
  const groups = memory.panels.flatMap((panel, index) =>
    groupsOf(panel, active).map(([byte, width]) => [index, byte, width]),
  )
  memory.words(memory.at('groups'), 3 * groups.length).set(groups.flat())
  memory.plan('groupCount', groups.length)
}

/** Eights of columns of which both fours are needed, and single fours: the byte of a row each begins at, and its width. */
function groupsOf({ first, columns }: Panel, active: Uint8Array): [number, number][] {
  const isNeeded = (byte: number): boolean =>
    byte < columns && active.subarray(first + byte, first + Math.min(byte + 4, columns)).includes(1)
  const groups: [number, number][] = []
  for (let byte = 0; byte < columns; byte += 8) {
    if (isNeeded(byte) && isNeeded(byte + 4)) groups.push([byte, 8])
    else if (isNeeded(byte)) groups.push([byte, 4])
    else if (isNeeded(byte + 4)) groups.push([byte + 4, 4])
  }
  return groups
}
