import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'

import {
  isJson,
  type OpenApiDocument,
  type Operation,
  type Response,
} from '../../../src/api/openapi/document.js'
import type { RawAnswer } from './wire.js'

/** Judges answers by what the document says of them. */
export class Judge {
  readonly #ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: false })
  readonly #document: OpenApiDocument
  readonly #validators = new Map<string, ValidateFunction>()

  constructor(document: OpenApiDocument) {
    this.#document = document
    this.#ajv.addSchema({ $id: 'api:document', components: document.components })
  }

  /** @returns what is wrong with the answer; undefined when nothing is */
  verdict(operation: Operation, answer: RawAnswer): string | undefined {
    const { status, contentType, text } = answer
    if (status >= 500 && status !== 503) return `it answered ${status}`
    const response = this.#responseOf(operation, status)
    if (response === undefined) return `it answered ${status}, which is not described`
    if (response.content === undefined)
      return text === '' ? undefined : `${status} has a body, which is not described`
    const [type] = contentType.split(';')
    if (!Object.hasOwn(response.content, type))
      return `${status} came as "${contentType}", which is not described`
    return isJson(type)
      ? this.#jsonVerdict(operation, status, response.content[type].schema, text)
      : undefined
  }

  /** Of a request that is none of the operation's: another method, or a path that its values made another. */
  elsewhere({ status, contentType, text }: RawAnswer): string | undefined {
    if (status >= 500 && status !== 503) return `it answered ${status}`
    if (status < 400 || text === '') return undefined
    return isJson(contentType) ? undefined : `${status} came as "${contentType}"`
  }

  #responseOf({ responses }: Operation, status: number): Response | undefined {
    const found = responses[status] ?? responses[`${String(status)[0]}XX`]
    if (found === undefined || !('$ref' in found)) return found
    return this.#document.components.responses[found.$ref.slice('#/components/responses/'.length)]
  }

  #jsonVerdict({ operationId }: Operation, status: number, schema: object, text: string): string | undefined {
    const name = `${operationId} ${status}`
    const validate = this.#validators.get(name) ?? this.#ajv.compile(rooted(schema))
    this.#validators.set(name, validate)
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch {
      return `${status} is not JSON: ${text.slice(0, 200)}`
    }
    if (validate(value)) return undefined
    return `${status} is not as described: ${this.#ajv.errorsText(validate.errors)}: ${text.slice(0, 500)}`
  }
}

/** References to the document's own components, from wherever they stand. */
function rooted(schema: object): object {
  return JSON.parse(
    JSON.stringify(schema).replaceAll('"#/components/', '"api:document#/components/'),
  ) as object
}
