/**
 * `node scripts/client.mjs`: writes what `foretell/client` is made of - the types and the table of operations - from
 * the OpenAPI document of the routes. A test fails when what is checked in is not what this would write.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import { root } from './steps.mjs'

const folder = join(root, 'src/client')
const heading = '// Written by scripts/client.mjs from the OpenAPI document of the routes.\n\n'

/**
 * @param document of `openapi(routes)`
 * @returns the text of each file of `src/client` that is generated, by its name
 */
export async function clientFiles(document) {
  const { default: openapiTypescript, astToString } = await import('openapi-typescript')
  const prettier = await import('prettier')
  const style = JSON.parse(await readFile(join(root, '.prettierrc.json'), 'utf8'))
  const types = await openapiTypescript(JSON.parse(JSON.stringify(document)), {
    immutable: true,
    defaultNonNullable: false,
    silent: true,
  })
  const texts = { 'api.gen.ts': astToString(types), 'operations.gen.ts': operationTable(document) }
  const formatted = Object.entries(texts).map(async ([name, text]) => [
    name,
    await prettier.format(heading + text, { ...style, parser: 'typescript' }),
  ])
  return Object.fromEntries(await Promise.all(formatted))
}

/** What the client must know of an operation to ask for it. */
function operationTable(document) {
  const entries = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => entryOf(document, path, method, operation)),
  )
  return `/** How each operation is asked for. */\nexport const operations = {\n${entries.join('')}} as const\n`
}

function entryOf(document, path, method, operation) {
  const named = (place) =>
    (operation.parameters ?? []).filter((each) => each.in === place).map(({ name }) => name)
  const entry = {
    method: method.toUpperCase(),
    path,
    pathNames: named('path'),
    queryNames: named('query'),
    body: bodyOf(document, operation, [...named('path'), ...named('query')]),
    answer: answerOf(operation),
  }
  return `  /** ${operation.summary}. */\n  ${operation.operationId}: ${JSON.stringify(entry)},\n`
}

/**
 * `fields`: those of the body stand beside the parameters in the input; `whole`: the body is the input's `body`,
 * because it is no plain object or one of its fields is called like a parameter; `bytes`: the same, and not JSON.
 */
function bodyOf(document, { requestBody }, taken) {
  if (requestBody === undefined) return 'none'
  const json = requestBody.content['application/json']
  if (json === undefined) return 'bytes'
  const fields = fieldsOf(document, json.schema)
  return fields === undefined || fields.some((name) => taken.includes(name)) ? 'whole' : 'fields'
}

/** The names of an object's fields; undefined where it may have any others, or is none. */
function fieldsOf(document, schema) {
  if (schema.$ref !== undefined) {
    return fieldsOf(document, document.components.schemas[schema.$ref.split('/').at(-1)])
  }
  if (schema.anyOf !== undefined) {
    const each = schema.anyOf.map((one) => fieldsOf(document, one))
    return each.includes(undefined) ? undefined : each.flat()
  }
  const closed = schema.additionalProperties === undefined || schema.additionalProperties === false
  return schema.type === 'object' && closed ? Object.keys(schema.properties ?? {}) : undefined
}

/** `json`: parsed; `response`: it may be large or something else, so the caller is given it to read. */
function answerOf({ responses }) {
  const contents = Object.entries(responses)
    .filter(([status]) => status.startsWith('2'))
    .flatMap(([, { content }]) => Object.keys(content ?? {}))
  return contents.every((type) => type === 'application/json') ? 'json' : 'response'
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { createJiti } = await import('jiti')
  const jiti = createJiti(import.meta.url)
  const { routes } = await jiti.import('../src/api/routes/index.ts')
  const { openapi } = await jiti.import('../src/api/openapi/document.ts')
  // The client does not depend on the version of who wrote it.
  const files = await clientFiles(openapi(routes, '0'))
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  console.log(`wrote ${Object.keys(files).join(', ')}: ${routes.length} operations`)
}
