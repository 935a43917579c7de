import { existsSync } from 'node:fs'
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A column of a table that both sides read. */
export interface TableColumn {
  readonly name: string
  /** Numeric: NaN is missing. Category: whole codes from 0, NaN is missing. */
  readonly values: Float64Array
  /** Category: how many levels there are; numeric: undefined. */
  readonly levels?: number
}

/** Rows that are learned from, or that a model is judged on. */
export interface TablePart {
  readonly columns: readonly TableColumn[]
  /** 0 or 1. */
  readonly target: Float64Array
}

export interface Table {
  readonly train: TablePart
  readonly test: TablePart
}

/** Where a table lies, and its size. */
export interface StoredTable {
  readonly name: string
  readonly folder: string
  readonly trainRows: number
  readonly testRows: number
  readonly columns: number
}

/**
 * Writes a table once, as both sides read it: `table.json` says what the columns are, `train.f64` and `test.f64` hold
 * them one after the other as little-endian float64, and the target last.
 * @param make called when the folder is not there yet
 */
export async function storeTable(folder: string, name: string, make: () => Table): Promise<StoredTable> {
  const description = join(folder, 'table.json')
  if (!existsSync(description)) {
    const partial = `${folder}.partial`
    await rm(partial, { recursive: true, force: true })
    await mkdir(partial, { recursive: true })
    const table = make()
    for (const part of ['train', 'test'] as const) await writePart(join(partial, `${part}.f64`), table[part])
    await writeFile(join(partial, 'table.json'), JSON.stringify(describe(name, table)))
    await rm(folder, { recursive: true, force: true })
    await rename(partial, folder)
  }
  return { folder, ...(JSON.parse(await readFile(description, 'utf8')) as Omit<StoredTable, 'folder'>) }
}

function describe(name: string, { train, test }: Table): unknown {
  return {
    name,
    trainRows: train.target.length,
    testRows: test.target.length,
    columns: train.columns.length,
    inputs: train.columns.map(({ name: column, levels }) => ({ name: column, levels: levels ?? 0 })),
  }
}

async function writePart(file: string, { columns, target }: TablePart): Promise<void> {
  const handle = await open(file, 'w')
  try {
    for (const values of [...columns.map((column) => column.values), target]) {
      await handle.write(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
    }
  } finally {
    await handle.close()
  }
}
