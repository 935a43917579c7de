import { describe, expect, it } from 'vitest'
import { ForetellError } from '../shared/errors.js'
import { keyText, listed, Mistakes, nearest, shown } from './mistakes.js'
import { inFile, type Origin } from './origin.js'

describe('nearest', () => {
  it.each([
    ['purchse', ['login', 'purchase'], 'purchase'],
    ['user-id', ['userId', 'user_ids'], 'userId'],
    ['PURCHASE', ['purchase'], 'purchase'],
    ['lgoin', ['login', 'logout'], 'login'],
    ['ids', ['id', 'time'], 'id'],
    ['forecasts', ['sources', 'predictions', 'warehouse'], undefined],
    ['x', ['y', 'abc'], 'y'],
    ['login', [], undefined],
    ['', ['login'], undefined],
  ])('of %s among %j is %s', (name, candidates, wanted) => {
    expect(nearest(name, candidates)).toBe(wanted)
  })

  it('is the first of those that are equally near', () => {
    expect(nearest('logix', ['login', 'logit'])).toBe('login')
  })
})

describe('what was got', () => {
  it.each([
    [undefined, 'nothing'],
    [null, 'nothing'],
    ['a', '"a"'],
    [3, '3'],
    [false, 'false'],
    [[], 'an empty list'],
    [[1, 2], 'a list of 2'],
    [{}, 'an empty object'],
    [{ a: 1, b: 2 }, 'an object with a, b'],
    [() => 1, 'a function'],
  ])('%#', (value, text) => {
    expect(shown(value)).toBe(text)
  })

  it('cuts long lists', () => {
    expect(listed(['a', 'b', 'c'], 2)).toBe('a, b and 1 more')
    expect(listed([])).toBe('there are none')
  })
})

describe('Mistakes', () => {
  it('says nothing when there are none', () => {
    expect(() => new Mistakes().throwIfAny()).not.toThrow()
  })

  it('throws one error with all of them, in the order of the file', () => {
    const lines: Readonly<Record<string, number>> = { b: 2, a: 9 }
    const origin: Origin = { ...inFile('f.yaml'), lineOf: (path) => lines[keyText(path)] }
    const mistakes = new Mistakes(origin)
    mistakes.add(['a'], { expected: 'a text', got: '3' })
    mistakes.unknown(['b'], 'an event', 'logn', ['login'])
    try {
      mistakes.throwIfAny()
      expect.unreachable()
    } catch (error) {
      expect(error).toBeInstanceOf(ForetellError)
      const { message, problems, at } = error as ForetellError
      expect(message).toBe(
        'f.yaml: 2 mistakes in the configuration\n' +
          '  f.yaml:2 b: expected an event (login), got "logn"; did you mean `login`?\n' +
          '  f.yaml:9 a: expected a text, got 3',
      )
      expect(at).toEqual({ file: 'f.yaml' })
      expect(problems).toEqual([
        {
          at: { file: 'f.yaml', line: 2, key: 'b' },
          message: 'expected an event (login), got "logn"; did you mean `login`?',
        },
        { at: { file: 'f.yaml', line: 9, key: 'a' }, message: 'expected a text, got 3' },
      ])
    }
  })
})
