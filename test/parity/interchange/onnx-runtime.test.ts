import * as runtime from 'onnxruntime-web'
import { beforeAll, describe, expect, it } from 'vitest'

import { writeOnnx } from '../../../src/ml/interchange/write-onnx.js'
import { exportedModels } from './exported-models.js'
import { largestDifference } from './fixture.js'

/** What a model as ONNX says of a matrix, in the WebAssembly build of ONNX Runtime. */
async function scoresOf(
  onnx: Uint8Array,
  matrix: Float64Array,
  width: number,
  precision: 'float' | 'double',
) {
  const session = await runtime.InferenceSession.create(onnx)
  const dims = [matrix.length / width, width]
  const features =
    precision === 'float'
      ? new runtime.Tensor('float32', Float32Array.from(matrix), dims)
      : new runtime.Tensor('float64', matrix, dims)
  const { score, prediction } = await session.run({ features })
  await session.release()
  return { score: score.data as Float64Array, prediction: prediction.data as Float64Array }
}

describe('models written as ONNX, in a browser', () => {
  beforeAll(() => {
    runtime.env.wasm.numThreads = 1
  })

  it.each(exportedModels())(
    'predict for doubles what they predict here: $name',
    async ({ model, frame, matrix }) => {
      const { score, prediction } = await scoresOf(
        writeOnnx(model, { precision: 'double' }),
        matrix,
        model.inputs.length,
        'double',
      )
      // As in exports.test.ts, which has the reasons.
      const most = model.ensemble.single ? 1e-6 : 1e-13
      expect(largestDifference(score, model.predictRaw(frame))).toBeLessThan(most)
      expect(largestDifference(prediction, model.predict(frame))).toBeLessThan(most)
    },
  )
})
