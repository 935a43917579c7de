import { type Token, tokens } from '../../warehouse/tokens.js'

/** An expression as the compiler of features writes it. Operators are calls by the engine's names for them. */
export type Expression =
  | { readonly kind: 'constant'; readonly value: number | string | null }
  /** A column, or the parameter of a lambda. */
  | { readonly kind: 'name'; readonly name: string }
  /** `{anchor:Int64}` */
  | { readonly kind: 'parameter'; readonly name: string }
  | { readonly kind: 'call'; readonly name: string; readonly parts: readonly Expression[] }
  | { readonly kind: 'lambda'; readonly names: readonly string[]; readonly body: Expression }

/** Not an expression that is understood here; the engine may well understand it. */
export class NotUnderstood extends Error {}

/**
 * Reads an expression of the engine's SQL: constants, names, `{parameters}`, calls, lambdas, arrays, tuples, their
 * elements, and the operators `OR AND NOT`, comparisons, `[NOT] IN`, `+ - * /`, in the engine's order of precedence.
 * @throws NotUnderstood for anything else
 */
export function parseExpression(sql: string): Expression {
  const reader = new Reader(sql)
  const expression = reader.expression()
  reader.end()
  return expression
}

const comparisons: Readonly<Record<string, string>> = {
  '=': 'equals',
  '!=': 'notEquals',
  '<': 'less',
  '>': 'greater',
  '<=': 'lessOrEquals',
  '>=': 'greaterOrEquals',
}

const escapes: Readonly<Record<string, string>> = { n: '\n', '0': '\0' }

class Reader {
  readonly #sql: string
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(sql: string) {
    this.#sql = sql
    this.#tokens = tokens(sql)
  }

  end(): void {
    if (this.#at < this.#tokens.length) throw this.#unexpected()
  }

  expression(): Expression {
    return this.#lambda() ?? this.#joined('OR', 'or', () => this.#conjunction())
  }

  #conjunction(): Expression {
    return this.#joined('AND', 'and', () => this.#negation())
  }

