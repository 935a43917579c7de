import { type Mistakes, shown, told } from './mistakes.js'
import { isValue } from './node.js'
import { isObject } from './option.js'
import type { Path } from './origin.js'
import type { ColumnNode, RowTest } from './source.js'

const operators = ['+', '-', '*', '/']
const valueTests = ['is', 'isNot']
const numberTests = ['atLeast', 'atMost', 'moreThan', 'lessThan']
const textTests = ['startsWith', 'matches']
const tests = [...valueTests, ...numberTests, ...textTests, 'isEmpty']

/**
 * Checks a column's name, or what is computed of columns.
 * @returns undefined, with a mistake told, when it is neither
 */
export function resolveMapped(written: unknown, path: Path, mistakes: Mistakes): ColumnNode | undefined {
  if (written === told) return undefined
  if (typeof written === 'string') {
    if (written.trim() !== '') return { kind: 'field', column: written }
    mistakes.add(path, { expected: 'the name of a column', got: shown(written) })
    return undefined
  }
  return checkNode(isObject(written) ? written['node'] : undefined, path, mistakes, written)
}

/** Checks a test of a row. */
export function resolveTest(written: unknown, path: Path, mistakes: Mistakes): RowTest | undefined {
  if (written === told) return undefined
  if (!isObject(written) || !('left' in written)) {
    mistakes.add(path, {
      expected: "a test of a row, such as field('country').is('US')",
      got: shown(written),
    })
    return undefined
  }
  const test = written as unknown as RowTest
  const left = checkNode(test.left, path, mistakes, test.left)
  if (!tests.includes(test.comparison)) {
    mistakes.unknown(path, 'a comparison', String(test.comparison), tests)
    return undefined
  }
  const expected = comparedWith(test)
  if (expected !== undefined) mistakes.add(path, { expected, got: shown(test.value) })
  return left === undefined ? undefined : test
}

/** What the value of a test ought to be, when it is something else. */
function comparedWith({ comparison, value }: RowTest): string | undefined {
  if (numberTests.includes(comparison))
    return typeof value === 'number' ? undefined : `a number after ${comparison}`
  if (valueTests.includes(comparison)) return isValue(value) ? undefined : 'a number, text, or true or false'
  if (comparison === 'isEmpty') return undefined
  if (typeof value !== 'string') return `a text after ${comparison}`
  return comparison === 'matches' && !isPattern(value) ? 'a regular expression' : undefined
}

function checkNode(node: unknown, path: Path, mistakes: Mistakes, written: unknown): ColumnNode | undefined {
  if (isObject(node)) {
    const known = node as unknown as ColumnNode
    switch (known.kind) {
      case 'field':
        if (typeof known.column === 'string' && known.column.trim() !== '') return known
        break
      case 'constant':
        if (isValue(known.value)) return known
        break
      case 'arithmetic': {
        const left = checkNode(known.left, path, mistakes, known.left)
        const right = checkNode(known.right, path, mistakes, known.right)
        if (operators.includes(known.operator)) return left && right && known
        break
      }
      case 'when': {
        const test = resolveTest(known.test, path, mistakes)
        const then = checkNode(known.then, path, mistakes, known.then)
        const otherwise = checkNode(known.otherwise, path, mistakes, known.otherwise)
        return test && then && otherwise && known
      }
    }
  }
  const expected = "the name of a column, or what is computed of columns, such as field('Quantity').times(2)"
  mistakes.add(mistakes.origin.pathOf(Object(written) as object) ?? path, { expected, got: shown(written) })
  return undefined
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text, 'u')
    return true
  } catch {
    return false
  }
}
