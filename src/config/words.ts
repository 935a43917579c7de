/** A noun in both numbers. */
export interface Noun {
  readonly one: string
  readonly many: string
}

const particles = new Set(['up', 'in', 'out', 'off', 'on', 'to', 'of', 'for', 'from', 'by', 'with', 'at'])

/** `feature_use`, `featureUse` and `Feature Use` are all "feature use"; words in capitals stay: "NPS score". */
export function humanise(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[_\-.\s]+/g, ' ')
    .trim()
    .split(' ')
    .map((word) => (/^[A-Z0-9]{2,}$/.test(word) ? word : word.toLowerCase()))
    .join(' ')
}

/** "customers", "companies", "boxes". */
export function plural(noun: string): string {
  if (/person$/i.test(noun)) return noun.replace(/person$/i, 'people')
  if (/[^aeiou]y$/i.test(noun)) return `${noun.slice(0, -1)}ies`
  return /(s|x|z|ch|sh)$/i.test(noun) ? `${noun}es` : `${noun}s`
}

/**
 * The name of an event as a noun: "login", "logins". Names that are no nouns ("order_completed",
 * "answer_to_question") are quoted: `"order completed" event`.
 */
export function eventNoun(name: string): Noun {
  const text = humanise(name)
  const words = text.split(' ')
  const last = words.at(-1) ?? ''
  const isNoun = !/[^e]ed$/.test(last) && !words.some((word) => particles.has(word)) && /\p{L}$/u.test(last)
  if (!isNoun) return { one: `"${text}" event`, many: `"${text}" events` }
  if (/[^suia]s$/.test(last)) return { one: text.slice(0, -1), many: text }
  return { one: text, many: plural(text) }
}

/** "30 days", "1 hour"; a length as it is written in a configuration. */
export function durationWords(duration: string): string {
  const units: Readonly<Record<string, string>> = { m: 'minute', h: 'hour', d: 'day', w: 'week' }
  const amount = Number.parseInt(duration, 10)
  return counted(amount, units[duration.slice(-1)] ?? 'unit')
}

/** "1 login", "2 logins". */
export function counted(amount: number, noun: string | Noun): string {
  const { one, many } = typeof noun === 'string' ? { one: noun, many: plural(noun) } : noun
  return `${amount.toLocaleString('en')} ${amount === 1 ? one : many}`
}

/** "a", "a or b", "a, b or c". */
export function joined(parts: readonly string[], word: 'and' | 'or'): string {
  const head = parts.slice(0, -1)
  const tail = parts.at(-1) ?? ''
  return head.length === 0 ? tail : `${head.join(', ')} ${word} ${tail}`
}

/** "a login", "an amount". */
export function withArticle(text: string): string {
  return `${/^[aeiou]/i.test(text) ? 'an' : 'a'} ${text}`
}
