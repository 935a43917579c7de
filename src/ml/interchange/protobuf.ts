/**
 * Writes the wire format of protocol buffers (protobuf.dev/programming-guides/encoding), as little of it as ONNX
 * takes. Fields are told by number; what is written later comes later.
 */
export class Protobuf {
  readonly #parts: Uint8Array[] = []

  /** A whole number of at least 0. */
  integer(field: number, value: number): this {
    return this.#put(varint(field * 8), varint(value))
  }

  float(field: number, value: number): this {
    const bytes = new Uint8Array(4)
    new DataView(bytes.buffer).setFloat32(0, value, true)
    return this.#put(varint(field * 8 + 5), bytes)
  }

  text(field: number, text: string): this {
    return this.bytes(field, new TextEncoder().encode(text))
  }

  message(field: number, message: Protobuf): this {
    return this.bytes(field, message.whole())
  }

  bytes(field: number, bytes: Uint8Array): this {
    return this.#put(varint(field * 8 + 2), varint(bytes.length), bytes)
  }

  /** A list of whole numbers of at least 0, packed. */
  integers(field: number, values: readonly number[]): this {
    return this.bytes(field, joined(values.map(varint)))
  }

  /** A list of numbers of single precision, packed. */
  floats(field: number, values: readonly number[]): this {
    return this.bytes(field, numberBytes(values, 4))
  }

  whole(): Uint8Array {
    return joined(this.#parts)
  }

  #put(...parts: Uint8Array[]): this {
    this.#parts.push(...parts)
    return this
  }
}

/** Numbers in little-endian order, of 4 or 8 bytes each. */
export function numberBytes(values: readonly number[], size: 4 | 8): Uint8Array {
  const bytes = new Uint8Array(size * values.length)
  const view = new DataView(bytes.buffer)
  values.forEach((value, i) => {
    if (size === 4) view.setFloat32(4 * i, value, true)
    else view.setFloat64(8 * i, value, true)
  })
  return bytes
}

/** Seven bits a byte, the lowest first. */
function varint(value: number): Uint8Array {
  const bytes: number[] = []
  let rest = value
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128)
  bytes.push(rest)
  return Uint8Array.from(bytes)
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