  #negation(): Expression {
    return this.#word('NOT') ? call('not', this.#negation()) : this.#comparison()
  }

  #comparison(): Expression {
    const left = this.#sum()
    if (this.#word('IN')) return call('in', left, ...this.#list('(', ')'))
    if (this.#word('NOT')) {
      if (!this.#word('IN')) throw this.#unexpected()
      return call('not', call('in', left, ...this.#list('(', ')')))
    }
    // The longer ones first.
    const operator = ['!=', '<=', '>=', '=', '<', '>'].find((signs) => this.#signs(signs))
    return operator === undefined ? left : call(comparisons[operator], left, this.#sum())
  }

  #sum(): Expression {
    let left = this.#product()
    for (;;) {
      if (this.#signs('+')) left = call('plus', left, this.#product())
      else if (!this.#isSigns('->') && this.#signs('-')) left = call('minus', left, this.#product())
      else return left
    }
  }

  #product(): Expression {
    let left = this.#unary()
    for (;;) {
      if (this.#signs('*')) left = call('multiply', left, this.#unary())
      else if (this.#signs('/')) left = call('divide', left, this.#unary())
      else return left
    }
  }

  #unary(): Expression {
    if (!this.#signs('-')) return this.#postfix()
    const of = this.#unary()
    return of.kind === 'constant' && typeof of.value === 'number' ? constant(-of.value) : call('negate', of)
  }

  /** `a[1]`, `a.2`, one after the other. */
  #postfix(): Expression {
    let of = this.#primary()
    for (;;) {
      if (this.#isSigns('[')) of = call('arrayElement', of, ...this.#list('[', ']'))
      else if (this.#signs('.')) of = call('tupleElement', of, constant(Number(this.#take('number').text)))
      else return of
    }
  }

  #primary(): Expression {
    const token = this.#tokens.at(this.#at)
    switch (token?.kind) {
      case 'number':
        return this.#number()
      case 'string':
        this.#at++
        return constant(unquoted(token.text))
      case 'quoted':
        this.#at++
        return { kind: 'name', name: unquoted(token.text) }
      case 'word':
        this.#at++
        return this.#named(token.text)
      default:
        return this.#bracketed()
    }
  }

  #named(word: string): Expression {
    if (this.#isSigns('(')) return call(word, ...this.#list('(', ')'))
    if (word === 'NULL') return constant(null)
    if (word === 'nan') return constant(NaN)
    return { kind: 'name', name: word }
  }

  #bracketed(): Expression {
    if (this.#isSigns('[')) return call('array', ...this.#list('[', ']'))
    if (this.#signs('{')) return this.#parameter()
    const [first, ...more] = this.#list('(', ')')
    if (first === undefined) throw this.#unexpected()
    return more.length === 0 ? first : call('tuple', first, ...more)
  }

  #parameter(): Expression {
    const { text } = this.#take('word')
    if (!this.#signs(':')) throw this.#unexpected()
    this.#take('word')
    if (!this.#signs('}')) throw this.#unexpected()
    return { kind: 'parameter', name: text }
  }

  /** The lexer takes `1e-7` apart. */
  #number(): Expression {
    let { text } = this.#take('number')
    if (/e$/i.test(text)) {
      const sign = ['-', '+'].find((each) => this.#signs(each)) ?? ''
      text += sign + this.#take('number').text
    }
    const value = Number(text)
    if (Number.isNaN(value)) throw this.#unexpected()
    return constant(value)
  }

  /** `x -> ...`, `(x, y) -> ...`; undefined, and nothing read, where there is none. */
  #lambda(): Expression | undefined {
    const from = this.#at
    const names = this.#lambdaNames()
    if (names !== undefined && this.#signs('->')) return { kind: 'lambda', names, body: this.expression() }
    this.#at = from
    return undefined
  }

  #lambdaNames(): string[] | undefined {
    const bracketed = this.#signs('(')
    const names: string[] = []
    do {
      const token = this.#tokens.at(this.#at++)
      if (token?.kind !== 'word') return undefined
      names.push(token.text)
    } while (bracketed && this.#signs(','))
    return bracketed && !this.#signs(')') ? undefined : names
  }

  #list(open: string, close: string): Expression[] {
    if (!this.#signs(open)) throw this.#unexpected()
    const elements: Expression[] = []
    if (this.#signs(close)) return elements
    do elements.push(this.expression())
    while (this.#signs(','))
    if (!this.#signs(close)) throw this.#unexpected()
    return elements
  }

  #joined(word: string, name: string, operand: () => Expression): Expression {
    const operands = [operand()]
    while (this.#word(word)) operands.push(operand())
    return operands.length === 1 ? operands[0] : call(name, ...operands)
  }

  #word(word: string): boolean {
    const token = this.#tokens.at(this.#at)
    const found = token?.kind === 'word' && token.text === word
    if (found) this.#at++
    return found
  }

  #isSigns(signs: string): boolean {
    return [...signs].every((sign, index) => {
      const token = this.#tokens.at(this.#at + index)
      return token?.kind === 'sign' && token.text === sign
    })
  }

  #signs(signs: string): boolean {
    const found = this.#isSigns(signs)
    if (found) this.#at += signs.length
    return found
  }

  #take(kind: Token['kind']): Token {
    const token = this.#tokens.at(this.#at)
    if (token?.kind !== kind) throw this.#unexpected()
    this.#at++
    return token
  }

  #unexpected(): NotUnderstood {
    const token = this.#tokens.at(this.#at)
    const rest = token === undefined ? 'the end' : this.#sql.slice(token.start, token.start + 40)
    return new NotUnderstood(`${rest} is not understood in ${this.#sql}`)
  }
}

function call(name: string, ...parts: readonly Expression[]): Expression {
  return { kind: 'call', name, parts }
}

function constant(value: number | string | null): Expression {
  return { kind: 'constant', value }
}

/** What `identifier` and `literal` made of a text, and no more: a doubled quote is not understood. */
function unquoted(text: string): string {
  return text.slice(1, -1).replace(/\\([\s\S])/g, (_, character: string) => escapes[character] ?? character)
}
