import type { components, operations as OperationTypes } from './api.gen.js'
import type { operations } from './operations.gen.js'

/** What a server can be asked: each is a method of the client. */
export type OperationName = keyof typeof operations & keyof OperationTypes

/** The named shapes of the API: `Schemas['Job']`. */
export type Schemas = components['schemas']

type Table = typeof operations

/** Parameters of the path and the query, in one object. */
type Parameters<Name extends OperationName> = Present<OperationTypes[Name]['parameters']['path']> &
  Present<OperationTypes[Name]['parameters']['query']>

/** A group that an operation has not is `never` or left out. */
type Present<Group> = [NonNullable<Group>] extends [never] ? unknown : NonNullable<Group>

type JsonBody<Name extends OperationName> = OperationTypes[Name] extends {
  readonly requestBody: { readonly content: { readonly 'application/json': infer Body } }
}
  ? Body
  : never

/** A body that is sent as it is. One that is a stream cannot be sent twice, so such a request is not repeated. */
type Bytes = string | Uint8Array<ArrayBuffer> | Blob | ReadableStream<Uint8Array<ArrayBuffer>>

type BodyInput<Name extends OperationName> = {
  readonly none: unknown
  readonly fields: JsonBody<Name>
  readonly whole: { readonly body: JsonBody<Name> }
  readonly bytes: { readonly body: Bytes }
}[Table[Name]['body']]

/**
 * What an operation takes: the parameters of its path and query and the fields of its body side by side; a body that
 * has no fields of its own, or some that are called like a parameter, as `body`.
 */
export type Input<Name extends OperationName> = Flat<Parameters<Name> & BodyInput<Name>>

/** One object in place of several, for readers; unions stay unions. */
type Flat<Fields> = Fields extends object ? { [Key in keyof Fields]: Fields[Key] } : Fields

type Success = 200 | 201 | 202 | 204

type JsonOf<Response> = Response extends { content: { readonly 'application/json': infer Body } }
  ? Body
  : undefined

/** What an operation resolves to: the parsed answer, or the response itself where that is not JSON alone. */
export type Answer<Name extends OperationName> = {
  readonly json: JsonAnswer<OperationTypes[Name]['responses']>
  readonly response: Response
}[Table[Name]['answer']]

type JsonAnswer<Responses> = {
  [Status in keyof Responses & Success]: JsonOf<Responses[Status]>
}[keyof Responses & Success]
