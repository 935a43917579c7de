import Type, { type TSchema } from 'typebox'

/** A value that is null where it is not known. */
export function nullable<Schema extends TSchema>(schema: Schema) {
  return Type.Union([schema, Type.Null()])
}

const named = (what: string) =>
  Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 200,
      description: `name of the prediction that says ${what}; without it, docs/segments.md says which`,
    }),
  )

/** Which predictions are meant by churn and value. */
export const subjectQuery = Type.Object(
  { churn: named('who will leave'), value: named('what they are worth') },
  { additionalProperties: false },
)
