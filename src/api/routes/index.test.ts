import { expect, it } from 'vitest'

import { addressWords } from '../../config/vocabulary.js'
import { routes } from './index.js'

/** Words in place of which another route of the same method takes the name of a prediction. */
function wordsInPlaceOfPredictions(): ReadonlySet<string> {
  const addresses = routes.flatMap(({ method, path, aliases = [] }) =>
    [path, ...aliases].map((address) => ({ method, parts: address.split('/') })),
  )
  const named = addresses.flatMap(({ method, parts }) =>
    parts.flatMap((part, index) =>
      part === ':prediction' || part === ':model' ? [{ method, parts, index }] : [],
    ),
  )
  const words = named.flatMap((pattern) =>
    addresses
      .filter(({ method, parts }) => method === pattern.method && parts.length === pattern.parts.length)
      .filter(({ parts }) =>
        pattern.parts.every((part, index) => part.startsWith(':') || part === parts[index]),
      )
      .map(({ parts }) => parts[pattern.index])
      .filter((word) => !word.startsWith(':')),
  )
  expect(named.length).toBeGreaterThan(5)
  return new Set(words)
}

it('no address of the server stands in the way of a prediction of an allowed name', () => {
  expect(wordsInPlaceOfPredictions()).toEqual(addressWords)
})
