import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, it } from 'vitest'

import { foretell, temporaryFolder } from './foretell.js'

let folder: string
let dispose: () => Promise<void>

/** Two predictions of one table: one that can be learned, and one of which there are eight cases. */
const config = `
sources:
  customers: { table: customers.csv, key: id }
predictions:
  churn: { table: customers, label: { column: left, is: yes }, exclude: [rare] }
  rare: { table: customers, label: { column: rare, is: yes }, exclude: [left] }
`

beforeAll(async () => {
  ;({ folder, dispose } = await temporaryFolder())
  const rows = Array.from({ length: 400 }, (_, row) => {
    const visits = (row * 7) % 20
    const left = visits < 8 !== (row % 5 === 0)
    return `c${row},${visits},${(row * 13) % 11},${left ? 'yes' : 'no'},${row % 50 === 0 ? 'yes' : 'no'}`
  })
  await writeFile(join(folder, 'customers.csv'), `id,visits,tickets,left,rare\n${rows.join('\n')}\n`)
  await writeFile(join(folder, 'foretell.config.yaml'), config)
})
afterAll(() => dispose())

it('makes the other predictions when there is too little data for one, and ends with 3', async () => {
  const { code, stdout } = await foretell(folder, 'run', '--json')
  const { trained, refused, scored, notScored } = JSON.parse(stdout) as Record<string, readonly object[]>
  expect(trained).toMatchObject([{ prediction: 'churn' }])
  expect(refused).toMatchObject([{ prediction: 'rare', code: expect.any(String) as string }])
  expect(scored).toMatchObject([{ run: { prediction: 'churn', rows: 400 } }])
  expect(notScored).toMatchObject([{ prediction: 'rare', code: 'MODEL_MISSING' }])
  expect(code).toBe(3)
})

it('ends with 3 when it is the one that was asked for', async () => {
  const { code, stderr } = await foretell(folder, 'train', 'rare')
  expect(stderr).toContain('what to do')
  expect(code).toBe(3)
})

it('refuses a file for scores of which it cannot tell the format', async () => {
  const { code, stderr } = await foretell(folder, 'score', 'churn', '--out', 'scores.xlsx')
  expect(stderr).toContain('.csv or .parquet')
  expect(code).toBe(2)
})
