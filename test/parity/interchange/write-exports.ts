/** Prints what `check-exports.py` checks: models as we write them, and what they are asked about. */
import { writeLightgbm } from '../../../src/ml/interchange/write-lightgbm.js'
import { writeOnnx } from '../../../src/ml/interchange/write-onnx.js'
import { exportedModels } from './exported-models.js'

function packed(values: Float64Array): string {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64')
}

const models = exportedModels().map(({ name, asText, model, matrix }) => ({
  name,
  text: asText ? writeLightgbm(model) : null,
  float: Buffer.from(writeOnnx(model)).toString('base64'),
  double: Buffer.from(writeOnnx(model, { precision: 'double' })).toString('base64'),
  inputs: model.inputs.length,
  rows: packed(matrix),
}))

process.stdout.write(JSON.stringify(models))
