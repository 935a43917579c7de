import { boosting } from '../../src/ml/boosting/boosting.js'
import { extraTrees, randomForest } from '../../src/ml/forest/forest.js'
import { baseRate } from '../../src/ml/linear/base-rate.js'
import { blended } from '../../src/ml/ensemble/blended.js'
import { stacked } from '../../src/ml/ensemble/stacked.js'
import { elasticNet } from '../../src/ml/linear/elastic-net.js'
import { logisticRegression } from '../../src/ml/linear/logistic.js'
import { multinomialRegression } from '../../src/ml/linear/multinomial.js'
import { poissonRegression } from '../../src/ml/linear/poisson.js'
import { linearRegression } from '../../src/ml/linear/ridge.js'
import { nearestNeighbours } from '../../src/ml/neighbours/nearest-neighbours.js'
import { neuralNetwork } from '../../src/ml/neural/neural-network.js'
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
  name: 'boosting, multiclass',
  task: 'multiclass',
  make: () => boosting({ objective: 'multiclass', numIterations: 30 }),
})
describeLearner({
  name: 'boosting, poisson',
  task: 'regression',
  make: () => boosting({ objective: 'poisson', numIterations: 60 }),
  counts: true,
})
describeLearner({
  name: 'boosting, depth by depth, of samples and smoothed',
  task: 'classification',
  make: () =>
    boosting({
      numIterations: 30,
      growPolicy: 'depth',
      baggingFraction: 0.7,
      featureFractionByNode: 0.7,
      pathSmooth: 1,
      maxDeltaStep: 2,
    }),
})
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
describeLearner({
  name: 'base rate, multiclass',
  task: 'multiclass',
  make: () => baseRate('multiclass'),
  ignoresColumns: true,
  weightsRepeatRows: true,
})
describeLearner({
  name: 'multinomial regression',
  task: 'multiclass',
  make: () => multinomialRegression(),
  weightsRepeatRows: true,
})
describeLearner({
  name: 'Poisson regression',
  task: 'regression',
  make: () => poissonRegression(),
  counts: true,
  weightsRepeatRows: true,
})
for (const task of ['classification', 'regression'] as const) {
  describeLearner({ name: `elastic net, ${task}`, task, make: () => elasticNet({ task }) })
  describeLearner({
    name: `elastic net of a given penalty, ${task}`,
    task,
    make: () => elasticNet({ task, lambda: 0.01 }),
    weightsRepeatRows: true,
  })
}
for (const task of ['classification', 'multiclass', 'regression'] as const) {
  describeLearner({
    name: `neural network, ${task}`,
    task,
    make: () => neuralNetwork({ task, hidden: [16], epochs: 30, learningRate: 0.01 }),
    slowToExplain: true,
  })
  describeLearner({
    name: `nearest neighbours, ${task}`,
    task,
    make: () => nearestNeighbours({ task, neighbours: 7 }),
    slowToExplain: true,
  })
}
for (const task of ['classification', 'multiclass', 'regression'] as const) {
  for (const [name, make] of [
    ['random forest', randomForest],
    ['extra trees', extraTrees],
  ] as const) {
    describeLearner({
      name: `${name}, ${task}`,
      task,
      make: () => make({ task, numTrees: 30 }),
      explainsPredictions: true,
    })
  }
}
const ofTwo = {
  classification: {
    linear: logisticRegression(),
    net: neuralNetwork({ task: 'classification', hidden: [], epochs: 5 }),
  },
  multiclass: { weak: multinomialRegression(), strong: multinomialRegression({ l2: 100 }) },
  regression: { linear: linearRegression(), flat: linearRegression({ l2: 1000 }) },
}
for (const task of ['classification', 'multiclass', 'regression'] as const) {
  const options = { task, learners: ofTwo[task], folds: 3 }
  describeLearner({ name: `blend, ${task}`, task, make: () => blended(options), slowToExplain: true })
  describeLearner({ name: `stack, ${task}`, task, make: () => stacked(options), slowToExplain: true })
}
