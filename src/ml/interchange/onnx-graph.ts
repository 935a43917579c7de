import { numberBytes, Protobuf } from './protobuf.js'

/** Numbers of the fields are those of `onnx/onnx.proto` (IR version 8). */
const IR_VERSION = 8
/** Of the operators that are no trees. */
const OPERATORS = 17

/** Element types: `TensorProto.DataType`. */
export const elements = { float: 1, uint8: 2, bool: 9, double: 11 } as const
export type Element = keyof typeof elements

/** An attribute of an operator. */
export type Attribute =
  | { readonly kind: 'integer'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'integers' | 'floats'; readonly values: readonly number[] }
  | { readonly kind: 'texts'; readonly values: readonly string[] }
  | { readonly kind: 'tensor'; readonly element: Element; readonly values: readonly number[] }

/** A graph in the making: operators in the order they run. */
export class OnnxGraph {
  readonly #nodes: Protobuf[] = []
  readonly #constants: Protobuf[] = []

  /** Adds an operator with one output and returns the output's name, which is `as` or made up. */
  apply(
    operator: string,
    inputs: readonly string[],
    {
      as = `${operator}_${this.#nodes.length}`,
      domain = '',
      attributes = {},
    }: { as?: string; domain?: string; attributes?: Readonly<Record<string, Attribute>> } = {},
  ): string {
    const node = new Protobuf()
    for (const input of inputs) node.text(1, input)
    node.text(2, as).text(4, operator)
    for (const [name, attribute] of Object.entries(attributes))
      node.message(5, attributeMessage(name, attribute))
    this.#nodes.push(node.text(7, domain))
    return as
  }

  /** Adds a constant and returns its name. */
  constant(element: Element, shape: readonly number[], values: readonly number[]): string {
    const name = `constant_${this.#constants.length}`
    this.#constants.push(tensor(element, shape, values).text(8, name))
    return name
  }

  /**
   * The whole file.
   * @param treeOperators version of the domain `ai.onnx.ml`
   */
  file(parts: {
    readonly treeOperators: number
    readonly input: OnnxValue
    readonly outputs: readonly OnnxValue[]
    readonly metadata: Readonly<Record<string, string>>
  }): Uint8Array {
    const graph = new Protobuf()
    for (const node of this.#nodes) graph.message(1, node)
    graph.text(2, 'foretell')
    for (const constant of this.#constants) graph.message(5, constant)
    graph.message(11, valueMessage(parts.input))
    for (const output of parts.outputs) graph.message(12, valueMessage(output))
    const model = new Protobuf().integer(1, IR_VERSION).text(2, 'foretell').message(7, graph)
    model.message(8, new Protobuf().text(1, '').integer(2, OPERATORS))
    model.message(8, new Protobuf().text(1, 'ai.onnx.ml').integer(2, parts.treeOperators))
    for (const [key, value] of Object.entries(parts.metadata)) {
      model.message(14, new Protobuf().text(1, key).text(2, value))
    }
    return model.whole()
  }
}

/** A tensor of any number of rows. */
export interface OnnxValue {
  readonly name: string
  readonly element: Element
  readonly width: number
}

function valueMessage({ name, element, width }: OnnxValue): Protobuf {
  const shape = new Protobuf()
    .message(1, new Protobuf().text(2, 'rows'))
    .message(1, new Protobuf().integer(1, width))
  const type = new Protobuf().integer(1, elements[element]).message(2, shape)
  return new Protobuf().text(1, name).message(2, new Protobuf().message(1, type))
}

function tensor(element: Element, shape: readonly number[], values: readonly number[]): Protobuf {
  const bytes =
    element === 'float' || element === 'double'
      ? numberBytes(values, element === 'float' ? 4 : 8)
      : Uint8Array.from(values)
  return new Protobuf().integers(1, shape).integer(2, elements[element]).bytes(9, bytes)
}

/** `AttributeProto`: the field of the value, then its type. */
function attributeMessage(name: string, attribute: Attribute): Protobuf {
  const message = new Protobuf().text(1, name)
  switch (attribute.kind) {
    case 'integer':
      return message.integer(3, attribute.value).integer(20, 2)
    case 'text':
      return message.text(4, attribute.value).integer(20, 3)
    case 'tensor':
      return message
        .message(5, tensor(attribute.element, [attribute.values.length], attribute.values))
        .integer(20, 4)
    case 'floats':
      return message.floats(7, attribute.values).integer(20, 6)
    case 'integers':
      return message.integers(8, attribute.values).integer(20, 7)
    case 'texts':
      for (const text of attribute.values) message.text(9, text)
      return message.integer(20, 8)
  }
}
