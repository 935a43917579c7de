/** A table's or column's name, quoted so that any text can stand in a statement as a name. */
export function identifier(name: string): string {
  return `\`${escaped(name).replaceAll('`', '\\`')}\``
}

/** A text, quoted so that it can stand in a statement as a string literal. Bind a parameter where one can be. */
export function literal(text: string): string {
  return `'${escaped(text).replaceAll("'", "\\'")}'`
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\0', '\\0')
}
