import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { identifier, literal } from '../../warehouse/identifier.js'
import { type TemporaryWarehouse, temporaryWarehouse } from '../../warehouse/warehouse.testing.js'
import { evaluator, Names, parameterName } from './evaluate.js'
import { NotUnderstood, parseExpression } from './expression.js'
import { compareTexts, Tuple, type Value } from './value.js'

let temporary: TemporaryWarehouse
beforeAll(async () => {
  temporary = await temporaryWarehouse()
})
afterAll(() => temporary.dispose())

const parameters = { anchor: 1_741_608_000_000, since_7d: 1_741_003_200_000 }

function here(sql: string): unknown {
  const names = new Names()
  const places = Object.keys(parameters).map((name) => names.add(parameterName(name)))
  const evaluate = evaluator(parseExpression(sql), names)
  const frame = new Array<Value>(names.size).fill(null)
  Object.values(parameters).forEach((value, index) => (frame[places[index]] = value))
  return plain(evaluate(frame))
}

/** As the engine writes it as JSON. */
function plain(value: Value): unknown {
  if (typeof value === 'number' && !Number.isFinite(value))
    return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf'
  if (value instanceof Tuple) return value.parts.map(plain)
  return Array.isArray(value) ? value.map((each: Value) => plain(each)) : value
}

async function inEngine(expressions: readonly string[]): Promise<unknown[]> {
  const columns = expressions.map((sql, index) => `toJSONString(${sql}) AS v${index}`)
  const [row] = await temporary.warehouse.rows<Record<string, string | null>>(
    `SELECT ${columns.join(', ')}`,
    {
      parameters,
      settings: {
        output_format_json_quote_denormals: 1,
        output_format_json_quote_64bit_integers: 0,
      },
    },
  )
  // The engine tells NaNs of two signs apart where it writes them, and nowhere else.
  return Object.values(row).map((text): unknown => JSON.parse((text ?? 'null').replaceAll('"-nan"', '"nan"')))
}

