import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * Files that take longest, some of which are short: begun last, one would run alone at the end while other cores wait.
 */
const slow = [
  'test/e2e/main-job.test.ts',
  'src/predictions/train.real.test.ts',
  'test/conformance/jobs-in-redis.test.ts',
  'test/conformance/jobs-in-processes.test.ts',
  'test/conformance/learner.test.ts',
  'test/e2e/fuzz.test.ts',
  'src/warehouse/embedded.test.ts',
  'test/conformance/kill.test.ts',
  'src/events/ingest.property.test.ts',
  'src/predictions/serving/live-predictor.test.ts',
  'src/predictions/train.test.ts',
  'test/conformance/live-kill.test.ts',
  'src/labels/labels.test.ts',
  'src/predictions/table/train-table.real.test.ts',
  'src/jobs/regulate.test.ts',
  'src/features/features.test.ts',
  'src/events/ingest.real.test.ts',
  'test/e2e/serve.test.ts',
]

/** Begins with the slow files; the others follow in vitest's own order. */
export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const own = await super.sort(files)
    const place = ({ moduleId }: TestSpecification): number => {
      const index = slow.findIndex((file) => moduleId.endsWith(`/${file}`))
      return index < 0 ? slow.length : index
    }
    return own.toSorted((a, b) => place(a) - place(b))
  }
}
