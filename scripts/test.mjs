/**
 * `npm test`: everything that decides whether this checkout is good, on a machine with nothing but Node. It goes
 * on to the end, so that one run shows all that is wrong, and ends with a line that counts the tests.
 *
 * `npm test -- --only NAME` runs the one check of that name after install and build.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { build } from './build.mjs'
import { install } from './install.mjs'
import { step, tool } from './steps.mjs'

// Longest first, since they run two at a time.
const checks = {
  lint: () => tool('eslint/bin/eslint.js', ['.', '--max-warnings', '0']),
  types: () => tool('typescript/bin/tsc', ['--noEmit', '-p', 'tsconfig.json']),
  format: () => tool('prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.']),
  structure: () =>
    tool('dependency-cruiser/bin/dependency-cruise.mjs', ['--config', '.dependency-cruiser.cjs', 'src']),
  unused: () => tool('knip/bin/knip.js', ['--no-progress']),
}

const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : undefined
if (only !== undefined && only !== 'tests' && !(only in checks)) {
  console.error(`no check is called "${only}"; there are: ${[...Object.keys(checks), 'tests'].join(', ')}`)
  process.exit(2)
}

// Nothing after these can say anything true when they fail.
if (!(await step('install', install)) || !(await step('build', build))) process.exit(1)

const outcomes = await runChecks(Object.entries(checks).filter(([name]) => (only ?? name) === name))
if (only === undefined || only === 'tests') outcomes.push(['tests', await runTests()])

const failures = outcomes.filter(([, good]) => !good).map(([name]) => name)
if (failures.length > 0) console.log(`failed: ${failures.join(', ')}`)
process.exitCode = failures.length === 0 ? 0 : 1

/** Runs two at a time: each uses one core. @returns for each its name and whether it went well */
async function runChecks(wanted) {
  const waiting = wanted.values()
  const lane = async () => {
    const done = []
    for (const [name, check] of waiting) done.push([name, await step(name, check)])
    return done
  }
  return (await Promise.all([lane(), lane()])).flat()
}

/** Runs vitest in sight, then says its counts in one plain line that a script can read. */
async function runTests() {
  const folder = await mkdtemp(join(tmpdir(), 'foretell-tests-'))
  const report = join(folder, 'report.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const good = await step('tests', () => tool('vitest/vitest.mjs', ['run', ...reporters], { shown: true }))
  const counts = await readFile(report, 'utf8').then(JSON.parse, () => undefined)
  await rm(folder, { recursive: true, force: true })
  if (counts === undefined) return false
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = counts
  // A file that did not even load holds no tests that could fail: it counts as one.
  const unloaded = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length
  const skipped = numPendingTests + numTodoTests
  console.log(`tests: ${numPassedTests} passed, ${numFailedTests + unloaded} failed, ${skipped} skipped`)
  return good
}
