import { boostingParameters, expectedValue } from './parameters.js'

/** The table of `docs/ml/boosting.md`, as the declarations have it: one line a parameter, without padding. */
export function parameterTable(): string[] {
  return Object.entries(boostingParameters).map(
    ([name, parameter]) =>
      `| \`${name}\` | ${parameter.default} | ${expectedValue(parameter)} | ${parameter.description} |`,
  )
}
