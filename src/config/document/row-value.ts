import type { Value } from '../expression.js'
import { shown, told } from '../mistakes.js'
import { isValue } from '../node.js'
import { isObject } from '../option.js'
import type { Path } from '../origin.js'
import type { ColumnNode, RowTest } from '../source.js'
import { operatorWords, rowTestWords } from './grammar.js'
import { asObject, onlyKeys, onlyWord, placed, type Reading, type Written } from './reading.js'

type Told = typeof told

const tests = Object.keys(rowTestWords)
const words = ['column', 'constant', 'when', ...Object.keys(operatorWords)]

/**
 * Reads what stands for a part of an event: a column's name, or what is computed of columns.
 * @returns as `field('Quantity').times(field('UnitPrice'))` does; `told`, with the mistake told, when it cannot be read
 */
export function readMapped(
  written: unknown,
  path: Path,
  reading: Reading,
): string | { node: ColumnNode } | Told {
  if (typeof written === 'string') return written
  const node = readNode(written, path, reading)
  return node === told ? told : { node }
}

/** Reads a test of a row: `{ column: InvoiceNo, startsWith: C }`. */
export function readTest(written: unknown, path: Path, reading: Reading): RowTest | Told {
  const parts = asObject(written, path, 'a test, such as { column: country, is: US }', reading)
  if (parts === undefined) return told
  const word = onlyWord(parts, tests, words, path, reading)
  const { mistakes } = reading
  if (word === undefined) return told
  const left = readNode(
    Object.fromEntries(Object.entries(parts).filter(([key]) => key !== word)),
    path,
    reading,
  )
  if (left === told) return told
  if (word === 'isEmpty' && parts[word] !== true) {
    mistakes.add([...path, word], { expected: 'isEmpty: true', got: shown(parts[word]) })
    return told
  }
  const value = word === 'isEmpty' ? '' : (parts[word] as Value)
  return placed({ left, comparison: word as RowTest['comparison'], value }, path, reading)
}

function readNode(written: unknown, path: Path, reading: Reading): ColumnNode | Told {
  const expected = 'a column or what is computed of columns, such as { multiply: [Quantity, UnitPrice] }'
  const parts = asObject(written, path, expected, reading)
  if (parts === undefined) return told
  const word = onlyWord(parts, words, ['then', 'otherwise'], path, reading)
  if (word === undefined) return told
  const keys = word === 'when' ? ['when', 'then', 'otherwise'] : [word]
  const clean = onlyKeys(parts, keys, path, word, reading)
  const node = readWord(word, parts, path, reading)
  return node === told || !clean ? told : placed(node, path, reading)
}

function readWord(word: string, parts: Written, path: Path, reading: Reading): ColumnNode | Told {
  const operand = parts[word]
  const at = [...path, word]
  if (word === 'column') return readColumn(operand, at, reading)
  if (word === 'constant') return readConstant(operand, at, reading)
  return word === 'when'
    ? readWhen(parts, path, reading)
    : readArithmetic(word as keyof typeof operatorWords, operand, at, reading)
}

function readColumn(written: unknown, path: Path, { mistakes }: Reading): ColumnNode | Told {
  if (typeof written === 'string' && written !== '') return { kind: 'field', column: written }
  mistakes.add(path, { expected: 'the name of a column', got: shown(written) })
  return told
}

function readConstant(written: unknown, path: Path, { mistakes }: Reading): ColumnNode | Told {
  if (isValue(written)) return { kind: 'constant', value: written }
  mistakes.add(path, { expected: 'a number, text, or true or false', got: shown(written) })
  return told
}

/** `then` and `otherwise` are values as they stand; a column among them is written `{ column: name }`. */
function readWhen(parts: Written, path: Path, reading: Reading): ColumnNode | Told {
  const test = readTest(parts['when'], [...path, 'when'], reading)
  const branch = (word: 'then' | 'otherwise'): ColumnNode | Told =>
    isObject(parts[word])
      ? readNode(parts[word], [...path, word], reading)
      : readConstant(parts[word], [...path, word], reading)
  const then = branch('then')
  const otherwise = branch('otherwise')
  return test === told || then === told || otherwise === told ? told : { kind: 'when', test, then, otherwise }
}

/** Texts in the list are columns and numbers are themselves; more than two are taken from left to right. */
function readArithmetic(
  word: keyof typeof operatorWords,
  written: unknown,
  path: Path,
  reading: Reading,
): ColumnNode | Told {
  if (!Array.isArray(written) || written.length < 2) {
    reading.mistakes.add(path, { expected: 'a list of at least two columns or numbers', got: shown(written) })
    return told
  }
  const operands = written.map((each: unknown, index) => {
    const at = [...path, index]
    if (typeof each === 'string') return readColumn(each, at, reading)
    return typeof each === 'number' ? readConstant(each, at, reading) : readNode(each, at, reading)
  })
  return operands.reduce((left, right) =>
    left === told || right === told
      ? told
      : { kind: 'arithmetic', operator: operatorWords[word], left, right },
  )
}
