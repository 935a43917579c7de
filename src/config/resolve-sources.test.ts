import { describe, expect, it } from 'vitest'
import { event, string } from './event.js'
import { login, mistakesIn, purchase } from './resolve.testing.js'
import { csv, field, table } from './source.js'

describe('mistakes of a source', () => {
  const cases: readonly [string, unknown, string | RegExp][] = [
    [
      'no events',
      csv('e.csv', { events: [] }),
      'sources.app.events: expected at least one event, got an empty list',
    ],
    [
      'no list of events',
      csv('e.csv', {} as never),
      'sources.app.events: expected the event types in the file, got nothing',
    ],
    [
      'a name for an event',
      csv('e.csv', { events: ['login'] as never }),
      `sources.app.events.0: expected an event, such as event('login', {}), got "login"`,
    ],
    [
      'an event twice',
      csv('e.csv', { events: [login, event('login', {})] }),
      'sources.app.events.login: expected each event type once, got "login" a second time',
    ],
    [
      'no path',
      csv('', { events: [login] }),
      'sources.app.file: expected the path of a file, relative to the project, got ""',
    ],
    ['no source', 'events.csv', /^sources\.app: expected a source, such as csv/],
    [
      'a type that is none',
      csv('e.csv', { events: [event('x', { a: 'nubmer' as never })] }),
      'sources.app.events.x.a: expected a type (number, string, boolean, time), got "nubmer"; did you mean `number`?',
    ],
    [
      'a property with a dot',
      csv('e.csv', { events: [event('x', { 'a.b': string() })] }),
      'sources.app.events.x.a.b: expected a name of letters, digits, _, $, - and blanks, got "a.b"',
    ],
    [
      'a zone',
      csv('e.csv', { events: [login], timeZone: 'Europe/Atlantis' }),
      'sources.app.timeZone: expected a time zone such as UTC or Europe/Berlin, got "Europe/Atlantis"',
    ],
    [
      'a time format',
      csv('e.csv', { events: [login], timeFormat: 'dayfirst' as never }),
      'sources.app.timeFormat: expected one of auto, unix, unixMilliseconds, dayFirst, monthFirst, got "dayfirst"; did you mean `dayFirst`?',
    ],
    [
      'a delimiter of two',
      csv('e.csv', { events: [login], delimiter: '||' }),
      'sources.app.delimiter: expected one character, got "||"',
    ],
    [
      'a misspelt part',
      csv('e.csv', { events: [login], columns: { ids: 'a' } as never }),
      'sources.app.columns.ids: expected one of the keys (id, time, event, receivedAt, messageId, session), got "ids"; did you mean `id`?',
    ],
    [
      'a mapping of nothing',
      csv('e.csv', { events: [purchase], properties: { amonut: 'a' } }),
      'sources.app.properties.amonut: expected a property of the events (amount, plan, gift), got "amonut"; did you mean `amount`?',
    ],
    [
      'a mapping of an undeclared trait',
      csv('e.csv', { events: [login], traits: { plan: 'Plan' } }),
      'sources.app.traits.plan: expected a trait of customer (there are none), got "plan"',
    ],
    [
      'a column that is a number',
      csv('e.csv', { events: [login], columns: { id: 3 as never } }),
      /^sources\.app\.columns\.id: expected the name of a column, .* got 3$/,
    ],
    [
      'a pattern that is none',
      csv('e.csv', { events: [login], skip: field('a').matches('(') }),
      'sources.app.skip: expected a regular expression, got "("',
    ],
    [
      'a test of another type',
      csv('e.csv', { events: [login], skip: field('a').moreThan('5' as never) }),
      'sources.app.skip: expected a number after moreThan, got "5"',
    ],
    [
      'no test',
      csv('e.csv', { events: [login], skip: field('a') as never }),
      /^sources\.app\.skip: expected a test of a row/,
    ],
    [
      'a key of a table that is a list',
      table('t.csv', { key: ['a'] as never }),
      'sources.app.key: expected the name of a column, got a list of 1',
    ],
  ]
  it.each(cases)('%s', (_name, source, message) => {
    const [only, ...more] = mistakesIn({ sources: { app: source } })
    expect(more).toEqual([])
    if (message instanceof RegExp) expect(only).toMatch(message)
    else expect(only).toBe(message)
  })
})
