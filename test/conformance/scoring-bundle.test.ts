import { createContext, runInContext } from 'node:vm'
import { gzipSync } from 'node:zlib'

import { build } from 'esbuild'
import { beforeAll, describe, expect, it } from 'vitest'

import { ImportedModel } from '../../src/ml/interchange/imported-model.js'
import { randomCodings, randomEnsemble, randomFrame } from '../../src/ml/trees/random-ensemble.testing.js'
import { Random } from '../../src/shared/random.js'

/** What the page `docs/ml/scoring.md` says, and a little room for growth. */
const MOST_GZIPPED_BYTES = 28_000

/** `foretell/ml/scoring` as a page of the web would carry it. Fails when anything asks for a module of Node. */
async function bundle(): Promise<{ code: string; sources: string[] }> {
  const { outputFiles, metafile } = await build({
    entryPoints: ['src/ml/scoring.ts'],
    bundle: true,
    minify: true,
    platform: 'browser',
    format: 'iife',
    globalName: 'scoring',
    write: false,
    metafile: true,
  })
  return { code: outputFiles[0].text, sources: Object.keys(metafile.inputs) }
}

describe('the bundle for browsers', () => {
  let code = ''
  let sources: string[] = []
  beforeAll(async () => {
    ;({ code, sources } = await bundle())
  })

  it('is small', () => {
    const gzipped = gzipSync(code, { level: 9 }).length
    console.log(`foretell/ml/scoring: ${code.length} bytes minified, ${gzipped} gzipped`)
    expect(gzipped).toBeLessThan(MOST_GZIPPED_BYTES)
  })

  it('learns nothing', () => {
    const learning =
      /\/(growing|linear|neural|tune|metrics)\/|boosting\/(boosting|rounds)|generated\/(training|shared)/
    expect(sources.filter((source) => learning.test(source))).toEqual([])
  })

  it('predicts and explains where there is nothing of Node', () => {
    const random = new Random(12)
    const codings = randomCodings(random)
    const frame = randomFrame(random, codings, 300)
    const model = new ImportedModel({
      program: 'XGBoost',
      objective: 'binary:logistic',
      task: 'classification',
      link: { name: 'logistic', slope: 1 },
      ensemble: randomEnsemble(random, codings, { depth: 6, trees: 10, single: true }),
    })
    const json = JSON.stringify(model)
    // Of what browsers have beside the language itself, only this is asked for.
    const context = createContext({ atob, frame, json })
    runInContext(code, context)
    const answer = runInContext(
      `(() => {
        const model = scoring.loadTreeModel(JSON.parse(json))
        const row = scoring.rowScorer(model)
        for (const column of frame.columns) {
          if (column.kind === 'numeric') row.set(column.name, column.values[0])
          else row.set(column.name, column.codes[0] < 0 ? null : column.levels[column.codes[0]])
        }
        row.score()
        return JSON.stringify({
          predictions: [...model.predict(frame)],
          contributions: [...model.contributions(frame).values],
          first: row.predictions[0],
        })
      })()`,
      context,
    ) as string
    const { predictions, contributions, first } = JSON.parse(answer) as Record<string, number[]>
    expect(predictions).toEqual([...model.predict(frame)])
    expect(contributions).toEqual([...model.contributions(frame).values].map((value) => value + 0))
    expect(first).toBe(predictions[0])
  })
})
