/** What a network looks like. */
export interface NetworkShape {
  /** Numbers of the first layer that are given as they are. */
  readonly numbers: number
  /** The embedding tables whose rows follow them. */
  readonly tables: readonly { readonly levels: number; readonly size: number }[]
  /** Units of the hidden layers, at least 1 each. */
  readonly hidden: readonly number[]
  readonly outputs: number
}

/** Width of the input, of each hidden layer and of the output. */
export function layerWidths({ numbers, tables, hidden, outputs }: NetworkShape): number[] {
  return [tables.reduce((sum, { size }) => sum + size, numbers), ...hidden, outputs]
}

export function parameterCount(shape: NetworkShape): number {
  const widths = layerWidths(shape)
  const ofTables = shape.tables.reduce((sum, { levels, size }) => sum + levels * size, 0)
  return widths.slice(1).reduce((sum, outputs, layer) => sum + outputs * (widths[layer] + 1), ofTables)
}
