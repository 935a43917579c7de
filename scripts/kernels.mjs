/**
 * Compiles the AssemblyScript of `src/ml/kernels/assembly` to WebAssembly, and writes each module as text into a
 * TypeScript file beside it, so that it is found in the same way from sources, from `dist` and in a browser's
 * bundle. What has not changed is not compiled again.
 */
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { root } from './steps.mjs'

const sources = join(root, 'src/ml/kernels/assembly')
const generated = join(root, 'src/ml/kernels/generated')

/** `shared`: works on memory that several threads share. A browser has that only on pages that ask for it. */
const modules = [
  { name: 'training', entry: 'training.ts', shared: true },
  { name: 'scoring', entry: 'scoring.ts', shared: false },
  { name: 'shared-scoring', entry: 'shared-scoring.ts', shared: true },
]

/** Pages of 64 KiB that the compiler wants to know of; the memory itself is made by who uses the module. */
const pages = { initial: 1, maximum: 65_536 }

/** @returns `{ code, output }` for `step` */
export async function compileKernels() {
  const fingerprint = await fingerprintOf()
  for (const module of modules) {
    const target = join(generated, `${module.name}.ts`)
    const before = await readFile(target, 'utf8').catch(() => '')
    if (before.startsWith(`// ${fingerprint}\n`)) continue
    const { binary, output } = await compile(module)
    if (binary === undefined) return { code: 1, output }
    await mkdir(generated, { recursive: true })
    const text = Buffer.from(binary).toString('base64')
    await writeFile(
      target,
      `// ${fingerprint}\n/** \`assembly/${module.entry}\`, compiled. */\nexport const module = '${text}'\n`,
    )
  }
  return { code: 0, output: '' }
}

async function compile({ entry, shared }) {
  const asc = await import('assemblyscript/asc')
  let binary
  const sharing = shared
    ? ['--sharedMemory', '--initialMemory', `${pages.initial}`, '--maximumMemory', `${pages.maximum}`]
    : []
  const features = ['--enable', 'simd', '--enable', 'bulk-memory', ...(shared ? ['--enable', 'threads'] : [])]
  const { error, stderr } = await asc.main(
    [
      entry,
      ...['--baseDir', sources, '--outFile', 'kernel.wasm', '--bindings', 'none'],
      ...['-O3', '--noAssert', '--runtime', 'stub', '--importMemory'],
      ...features,
      ...sharing,
      // No module-level state: whatever threads must agree on is in the memory they share.
      ...['--disable', 'mutable-globals'],
    ],
    {
      readFile: (name, base) => readFile(join(base, name), 'utf8').catch(() => null),
      writeFile: (name, contents) => {
        if (name.endsWith('.wasm')) binary = contents
      },
      listFiles: () => [],
    },
  )
  return error === null
    ? { binary, output: '' }
    : { output: `${entry}: ${error.message}\n${stderr.toString()}` }
}

/** Of all that decides what comes out: the sources, this script, and the compiler's version. */
async function fingerprintOf() {
  const hash = createHash('sha256')
  for (const file of (await readdir(sources, { recursive: true })).sort()) {
    if (file.endsWith('.ts')) hash.update(`${file}\n`).update(await readFile(join(sources, file)))
  }
  hash.update(await readFile(new URL(import.meta.url)))
  hash.update(await readFile(join(root, 'node_modules/assemblyscript/package.json')))
  return hash.digest('hex')
}
