import { boosting } from '../../src/ml/boosting/boosting.js'
import { baseRate } from '../../src/ml/linear/base-rate.js'
import { logisticRegression } from '../../src/ml/linear/logistic.js'
import { linearRegression } from '../../src/ml/linear/ridge.js'
import { describeLearner } from './learner.js'

for (const task of ['classification', 'regression'] as const) {
  describeLearner({
    name: `base rate, ${task}`,
    task,
    make: () => baseRate(task),
    ignoresColumns: true,
    weightsRepeatRows: true,
  })
  describeLearner({
    name: `boosting, ${task}`,
    task,
    make: () => boosting({ objective: task === 'classification' ? 'binary' : 'squared', numIterations: 30 }),
  })
}
describeLearner({
  name: 'logistic regression',
  task: 'classification',
  make: () => logisticRegression(),
  weightsRepeatRows: true,
})
describeLearner({
  name: 'linear regression',
  task: 'regression',
  make: () => linearRegression(),
  weightsRepeatRows: true,
})
