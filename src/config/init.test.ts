import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { afterAll, describe, expect, it } from 'vitest'
import { describePrediction } from './describe.js'
import { type DataSample, initialConfig } from './init.js'
import { loadPlan } from './load.js'
import type { Plan } from './plan.js'

const folder = mkdtempSync(join(tmpdir(), 'foretell-init-'))
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

function sample(path: string, header: string, ...lines: readonly string[]): DataSample {
  return { path, columns: header.split(','), rows: lines.map((line) => line.split(',')), complete: true }
}

const app = sample(
  'data/app.csv',
  'user_id,timestamp,event,amount',
  '1,2026-01-01,login,',
  '1,2026-01-02,login,',
  '2,2026-12-31,order completed,9.5',
)
const retail = sample(
  'data/Online Retail.csv.gz',
  'CustomerID,InvoiceDate,StockCode,Quantity,UnitPrice',
  '17850,2010-12-01 08:26:00,85123A,6,2.55',
  '17850,2010-12-02 08:26:00,85123A,6,2.55',
)
const telco = sample('data/telco.csv', 'customerID,tenure,Churn', 'a,1,Yes', 'b,2,No')
const unlabelled = sample('data/users.csv', 'id,age', '1,30', '2,40')
/** Names that are words of the language, names of our functions, quotes, blanks and other scripts. */
const awkward = sample(
  'data/it\'s "odd".csv',
  'user_id,date,event,delete,first name,größe,price $',
  '1,13/01/2026,count,a,b,1,2',
  '1,14/01/2026,delete,a,b,1,2',
  "1,14/01/2026,it's,a,b,1,2",
  '1,14/01/2026,購入,a,b,1,2',
  '1,14/01/2026,2nd visit,a,b,1,2',
)

const cases: readonly [string, readonly DataSample[]][] = [
  ['example', []],
  ['app', [app]],
  ['retail', [retail]],
  ['telco', [telco]],
  ['unlabelled', [unlabelled]],
  ['awkward', [awkward]],
  ['several', [app, retail, telco]],
]

async function planOf(
  name: string,
  form: 'typescript' | 'yaml',
  files: readonly DataSample[],
): Promise<Plan> {
  const file = join(folder, `${name}.${form === 'yaml' ? 'yaml' : 'ts'}`)
  writeFileSync(file, initialConfig({ files, form }))
  return loadPlan({ root: folder, file })
}

describe('initialConfig', () => {
  it.each(cases)('of %s says the same in both forms', async (name, files) => {
    expect(await planOf(name, 'yaml', files)).toEqual(await planOf(name, 'typescript', files))
  })

  it('compiles', () => {
    const paths = cases.map(([name, files]) => {
      const file = join(folder, `${name}.config.ts`)
      writeFileSync(file, initialConfig({ files }))
      return file
    })
    const root = fileURLToPath(new URL('../..', import.meta.url))
    const program = ts.createProgram(paths, {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
      skipLibCheck: true,
      types: ['node'],
      typeRoots: [join(root, 'node_modules/@types')],
      paths: { foretell: [join(root, 'src/index.ts')] },
    })
    const complaints = ts
      .getPreEmitDiagnostics(program)
      .map(
        ({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
      )
    expect(complaints).toEqual([])
  })

  it('predicts from what was found in a log', async () => {
    const plan = await planOf('app', 'typescript', [app])
    expect(plan.sources).toMatchObject([
      {
        name: 'app',
        path: join(folder, 'data/app.csv'),
        columns: { id: { column: 'user_id' }, time: { column: 'timestamp' }, event: { column: 'event' } },
        events: ['login', 'order completed'],
      },
    ])
    expect(plan.events['order completed']?.properties).toEqual({ amount: { kind: 'number' } })
    expect(
      Object.values(plan.predictions).map((prediction) => describePrediction(prediction, plan).sentence),
    ).toEqual([
      'Among customers with at least 1 event of any kind in the last 30 days, predict who has no event of any kind in the next 30 days.',
      'Among customers with at least 1 "order completed" event in the last 90 days, predict the total amount of "order completed" events in the next 90 days.',
    ])
  })

  it('multiplies a price by a quantity', async () => {
    const { sources, events } = await planOf('retail', 'yaml', [retail])
    expect(events['purchase']?.properties).toMatchObject({
      StockCode: { kind: 'string' },
      amount: { kind: 'number' },
    })
    expect(sources[0]).toMatchObject({
      name: 'online_retail',
      properties: { amount: { kind: 'arithmetic', operator: '*' } },
    })
  })

  it('looks less far ahead where the data is short', async () => {
    const plan = await planOf('retail', 'typescript', [retail])
    expect(plan.predictions['churn']).toMatchObject({ horizon: 86_400_000 })
  })

  it('predicts the outcome of a table, or leaves it to be named', async () => {
    const { predictions, sources } = await planOf('telco', 'yaml', [telco])
    expect(predictions).toMatchObject({ churn: { kind: 'table', source: 'telco', task: 'classification' } })
    expect(sources).toMatchObject([{ kind: 'table', key: 'customerID' }])
    expect((await planOf('unlabelled', 'yaml', [unlabelled])).predictions).toEqual({})
    expect(initialConfig({ files: [unlabelled] })).toContain(
      "// outcome: predict({ table: users, label: column(users, 'churned')",
    )
  })

  it('is commented', () => {
    for (const form of ['typescript', 'yaml'] as const) {
      const text = initialConfig({ form })
      expect(text).toMatch(form === 'yaml' ? /^# / : /^\/\/ /)
      expect(text).toContain('foretell check')
      expect(text.endsWith('\n')).toBe(true)
    }
  })
})
