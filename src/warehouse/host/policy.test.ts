import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { identifier, literal } from '../identifier.js'
import { checkStatement } from './policy.js'
import { parseStatement } from './statement.js'

const policy = { tableFunctions: new Set(['file', 'url', 'numbers', 'remote', 'executable', 'format']) }

function check(sql: string, parameters: Record<string, string> = {}, files: string[] = []): void {
  checkStatement(parseStatement(sql), parameters, policy, new Set(files))
}

describe('one statement', () => {
  test.each([
    'SELECT 1',
    'SELECT 1;',
    'SELECT 1 ;\n-- done; really\n',
    'SELECT \'a;b\', `c;d`, "e;f" /* ; */',
    "SELECT 'it''s; fine', 'back\\'slash; too'",
    'SELECT $tag$ ; $tag$',
    '(SELECT 1) UNION ALL (SELECT 2) FORMAT JSONEachRow',
  ])('runs %s', (sql) => {
    expect(() => check(sql)).not.toThrow()
  })

  test.each([
    'SELECT 1; SELECT 2',
    'SELECT 1; DROP TABLE events',
    "SELECT '\\\\'; DROP TABLE events",
    "SELECT 'a''; DROP TABLE events --",
    'SELECT 1 /* /* */; DROP TABLE events',
    'SELECT 1 --\n; DROP TABLE events',
    'SELECT `a\\``; DROP TABLE events',
    'SELECT $a$ $b$ $a$; DROP TABLE events',
    'SELECT ‘a’; DROP TABLE events',
    "SELECT 1 // '\n; DROP TABLE events --'",
    "SELECT 1 # '\n; DROP TABLE events --'",
    "SELECT 'no end",
    '',
    ';',
  ])('refuses %s', (sql) => {
    expect(() => check(sql)).toThrow(/Expected one statement|Unexpected character|Empty query/)
  })

  test('any text stays one string and any name one name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        check(`SELECT ${literal(text)} AS ${identifier(`x${text}`)}`)
        expect(parseStatement(`SELECT ${literal(text)}`).tokens).toHaveLength(2)
      }),
    )
  })
})

describe('what leaves the warehouse', () => {
  test.each([
    "SELECT * FROM file('/etc/passwd')",
    "SELECT file('/etc/passwd')",
    "SELECT * FROM FILE ('/etc/passwd')",
    "SELECT * FROM `file`('/etc/passwd')",
    "SELECT * FROM file/**/('/etc/passwd')",
    "INSERT INTO FUNCTION file('/tmp/out') SELECT 1",
    "SELECT * FROM url('http://a.example')",
    "SELECT * FROM executable('rm', 'TSV', 'a String')",
    "SELECT 1 INTO OUTFILE '/tmp/out'",
    "INSERT INTO events FROM INFILE '/tmp/in'",
    "CREATE TABLE t (a String) ENGINE = File(CSV, '/etc/passwd')",
    "CREATE TABLE t (a String) ENGINE URL('http://a.example')",
    'CREATE DICTIONARY d (a String)',
    'CREATE NAMED COLLECTION c AS a = 1',
    'SET max_threads = 1',
    'USE system',
    'ATTACH TABLE t',
    'SYSTEM SHUTDOWN',
    'BACKUP TABLE events TO Disk(1)',
  ])('refuses %s', (sql) => {
    expect(() => check(sql)).toThrow(/outside the warehouse|files|not run/)
  })

  test.each([
    'SELECT * FROM numbers(10)',
    "SELECT file, line FROM quarantine WHERE file = 'a'",
    'CREATE TABLE t (a String) ENGINE = ReplacingMergeTree ORDER BY a',
    "SELECT format('{}', 'a')",
    "SELECT 'file(''/etc/passwd'')'",
  ])('runs %s', (sql) => {
    expect(() => check(sql)).not.toThrow()
  })

  test('file() reads what was permitted, and only that', () => {
    const path = "/data/it's here\\*.csv"
    const sql = `SELECT * FROM file(${literal(path)}, CSV)`
    expect(() => check(sql, {}, [path])).not.toThrow()
    expect(() => check(sql, {}, ['/data/other.csv'])).toThrow('"files"')
    expect(() => check("SELECT * FROM file('/data/' || 'a')", {}, ['/data/'])).toThrow('"files"')
  })
})

describe('parameters', () => {
  test('one without a value is refused, for the session may remember an old one', () => {
    expect(() => check('SELECT {x:String}', { x: '1' })).not.toThrow()
    expect(() => check('SELECT {x:String}')).toThrow('`x` is not set')
    expect(() => check("SELECT '{x:String}', {'x':1}")).not.toThrow()
    expect(() => check('SELECT {toString:String}')).toThrow('is not set')
  })
})
