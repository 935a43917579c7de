import { hash } from 'node:crypto'

/**
 * The identity of a message: 128 bits as 32 hexadecimal digits. Of the same parts it is the same on every machine.
 * @param parts what identifies the message; no two lists of parts give the same text
 */
export function messageIdOf(parts: readonly string[]): string {
  return hash('sha256', JSON.stringify(parts), 'hex').slice(0, 32)
}

/** As the warehouse writes a UInt128: in decimal digits. */
export function decimalOf(messageId: string): string {
  return BigInt(`0x${messageId}`).toString()
}
