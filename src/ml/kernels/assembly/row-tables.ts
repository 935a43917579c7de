import { addLeaf, columnBytes, columnsOf } from './leaf-values'

/** Room for what is not met: a byte for each column of a leaf in a table. */
const UNMET: usize = 16

/**
 * Fills a table with what some leaves say of any row: for each combination of bits a value of each column. A bit is set
 * when the row fails what the way to the leaves asks of a column, or goes right at a split between them.
 * @param table all zero
 * @param stride bytes of the values of a combination
 */
export function fillRowTable(
  table: usize,
  stride: u32,
  bits: u32,
  leaves: usize,
  end: usize,
  room: usize,
): void {
  const combinations: u32 = (<u32>1) << bits
  let values = table
  for (let failed: u32 = 0; failed < combinations; failed++) {
    for (let leaf = leaves; leaf < end; leaf += <usize>load<u32>(leaf, 12)) {
      markUnmet(leaf, failed, room)
      addLeaf(leaf, room, room + UNMET, values)
    }
    values += <usize>stride
  }
}

function markUnmet(leaf: usize, failed: u32, unmet: usize): void {
  const count = <usize>load<u32>(leaf)
  const size = columnBytes(leaf)
  let column = columnsOf(leaf)
  for (let i: usize = 0; i < count; i++, column += size) {
    store<u8>(unmet + i, (failed & load<u32>(column, 4)) != load<u32>(column, 8) ? 1 : 0)
  }
}