/** Tables of expressions that both must make the same of. */
const expressions: Readonly<Record<string, readonly string[]>> = {
  'precedence of operators': [
    '1 + 2 * 3 - 4 / 8',
    '(1 + 2) * 3',
    '2 - 1 - 1',
    '8 / 2 / 2',
    '1 = 1 AND 2 > 3 OR 1 < 2',
    'NOT 1 = 2 AND 0',
    'NOT (1 = 1)',
    '1 - (-2)',
    '-(1 + 2) * 2',
    '3 NOT IN (1, 2)',
    "'b' IN ('a', 'b')",
    "NOT 'b' IN ('a')",
    '1e-7 * 1e+3 + 2.5E2 + 0. + 1.',
    '{anchor:Int64} - {since_7d:Int64}',
  ],
  'NULL and NaN': [
    'NULL + 1',
    'NULL AND 0',
    'NULL AND 1',
    'NULL OR 1',
    'NULL OR 0',
    'NOT NULL',
    'NULL = NULL',
    'nan = nan',
    'nan != 1',
    'nan > 1',
    'nan <= 1',
    'isNaN(nan)',
    'isNaN(1.5)',
    'isNotNull(NULL)',
    'isNotNull(nan)',
    'ifNull(NULL, 2)',
    'ifNull(1, 2)',
    'if(NULL, 1, 2)',
    'multiIf(NULL, 1, 1 > 2, 2, 3)',
    'multiIf(0, 1, 1 < 2, 2, 3)',
    "NULL IN ('a')",
    '0 / 0',
    'if(isNaN(0 / 0), NULL, 1)',
    'least(nan, 1)',
    'least(1, nan)',
    'greatest(nan, 1)',
    'greatest(1, nan)',
    'arraySort([nan, 2, 1])',
    'arraySort(x -> x, [nan, 2, 1])',
    'arrayMax([nan, 1])',
    'arrayMax([1, nan])',
    'arrayMin([nan, 1])',
    'arrayMin([1, nan])',
    'arrayMin([nan, nan])',
    "arrayReduce('quantileExactInclusive(0.5)', [nan, 1, 3])",
    'arrayUniq([nan, nan])',
    'arrayEnumerateUniq([nan, nan])',
    'indexOf([nan], nan)',
    'arraySum([nan, 1])',
    'round(nan, 6)',
    'floor(nan)',
    'positiveModulo(nan, 24)',
  ],
  'infinity and zeros of two signs': [
    '1 / 0',
    '-1 / 0',
    'isNaN(1 / 0)',
    'arraySum([1e308, 1e308])',
    'arrayMax([1, 1 / 0])',
    'arraySort([1 / 0, -1 / 0, 0])',
    'arrayUniq([0., -0.])',
    'arrayEnumerateUniq([0., -0.])',
    'arrayMax([-0., 0.])',
    'arrayMax([0., -0.])',
    'arrayMin([0., -0.])',
    '0. = -0.',
    'round(-0.3, 0)',
    'floor(-0.)',
  ],
  numbers: [
    'intDiv(7, 2)',
    'intDiv(-7, 2)',
    'intDiv(-1, 86400000)',
    'positiveModulo(-7, 24)',
    'positiveModulo(31, 24)',
    'positiveModulo(-0.25, 24)',
    'floor(-1.5)',
    'toInt64(floor(-1 / 86400000)) + 3',
    ...[0.5, 1.5, 2.5, -0.5, -1.5, 0.3, -0.7, 12.3456785, 23.9999999, 1e-9].flatMap((value) => [
      `round(${value < 0 ? `(${value})` : value}, 0)`,
      `round(${value < 0 ? `(${value})` : value}, 6)`,
    ]),
    'round(atan2(sin(1.25), cos(1.25)) * 12 / pi(), 6)',
    'greatest(0, least(1, 1.5))',
    'greatest(0, least(1, -0.5))',
    'toFloat64(3)',
  ],
  texts: ["'a' < 'b'", "'ä' > 'z'", "'\u{1f600}' > '\uffff'", "'a' = 'a'", "'it\\'s' != 'its'", "'B' >= 'a'"],
  arrays: [
    '[1, 2, 3][1]',
    '[1, 2, 3][-1]',
    'length([1, 2])',
    'empty([1])',
    'indexOf([3, 1, 1], 1)',
    'indexOf([3, 1, 1], 2)',
    'arrayConcat([1], [2, 3], [4])',
    'arrayReverse([1, 2, 3])',
    'arrayPushBack([1], 2)',
    'arrayPopFront([1, 2])',
    'arrayShiftLeft([1, 2, 3], 1, 9)',
    'arrayShiftLeft([1], 2, 9)',
    'arrayDifference([5, 7, 4])',
    'arraySort([3, 1, 2])',
    "arraySort(['b', 'ä', 'a', 'B'])",
    "arraySort([(2, 'a'), (1, 'b'), (1, 'a')])",
    'arraySum([0.1, 0.2, 0.3, 1e16, -1e16])',
    'arrayMax([1.5, -2])',
    "arrayMin(['b', 'a'])",
    'arrayUniq([1, 2, 1])',
    "arrayUniq(['a', 'b'])",
    "arrayEnumerateUniq(['a', 'b', 'a', 'a'])",
    "[(1, 'a'), (2, 'b')].2",
    "[(1, 'a'), (2, 'b')][-1].1",
    "(1, 'a').2",
    "arrayReduce('quantileExactInclusive(0.5)', [1, 2, 10])",
    "arrayReduce('quantileExactInclusive(0.5)', [4, 1, 2, 10])",
    "arrayReduce('quantileExactInclusive(0.5)', [4])",
  ],
  lambdas: [
    'arrayMap(x -> x * 2, [1, 2])',
    'arrayMap(x -> arraySum(x) / length(x), [[1, 2], [3]])',
    'arrayFilter(x -> x > 1, [1, 2, 3])',
    'arrayFilter((x, y) -> x > y, [1, 2, 3], [2, 1, 3])',
    'arrayFilter(x -> NULL, [1, 2])',
    'arrayCount(x -> x > 1 OR x < 0, [1, 2, -3])',
    'arraySum(x -> if(x <= 2, x, 0), [1, 2, 3])',
    'arraySort(x -> (-x, x), [1, 3, 2])[1]',
    "arraySort(x -> 0, ['b', 'a'])",
    'arrayFirstOrNull(x -> x > 1, [1, 2, 3])',
    'arrayFirstOrNull(x -> x > 5, [1, 2, 3])',
    'arrayFold((seen, x) -> arrayPushBack(seen, toInt64(x + seen[-1])), [1, 2, 3], [toInt64(0)])',
    'arrayMap(x -> arrayMap(y -> x + y, [10, 20]), [1, 2])',
    'arrayMap(x -> arraySum(arrayMap(x -> x + 1, [x, x])), [1, 2])',
  ],
}

describe('expressions that are evaluated in this process', () => {
  for (const [about, own] of Object.entries(expressions)) {
    it(`have the values that the engine gives them: ${about}`, async () => {
      const wanted = await inEngine(own)
      own.forEach((sql, index) => expect(here(sql), sql).toEqual(wanted[index]))
    })
  }

  it('hold any text and any name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(parseExpression(literal(text))).toEqual({ kind: 'constant', value: text })
        expect(parseExpression(identifier(text))).toEqual({ kind: 'name', name: text })
      }),
      { seed: 1 },
    )
  })

  it('hold any number as it is written', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(here(`(${value})`)).toBe(value === 0 ? here('0') : value)
      }),
      { seed: 1 },
    )
  })

  it('order texts by their bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        expect(Math.sign(compareTexts(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)))
      }),
      { seed: 1 },
    )
  })

  it.each([
    ['a function that only the engine has', "toFloat64OrNull('1')"],
    ['a name that nothing has', 'nobody + 1'],
    ['half an expression', '1 +'],
    ['more than an expression', '1 2'],
    ['a function of objects', 'constructor(1)'],
    ['a lambda where none is taken', 'length(x -> x)'],
    ['an operator that no feature has', '1 % 2'],
    ['a call without its end', 'length([1]'],
  ])('refuse %s', (_, sql) => {
    expect(() => here(sql)).toThrow(NotUnderstood)
  })
})
