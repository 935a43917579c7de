import type { Token } from '../tokens.js'
import { StatementRefused } from './failure.js'
import { isWord, type Statement } from './statement.js'

/**
 * What the host runs. The embedded engine has no users and no rights: what it is given, it does, with the
 * rights of whoever started it, and it can read and write every file of the machine and call any address. So
 * the host allows what Foretell needs and nothing else:
 * - one statement at a time;
 * - of the verbs below;
 * - table functions that neither read files nor call anybody, except `file()` on the very paths that the
 *   calling code vouched for (`FilePermit`);
 * - tables that live in the warehouse.
 *
 * It is a second fence. The first is that no text of a user's configuration becomes part of a statement
 * except as a bound parameter, a quoted name or a quoted string.
 */
export interface Policy {
  /** Names of the engine's table functions, in lower case, as it lists them. */
  readonly tableFunctions: ReadonlySet<string>
}

/** The files that the code which sent the statement lets it read; empty unless it proved who it is. */
export type FilePermit = ReadonlySet<string>

const verbs = new Set(
  (
    'SELECT WITH INSERT CREATE ALTER DROP TRUNCATE RENAME EXCHANGE OPTIMIZE DELETE UPDATE ' +
    'SHOW DESCRIBE DESC EXISTS EXPLAIN CHECK KILL'
  ).split(' '),
)

const creatable = new Set(['TABLE', 'TEMPORARY', 'VIEW', 'MATERIALIZED', 'DATABASE', 'OR'])

const harmlessFunctions = new Set(
  (
    'numbers numbers_mt zeros zeros_mt primes generateseries generate_series generaterandom values null view ' +
    'viewifpermitted viewexplain input format merge mergetreeindex dictionary'
  ).split(' '),
)

const harmlessEngines =
  /^(\w*MergeTree|Memory|Null|View|MaterializedView|Log|TinyLog|StripeLog|Set|Join|Atomic)$/i

/** @throws StatementRefused with what is wrong, in words for the one who wrote the statement */
export function checkStatement(
  statement: Statement,
  parameters: Readonly<Record<string, string>>,
  policy: Policy,
  permit: FilePermit,
): void {
  checkShape(statement)
  checkVerb(statement)
  statement.tokens.forEach((token, index) => {
    checkFileClause(token)
    checkFunction(statement.tokens, index, policy, permit)
    checkEngine(statement, index)
    checkParameter(statement.tokens, index, parameters)
  })
}

function checkShape({ tokens }: Statement): void {
  if (tokens.length === 0) throw new StatementRefused('Empty query', 62, 'SYNTAX_ERROR')
  const unknown = tokens.find((token) => token.kind === 'unknown')
  if (unknown !== undefined) {
    throw new StatementRefused(
      `Unexpected character or quote without an end at position ${unknown.start + 1}`,
      62,
      'SYNTAX_ERROR',
    )
  }
  if (tokens.some((token) => token.text === ';')) {
    throw new StatementRefused('Expected one statement, got several separated by semicolons')
  }
}

function checkVerb({ verb, tokens }: Statement): void {
  if (!verbs.has(verb)) throw new StatementRefused(`Statements that begin with "${verb}" are not run`)
  if (verb !== 'CREATE') return
  const kind = tokens[1]?.text.toUpperCase() ?? ''
  if (!creatable.has(kind)) throw new StatementRefused(`CREATE ${kind} is not run`)
}

function checkFileClause(token: Token): void {
  if (isWord(token, 'OUTFILE') || isWord(token, 'INFILE')) {
    throw new StatementRefused(`${token.text.toUpperCase()} reads or writes files of this machine`)
  }
}

function checkFunction(tokens: readonly Token[], index: number, policy: Policy, permit: FilePermit): void {
  const name = nameOf(tokens[index])?.toLowerCase()
  if (name === undefined || tokens[index + 1]?.text !== '(') return
  if (!policy.tableFunctions.has(name) || harmlessFunctions.has(name)) return
  const [path, after] = tokens.slice(index + 2, index + 4)
  const whole = after?.text === ',' || after?.text === ')'
  if (name === 'file' && path?.kind === 'string' && whole && permit.has(unquoted(path.text))) return
  throw new StatementRefused(
    name === 'file'
      ? `file() may read only the files given in the statement's option "files", and ${path?.text ?? 'nothing'} is not one of them`
      : `${name}() reads from outside the warehouse`,
  )
}

function checkEngine({ verb, tokens }: Statement, index: number): void {
  if (verb !== 'CREATE' || !isWord(tokens[index], 'ENGINE')) return
  const name = tokens[index + 1]?.text === '=' ? tokens[index + 2] : tokens[index + 1]
  if (name !== undefined && !harmlessEngines.test(nameOf(name) ?? '')) {
    throw new StatementRefused(`Tables of engine ${name.text} live outside the warehouse`)
  }
}

/**
 * A session remembers what was bound before, so a placeholder without a value would quietly get an old one.
 */
function checkParameter(
  tokens: readonly Token[],
  index: number,
  parameters: Readonly<Record<string, string>>,
): void {
  const [brace, name, colon] = tokens.slice(index, index + 3)
  if (brace?.text !== '{' || name?.kind !== 'word' || colon?.text !== ':') return
  if (!Object.hasOwn(parameters, name.text)) {
    throw new StatementRefused(`Substitution \`${name.text}\` is not set`, 456, 'UNKNOWN_QUERY_PARAMETER')
  }
}

function nameOf(token: Token): string | undefined {
  if (token.kind === 'word') return token.text
  return token.kind === 'quoted' ? unquoted(token.text) : undefined
}

/** The text of a quoted token. Escapes other than of the quote and the backslash are left as they stand. */
function unquoted(text: string): string {
  const quote = text[0]
  return text
    .slice(1, -1)
    .replace(/\\([\s\S])/g, (escape, character: string) =>
      character === quote || character === '\\' ? character : escape,
    )
    .replaceAll(quote + quote, quote)
}
