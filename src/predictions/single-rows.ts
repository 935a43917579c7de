import { RowExplainer } from '../ml/explain/row-explainer.js'
import { columnsOf } from '../ml/frame-check.js'
import type { Column, Frame } from '../ml/frame.js'
import type { Contributions, Model } from '../ml/model.js'
import { type RowScorer, rowScorer } from '../ml/trees/row-scorer.js'
import type { TreeModel } from '../ml/trees/tree-model.js'
import { keepLevels, type KeptLevels, rareLevel } from './rare-levels.js'

/** What a scorer asks of a model, of frames whose rare levels stand as they came. */
export type RowModel = Pick<Model, 'predict' | 'contributions'>

/**
 * A model that takes frames of one row by a way of their own, in some tens of microseconds; others go the usual way.
 * Predictions are the same to the last bit, contributions but for rounding.
 * @returns undefined for models that are no trees or have several outputs
 */
export function singleRowModel(model: Model, kept: KeptLevels): RowModel | undefined {
  if (!isTreeModel(model) || model.outputs !== 1) return undefined
  const row = new SingleRow(model, kept)
  return {
    predict: (frame) => (frame.rows === 1 ? row.predict(frame) : model.predict(keepLevels(frame, kept))),
    contributions: (frame) =>
      (frame.rows === 1 ? row.contributions(frame) : undefined) ??
      model.contributions(keepLevels(frame, kept)),
  }
}

function isTreeModel(model: Model): model is TreeModel {
  return 'ensemble' in model
}

class SingleRow {
  readonly #scorer: RowScorer
  readonly #explainer: RowExplainer | undefined
  /** By input: its levels that are not rare; undefined for numbers and where all are taken as they come. */
  readonly #kept: readonly (ReadonlySet<string> | undefined)[]
  /** The columns of the frame that was read last, as they stood in it and as the model has them. */
  #seen: readonly Column[] | undefined
  #columns: readonly Column[] = []

  constructor(model: TreeModel, kept: KeptLevels) {
    this.#scorer = rowScorer(model)
    this.#explainer = RowExplainer.of(model.ensemble, 0)
    this.#kept = model.inputs.map(({ name }) => (Object.hasOwn(kept, name) ? new Set(kept[name]) : undefined))
  }

  /** @throws ForetellError `COLUMN_MISSING`, `COLUMN_KIND` */
  predict(frame: Frame): Float64Array {
    this.#read(frame)
    this.#scorer.score()
    return this.#scorer.predictions.slice()
  }

  /**
   * @returns undefined when the model cannot be explained this way
   * @throws ForetellError `COLUMN_MISSING`, `COLUMN_KIND`
   */
  contributions(frame: Frame): Contributions | undefined {
    if (this.#explainer === undefined) return undefined
    this.#read(frame)
    this.#explainer.explain(this.#scorer.values)
    return { baseline: this.#explainer.baseline, values: this.#explainer.contributions.slice() }
  }

  #read(frame: Frame): void {
    const { values } = this.#scorer
    const columns = this.#columnsOf(frame)
    for (let input = 0; input < values.length; input++) {
      const column = columns[input]
      values[input] = column.kind === 'numeric' ? column.values[0] : this.#code(input, column)
    }
  }

  #code(input: number, { codes, levels }: Extract<Column, { kind: 'category' }>): number {
    const [code] = codes
    if (code < 0) return NaN
    const level = levels[code]
    const kept = this.#kept[input]
    return this.#scorer.levelCode(input, kept === undefined || kept.has(level) ? level : rareLevel)
  }

  /** In the order of the inputs. Servers write one frame over and over: its columns are looked up once. */
  #columnsOf(frame: Frame): readonly Column[] {
    if (frame.columns !== this.#seen) {
      this.#columns = columnsOf(this.#scorer.inputs, frame)
      this.#seen = frame.columns
    }
    return this.#columns
  }
}
