import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { testProject, type TestProject, tickingClock } from '../sources/project.testing.js'
import { ingestTable } from './tables.js'

let project: TestProject
beforeAll(async () => {
  project = await testProject({}, tickingClock())
})
afterAll(() => project.dispose())

async function importTable(name: string, text: string, key?: string) {
  const path = await project.file(name, text)
  return ingestTable(project, { kind: 'table', name: 'customers', path, key, columns: {} })
}

function stored() {
  return project.warehouse.rows('SELECT key, line, values FROM table_rows FINAL ORDER BY key')
}

describe('storing a table', () => {
  it('keeps every value as it was written, one row a key', async () => {
    const summary = await importTable('a.csv', 'id,plan\n1,"a, b"\n2,\n,x\n1,c\n3\n', 'id')
    expect(summary).toMatchObject({
      rows: 5,
      stored: 2,
      withoutKey: 1,
      repeated: 1,
      malformed: 1,
      columns: ['id', 'plan'],
    })
    expect(await stored()).toEqual([
      { key: '1', line: 5, values: { id: '1', plan: 'c' } },
      { key: '2', line: 3, values: { id: '2', plan: '' } },
    ])
  })

  it('replaces the rows of keys that come again', async () => {
    await importTable('b.csv', 'id,plan\n2,new\n4,d\n', 'id')
    expect(await stored()).toMatchObject([
      { key: '1', values: { plan: 'c' } },
      { key: '2', values: { plan: 'new' } },
      { key: '4', values: { plan: 'd' } },
    ])
    expect(await project.leftovers()).toEqual([])
  })

  it('names rows by their line where no column does', async () => {
    await project.warehouse.execute('TRUNCATE TABLE table_rows')
    await importTable('c.csv', 'plan\na\nb\n')
    expect(await stored()).toMatchObject([{ key: '2' }, { key: '3' }])
  })

  it('says which column the key ought to be', async () => {
    await expect(importTable('d.csv', 'id,plan\n1,a\n', 'customer')).rejects.toMatchObject({
      code: 'COLUMN_NOT_FOUND',
    })
  })
})
