import { connect } from 'node:net'
import { once } from 'node:events'

const HEAD_END = Buffer.from('\r\n\r\n')

/**
 * One connection that sends one request at a time and reads the answer's status and body: HTTP/1.1 as far as a load
 * needs it, since Node's own client costs as much as the servers that are measured. Answers must say how long they
 * are.
 */
export class Connection {
  #socket
  #rest = Buffer.alloc(0)
  #answered
  #failed

  static async open(host, port) {
    const socket = connect({ host, port, noDelay: true })
    await once(socket, 'connect')
    return new Connection(socket)
  }

  constructor(socket) {
    this.#socket = socket
    socket.on('data', (chunk) => this.#read(chunk))
    socket.on('error', (error) => this.#fail(error))
    socket.on('close', () => this.#fail(new Error('the server closed the connection')))
  }

  /**
   * @param {Buffer} request head and body
   * @returns {Promise<{ status: number, body: Buffer }>}
   */
  send(request) {
    return new Promise((resolve, reject) => {
      this.#answered = resolve
      this.#failed = reject
      this.#socket.write(request)
    })
  }

  close() {
    this.#socket.removeAllListeners('close')
    this.#socket.destroy()
  }

  #read(chunk) {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    const headEnd = bytes.indexOf(HEAD_END)
    if (headEnd < 0) return this.#keep(bytes)
    const head = bytes.latin1Slice(0, headEnd)
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)
    if (length === null) return this.#fail(new Error(`an answer without its length:\n${head}`))
    const end = headEnd + HEAD_END.length + Number(length[1])
    if (bytes.length < end) return this.#keep(bytes)
    this.#rest = bytes.subarray(end)
    this.#answered?.({
      status: Number(head.slice(9, 12)),
      body: bytes.subarray(headEnd + HEAD_END.length, end),
    })
  }

  #keep(bytes) {
    this.#rest = bytes
  }

  #fail(error) {
    this.#failed?.(error)
  }
}
