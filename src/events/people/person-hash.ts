import { hash, randomBytes } from 'node:crypto'

import type { Project } from '../../warehouse/project.js'
import type { Hash64 } from './hash-set.js'

/**
 * How a person is known who must not be known: hex of the SHA-256 of a salt of this warehouse, the kind of entity,
 * and the id. Whoever has the warehouse and guesses the id can tell that it is the one; nobody can read it off.
 */
export class PersonHash {
  constructor(readonly salt: string) {}

  of(entity: string, id: string): string {
    return hash('sha256', `${this.salt}\0${entity}\0${id}`, 'hex')
  }

  /** SQL of the same, of an expression of the id; needs the parameters `person_salt` and `person_entity`. */
  sql(id: string): string {
    return `lower(hex(SHA256(concat({person_salt:String}, '\\0', {person_entity:String}, '\\0', ${id}))))`
  }

  parameters(entity: string): Readonly<Record<string, string>> {
    return { person_salt: this.salt, person_entity: entity }
  }
}

/** The first 64 bits of a hash. */
export function headOf(person: string): Hash64 {
  return { high: parseInt(person.slice(0, 8), 16), low: parseInt(person.slice(8, 16), 16) }
}

/** The warehouse's salt, which is made when it is first asked for. */
export async function personHash({ warehouse, signal }: Project): Promise<PersonHash> {
  const known = (): Promise<{ salt: string }[]> =>
    warehouse.rows<{ salt: string }>('SELECT salt FROM person_salts ORDER BY created_at, salt LIMIT 1', {
      signal,
    })
  const [first] = await known()
  if (first !== undefined) return new PersonHash(first.salt)
  await warehouse.insert('person_salts', [{ salt: randomBytes(32).toString('hex') }])
  // Another process may have made one at the same time; all take the first.
  const [{ salt }] = await known()
  return new PersonHash(salt)
}
