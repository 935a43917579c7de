import { describe, expect, it } from 'vitest'
import { type EventGuess, guess, type TableGuess } from './guess.js'
import type { DataSample } from './sample.js'

/** Rows of a header and lines, each repeated so that ids stand more than once. */
function sample(header: string, ...lines: readonly string[]): DataSample {
  const rows = lines.map((line) => line.split(','))
  return { path: 'data/file.csv', columns: header.split(','), rows, complete: true }
}

const events = (header: string, ...lines: readonly string[]): EventGuess =>
  guess(sample(header, ...lines)) as EventGuess

describe('a file of events', () => {
  it('has an id, a time and a column of event types', () => {
    expect(
      events(
        'user_id,timestamp,event,amount,plan',
        '1,2026-01-01 10:00:00,login,,',
        '1,2026-01-02 10:00:00,login,,',
        '2,2026-01-05 10:00:00,purchase,9.5,pro',
      ),
    ).toEqual({
      kind: 'events',
      path: 'data/file.csv',
      id: 'user_id',
      time: 'timestamp',
      timeFormat: 'auto',
      event: 'event',
      events: [
        { name: 'login', properties: [] },
        {
          name: 'purchase',
          properties: [
            { name: 'amount', kind: 'number', column: 'amount' },
            { name: 'plan', kind: 'string', column: 'plan' },
          ],
        },
      ],
      amount: undefined,
      span: 4 * 86_400_000,
    })
  })

  it.each([
    ['CustomerID,InvoiceDate', '17850,2010-12-01 08:26', 'CustomerID', 'InvoiceDate'],
    ['who,customer,signup,when', 'a,b,c,2026-01-01', 'customer', 'when'],
    ['user_id,ts', '1,1254192988', 'user_id', 'ts'],
    ['user_id,ts', '1,1254192988000', 'user_id', 'ts'],
    ['User Id,Created At', '1,2026-01-01T00:00:00Z', 'User Id', 'Created At'],
    // "time" is a duration here: what is called a time must hold times.
    ['user_id,time,day', '1,35,2026-01-01', 'user_id', 'day'],
  ])('%s', (header, line, id, time) => {
    expect(events(header, line, line)).toMatchObject({ kind: 'events', id, time })
  })

  it('takes as id what stands in several rows, when no name tells', () => {
    const lines = ['U1,S1,2026-01-01', 'U2,S1,2026-01-02', 'U3,S1,2026-01-03', 'U4,S2,2026-01-04']
    expect(events('usage_id,subscription_id,usage_date', ...lines).id).toBe('subscription_id')
  })

  it.each([
    [['13/01/2026', '01/02/2026'], 'dayFirst'],
    [['01/13/2026', '01/02/2026'], 'monthFirst'],
    [['01/02/2026', '02/03/2026'], 'dayFirst'],
    [['2026-01-13'], 'auto'],
  ])('tells days from months in %j', (times, timeFormat) => {
    expect(events('user_id,date', ...times.map((time) => `1,${time}`), `1,${times[0]}`).timeFormat).toBe(
      timeFormat,
    )
  })

  it('knows a price and a quantity, ids that look like numbers, and names that cannot be properties', () => {
    const line = '1,2026-01-01,3,9.99,4711,Ann,true'
    const found = events('user_id,date,Quantity,Unit Price,store_id,name,is gift', line, line)
    expect(found.amount).toEqual({ price: 'Unit Price', quantity: 'Quantity' })
    expect(found.events[0]?.properties).toEqual([
      { name: 'Quantity', kind: 'number', column: 'Quantity' },
      { name: 'unitPrice', kind: 'number', column: 'Unit Price' },
      { name: 'store_id', kind: 'string', column: 'store_id' },
      { name: 'nameValue', kind: 'string', column: 'name' },
      { name: 'isGift', kind: 'boolean', column: 'is gift' },
    ])
  })

  it('leaves out prose', () => {
    const lines = Array.from(
      { length: 150 },
      (_, row) => `1,2026-01-01,a long comment with the number ${row}`,
    )
    expect(events('user_id,date,comment', ...lines).events[0]?.properties).toEqual([])
  })
})

describe('a table', () => {
  const table = (header: string, ...lines: readonly string[]): TableGuess =>
    guess(sample(header, ...lines)) as TableGuess

  it.each([
    ['customerID,Churn', ['a,Yes', 'b,No'], 'customerID', { column: 'Churn', yes: 'Yes' }],
    ['id,churned', ['1,0', '2,1'], 'id', { column: 'churned', yes: 1 }],
    ['id,target', ['1,3.5', '2,4.5', '3,5.5'], 'id', { column: 'target', yes: undefined }],
    ['age,income', ['30,1', '40,2'], undefined, undefined],
    ['id,churn', ['1,No', '2,No'], 'id', undefined],
  ])('%s', (header, lines, key, label) => {
    expect(table(header, ...lines)).toEqual({ kind: 'table', path: 'data/file.csv', key, label })
  })

  it('is told from a log by each id standing once', () => {
    const lines = Array.from({ length: 30 }, (_, row) => `A${row},2026-01-01,${row % 2 === 0}`)
    expect(table('account_id,signup_date,churn_flag', ...lines)).toMatchObject({
      kind: 'table',
      key: 'account_id',
      label: { column: 'churn_flag', yes: 'true' },
    })
  })
})
