import { gzipSync } from 'node:zlib'

import { build } from 'esbuild'

import type { Section } from '../bench.js'

/** What a page needs to predict and to explain with a stored model. */
const entry = "export { loadModel } from './dist/ml/load.js'"

/** Kilobytes that a browser loads. Bundling for browsers fails where anything imports a module of Node. */
export const bundle: Section = {
  name: 'bundle',
  async run(bench) {
    const { outputFiles } = await build({
      stdin: { contents: entry, resolveDir: bench.track.root },
      bundle: true,
      minify: true,
      format: 'esm',
      platform: 'browser',
      write: false,
      logLevel: 'silent',
    })
    const bytes = outputFiles[0].contents
    const figure = { section: 'bundle', about: { what: 'predict and explain' }, better: 'less' } as const
    const kilobytes = (size: number): { readonly ours: readonly number[] } => ({ ours: [size / 1024] })
    const itself = (size: number): number => size
    bench.compare({ ...figure, measure: 'minified', unit: 'kB' }, kilobytes(bytes.length), itself)
    bench.compare(
      { ...figure, measure: 'minified, gzip', unit: 'kB' },
      kilobytes(gzipSync(bytes).length),
      itself,
    )
  },
}
