/** The declared type of a property, trait or column. */
export interface FieldType<Value = unknown> {
  readonly kind: 'number' | 'string' | 'boolean' | 'time'
  /** What one is one of: `USD`, `minutes`. Shown beside the value everywhere. */
  readonly unit?: string
  /** Only for inference: never set. */
  readonly value?: Value
}

export interface NumberOptions {
  readonly unit?: string
}

export function number(options: NumberOptions = {}): FieldType<number> {
  return { kind: 'number', ...options }
}
export function string(): FieldType<string> {
  return { kind: 'string' }
}
export function boolean(): FieldType<boolean> {
  return { kind: 'boolean' }
}
/** A moment, written in ISO 8601 or as Unix seconds or milliseconds. */
export function time(): FieldType<Date> {
  return { kind: 'time' }
}

export type Fields = Readonly<Record<string, FieldType>>

/** A property of an event, as expressions name it: `purchase.amount`. */
export interface PropertyReference<Value = unknown> {
  readonly event: string
  readonly property: string
  readonly type: FieldType<Value>
}

/** An event type. Its properties stand on it as members, beside `name` and `properties`. */
export interface EventReference {
  readonly name: string
  readonly properties: Fields
}

type References<F extends Fields> = {
  readonly [Key in keyof F]: PropertyReference<F[Key] extends FieldType<infer Value> ? Value : never>
}

/**
 * Declares an event type and its properties. A configuration is run without being compiled, so a property that
 * was never declared (`purchase.amuont`) must not be undefined and break whatever it is handed to: it is a
 * reference without a type, which `resolve` tells with the rest and with the name that was meant.
 * @param name as it stands in the data: `login`, `feature_use`
 * @throws RangeError when a property is called `name` or `properties`, which the declaration itself has
 */
export function event<F extends Fields>(name: string, properties: F): EventReference & References<F> {
  for (const reserved of ['name', 'properties']) {
    if (reserved in properties) {
      throw new RangeError(`event ${name}: a property cannot be called "${reserved}"; map it to another name`)
    }
  }
  const references = Object.fromEntries(
    Object.entries(properties).map(([property, type]) => [property, { event: name, property, type }]),
  ) as References<F>
  return new Proxy(
    { ...references, name, properties },
    {
      get: (declared, key) =>
        typeof key === 'symbol' || key in declared
          ? (Reflect.get(declared, key) as unknown)
          : { event: name, property: key },
    },
  )
}

/** Who predictions are about: a customer, an account. */
export interface EntityReference {
  readonly name: string
  readonly traits: Fields
}

export interface EntityOptions {
  /** What is known about one and changes slowly: plan, country. Known as of the anchor, like everything else. */
  readonly traits?: Fields
}

export function entity(name: string, { traits = {} }: EntityOptions = {}): EntityReference {
  return { name, traits }
}
