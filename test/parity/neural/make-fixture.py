"""Writes neural.json: scikit-learn's multilayer perceptrons on generated rows.

    pip install -r ../fixtures/scikit-learn.requirements.txt && python make-fixture.py
"""

import json
import pathlib
import warnings

import numpy as np
import sklearn
from sklearn.exceptions import ConvergenceWarning
from sklearn.metrics import r2_score, roc_auc_score
from sklearn.neural_network import MLPClassifier, MLPRegressor

warnings.simplefilter("ignore", ConvergenceWarning)
rng = np.random.default_rng(11)
n, train = 2400, 1200
x = np.round(rng.normal(size=(n, 5)), 3)
group = rng.integers(0, 8, n)
effect = np.array([1.5, -1.0, 0.5, 0.0, -1.5, 1.0, 0.0, -0.5])
raw = 2 * np.sin(1.5 * x[:, 0]) + x[:, 1] * x[:, 2] + effect[group] * (1 + 0.5 * (x[:, 3] > 0))
target = (rng.random(n) < 1 / (1 + np.exp(-raw))).astype(int)
amount = np.round(raw + rng.normal(0, 0.5, n), 3)
design = np.column_stack([x, np.eye(8)[group]])
design = (design - design[:train].mean(axis=0)) / design[:train].std(axis=0)
common = dict(hidden_layer_sizes=(64, 32), alpha=1e-3, batch_size=24, early_stopping=True, validation_fraction=0.15,
              n_iter_no_change=10, max_iter=100)
seeds = range(5)


def classifier_area(seed):
    model = MLPClassifier(random_state=seed, **common).fit(design[:train], target[:train])
    return roc_auc_score(target[train:], model.predict_proba(design[train:])[:, 1])


def regressor_r2(seed):
    scale = amount[:train].std()
    model = MLPRegressor(random_state=seed, **common).fit(design[:train], amount[:train] / scale)
    return r2_score(amount[train:], model.predict(design[train:]) * scale)


def forward(model, rows):
    predicted = model.predict_proba(rows) if hasattr(model, "predict_proba") else model.predict(rows)
    return dict(weights=[w.T.ravel() for w in model.coefs_], biases=model.intercepts_, hidden=model.hidden_layer_sizes,
                predicted=predicted.ravel())


small = dict(hidden_layer_sizes=(7, 5), max_iter=20, random_state=0)
grade = np.digitize(raw, [-1, 1])
fixture = dict(
    versions=dict(sklearn=sklearn.__version__, numpy=np.__version__),
    train=train, x=x.T, group=group, target=target, amount=amount,
    area=np.mean([classifier_area(seed) for seed in seeds]), bestArea=roc_auc_score(target[train:], raw[train:]),
    r2=np.mean([regressor_r2(seed) for seed in seeds]), bestR2=r2_score(amount[train:], raw[train:]),
    forward=dict(
        classification=forward(MLPClassifier(**small).fit(x[:500], target[:500]), x[:40]),
        multiclass=forward(MLPClassifier(**small).fit(x[:500], grade[:500]), x[:40]),
        regression=forward(MLPRegressor(**small).fit(x[:500], amount[:500]), x[:40]),
    ),
)
path = pathlib.Path(__file__).with_name("neural.json")
path.write_text(json.dumps(fixture, default=lambda value: value.tolist()) + "\n")
print({key: fixture[key] for key in ("area", "bestArea", "r2", "bestR2")})
