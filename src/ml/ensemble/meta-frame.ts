import type { Frame } from '../frame.js'

/**
 * What a meta learner sees: a column for each learner and output, of what it said before the link.
 * @param raw for each learner: rows x outputs, row after row
 */
export function metaFrame(names: readonly string[], raw: readonly Float64Array[], outputs: number): Frame {
  const rows = raw.length === 0 ? 0 : raw[0].length / outputs
  return {
    rows,
    columns: metaNames(names, outputs).map((name, at) => {
      const own = raw[Math.floor(at / outputs)]
      const output = at % outputs
      const values = new Float64Array(rows)
      for (let row = 0; row < rows; row++) values[row] = own[row * outputs + output]
      return { kind: 'numeric', name, values }
    }),
  }
}

export function metaNames(names: readonly string[], outputs: number): string[] {
  if (outputs === 1) return [...names]
  return names.flatMap((name) => Array.from({ length: outputs }, (_, output) => `${name}, class ${output}`))
}
