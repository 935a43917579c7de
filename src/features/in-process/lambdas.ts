import { arrayIn, compareValues, type Evaluate, type Frame, isTrue, numberIn, type Value } from './value.js'

/** The body of a lambda, and the places of its parameters in the frame that the body is evaluated in. */
export interface Lambda {
  readonly places: readonly number[]
  readonly body: Evaluate
}

type Higher = (lambda: Lambda, arrays: readonly Evaluate[]) => Evaluate

/** The engine's functions that take a lambda first, by its names. Several arrays are walked side by side. */
export const lambdas: Readonly<Record<string, Higher>> = {
  arrayMap: walking((elements, results) => elements.map((_, index) => results[index])),
  arrayFilter: walking((elements, results) => elements.filter((_, index) => isTrue(results[index]))),
  arrayCount: walking((_, results) =>
    results.reduce<number>((count, result) => count + Number(isTrue(result)), 0),
  ),
  arraySum: walking((_, results) => results.reduce<number>((sum, result) => sum + numberIn(result), 0)),
  // Stable: equals keep their order.
  arraySort: walking((elements, results) =>
    elements
      .map((_, index) => index)
      .sort((a, b) => compareValues(results[a], results[b]))
      .map((index) => elements[index]),
  ),
  arrayFirstOrNull:
    ({ places: [place], body }, [array]) =>
    (frame) => {
      for (const element of arrayIn(array(frame))) {
        frame[place] = element
        if (isTrue(body(frame))) return element
      }
      return null
    },
  arrayFold:
    ({ places: [folded, place], body }, [array, start]) =>
    (frame) => {
      let value = start(frame)
      for (const element of arrayIn(array(frame))) {
        frame[folded] = value
        frame[place] = element
        value = body(frame)
      }
      return value
    },
}

/** @param finish makes the result of the first array's elements and of what the lambda says of each */
function walking(finish: (elements: readonly Value[], results: readonly Value[]) => Value): Higher {
  return ({ places, body }, arrays) => {
    if (arrays.length !== 1) return (frame) => finish(...walkSeveral(places, body, arrays, frame))
    const [[place], [array]] = [places, arrays]
    return (frame) => {
      const elements = arrayIn(array(frame))
      const results = new Array<Value>(elements.length)
      for (let index = 0; index < results.length; index++) {
        frame[place] = elements[index]
        results[index] = body(frame)
      }
      return finish(elements, results)
    }
  }
}

function walkSeveral(
  places: readonly number[],
  body: Evaluate,
  arrays: readonly Evaluate[],
  frame: Frame,
): [elements: readonly Value[], results: readonly Value[]] {
  const elements = arrays.map((array) => arrayIn(array(frame)))
  const [first] = elements
  const results = first.map((_, index) => {
    for (let array = 0; array < places.length; array++) frame[places[array]] = elements[array][index]
    return body(frame)
  })
  return [first, results]
}
