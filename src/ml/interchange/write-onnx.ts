import { type MissingRule, ZERO } from '../trees/coding.js'
import type { TreeEnsemble } from '../trees/ensemble.js'
import type { Link } from '../trees/link.js'
import { linkOf, type ExportableModel, zeroTree } from './exported.js'
import { elements, OnnxGraph } from './onnx-graph.js'
import {
  ensembleAttributes,
  inputsOfCategories,
  MISSING_CATEGORY,
  regressorAttributes,
} from './onnx-trees.js'

export interface OnnxOptions {
  /**
   * What goes in and comes out. `float`: tensors of single precision, which every runtime of trees takes. `double`:
   * the same splits for doubles, and their sums; needs `ai.onnx.ml` 5. Default `float`.
   */
  readonly precision?: 'float' | 'double'
}

/**
 * A model of trees as ONNX. Input `features`: rows x inputs in the order of the model, NaN where a value is missing (in columns of categories -1, too);
 * a level of a category column is its number, and the number of levels stands for one never seen (the names are in
 * the metadata `foretell.inputs`). Outputs: `prediction` and, before the link, `score`, rows x outputs each.
 *
 * `TreeEnsembleRegressor` of `ai.onnx.ml` 3 is written where thresholds in single precision say it all, otherwise
 * `TreeEnsemble` of version 5.
 * @returns the bytes of the file
 * @throws ForetellError `EXPORT_IMPOSSIBLE` for what it cannot say
 */
export function writeOnnx(model: ExportableModel, { precision = 'float' }: OnnxOptions = {}): Uint8Array {
  const ensemble = withTree(model.ensemble)
  const { codings, outputs, trees } = ensemble
  const graph = new OnnxGraph()
  const features = prepared(graph, ensemble, precision)
  const needsSets = trees.some(({ levelSets }) => levelSets.length > 0)
  const isSimple = precision === 'float' && !needsSets
  const sums = isSimple
    ? graph.apply('TreeEnsembleRegressor', [features], {
        domain: 'ai.onnx.ml',
        attributes: regressorAttributes(ensemble),
      })
    : graph.apply('TreeEnsemble', [features], {
        domain: 'ai.onnx.ml',
        attributes: ensembleAttributes(ensemble, precision),
      })
  const initial = graph.constant(precision, [1, outputs], ensemble.initialScores)
  const score = graph.apply('Add', [sums, initial], { as: 'score' })
  applyLink(graph, linkOf(model), score, precision)
  return graph.file({
    treeOperators: isSimple ? 3 : 5,
    input: { name: 'features', element: precision, width: codings.length },
    outputs: ['prediction', 'score'].map((name) => ({ name, element: precision, width: outputs })),
    metadata: {
      'foretell.task': model.task,
      'foretell.inputs': JSON.stringify(
        codings.map((coding) => {
          const { name, kind } = coding
          return coding.kind === 'category' ? { name, kind, levels: coding.levels } : { name, kind }
        }),
      ),
    },
  })
}

/** Operators of trees must have a tree for each output. */
function withTree(ensemble: TreeEnsemble): TreeEnsemble {
  if (ensemble.trees.length > 0) return ensemble
  return { ...ensemble, trees: ensemble.initialScores.map(() => zeroTree) }
}

/** Values as the trees ask for them: rounded where the model rounds, NaN or a number where they count as missing. */
function prepared(graph: OnnxGraph, ensemble: TreeEnsemble, precision: 'float' | 'double'): string {
  const { codings, single } = ensemble
  let features = 'features'
  const cast = (to: 'float' | 'double'): void => {
    features = graph.apply('Cast', [features], {
      attributes: { to: { kind: 'integer', value: elements[to] } },
    })
  }
  if (single && precision === 'double') {
    cast('float')
    cast('double')
  }
  const constantOf = (columns: readonly boolean[]): string | undefined =>
    columns.includes(true) ? graph.constant('bool', [1, codings.length], columns.map(Number)) : undefined
  const columnsOf = (rule: MissingRule): string | undefined =>
    constantOf(codings.map((coding) => coding.kind === 'numeric' && coding.missing === rule))
  const put = (value: number, where: string, columns: string): void => {
    const place = graph.apply('And', [where, columns])
    features = graph.apply('Where', [place, graph.constant(precision, [], [value]), features])
  }
  const withoutMissing = columnsOf('none')
  if (withoutMissing !== undefined) put(0, graph.apply('IsNaN', [features]), withoutMissing)
  const ofCategories = constantOf(inputsOfCategories(ensemble))
  if (ofCategories !== undefined) put(MISSING_CATEGORY, graph.apply('IsNaN', [features]), ofCategories)
  const zeroMissing = columnsOf('zero')
  if (zeroMissing !== undefined) {
    const size = graph.apply('Abs', [features])
    put(NaN, graph.apply('LessOrEqual', [size, graph.constant(precision, [], [ZERO])]), zeroMissing)
  }
  return features
}

function applyLink(
  graph: OnnxGraph,
  { name, slope }: Link,
  score: string,
  precision: 'float' | 'double',
): void {
  const as = 'prediction'
  const steep = (): string =>
    slope === 1 ? score : graph.apply('Mul', [score, graph.constant(precision, [], [slope])])
  switch (name) {
    case 'identity':
      graph.apply('Identity', [score], { as })
      return
    case 'logistic':
    case 'logistic-each':
      graph.apply('Sigmoid', [steep()], { as })
      return
    case 'softmax':
      graph.apply('Softmax', [score], { as })
      return
    case 'exponential':
      graph.apply('Exp', [score], { as })
      return
    case 'softplus':
      softplus(graph, score, as, precision)
      return
    case 'signed-square':
      graph.apply('Mul', [score, graph.apply('Abs', [score])], { as })
      return
    case 'step':
      graph.apply('Cast', [graph.apply('Greater', [score, graph.constant(precision, [], [0])])], {
        as,
        attributes: { to: { kind: 'integer', value: elements[precision] } },
      })
  }
}

/** max(score, 0) + log(1 + exp(-|score|)): runtimes have no `Softplus` of doubles. */
function softplus(graph: OnnxGraph, score: string, as: string, precision: 'float' | 'double'): void {
  const power = graph.apply('Exp', [graph.apply('Neg', [graph.apply('Abs', [score])])])
  const more = graph.apply('Log', [graph.apply('Add', [power, graph.constant(precision, [], [1])])])
  graph.apply('Add', [graph.apply('Relu', [score]), more], { as })
}
