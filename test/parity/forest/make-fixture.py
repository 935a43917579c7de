"""Writes scikit-learn.json.gz: what scikit-learn's forests are worth on rows they have not seen, over ten seeds.

    python -m venv .venv && .venv/bin/pip install -r requirements.txt && .venv/bin/python make-fixture.py

Data: three tables that scikit-learn brings along, and two that it generates, rounded so that both sides see the same.
"""

import gzip
import json
import pathlib
import platform

import numpy
import scipy
import sklearn
from sklearn import datasets
from sklearn.ensemble import (
    ExtraTreesClassifier,
    ExtraTreesRegressor,
    RandomForestClassifier,
    RandomForestRegressor,
)
from sklearn.metrics import accuracy_score, log_loss, r2_score, roc_auc_score

HERE = pathlib.Path(__file__).parent
TREES = 50
SEEDS = range(10)
# Log loss counts no probability beyond this: a forest that has seen no row of a class says 0.
LEAST = 0.005


def tables():
    generated = datasets.make_classification(
        2400, 10, n_informative=6, n_redundant=2, n_classes=5, n_clusters_per_class=1, flip_y=0.05,
        class_sep=0.8, random_state=3,
    )
    yield "breast cancer", "classification", *datasets.load_breast_cancer(return_X_y=True)
    yield "wine", "multiclass", *datasets.load_wine(return_X_y=True)
    yield "five classes", "multiclass", generated[0].round(2), generated[1]
    yield "diabetes", "regression", *datasets.load_diabetes(return_X_y=True, scaled=False)
    x, y = datasets.make_friedman1(1600, 10, noise=1.0, random_state=4)
    yield "friedman 1", "regression", x.round(3), y.round(3)


def models(task, leaf):
    if task == "regression":
        forests, width = (RandomForestRegressor, ExtraTreesRegressor), 1 / 3
    else:
        forests, width = (RandomForestClassifier, ExtraTreesClassifier), "sqrt"
    for name, forest in zip(("random-forest", "extra-trees"), forests):
        bootstrap = name == "random-forest"
        yield name, lambda seed, forest=forest, bootstrap=bootstrap: forest(
            TREES, max_features=width, min_samples_leaf=leaf, bootstrap=bootstrap, oob_score=bootstrap, random_state=seed
        )


def measured(task, model, x, y):
    if task == "regression":
        return {"r2": r2_score(y, model.predict(x))}
    p = model.predict_proba(x)
    clipped = numpy.clip(p, LEAST, 1 - LEAST)
    result = {"logLoss": log_loss(y, clipped / clipped.sum(axis=1, keepdims=True))}
    if task == "classification":
        return {**result, "auc": roc_auc_score(y, p[:, 1])}
    return {**result, "accuracy": accuracy_score(y, p.argmax(axis=1))}


def out_of_bag(task, model, y):
    if task == "regression":
        return r2_score(y, model.oob_prediction_)
    p = model.oob_decision_function_
    seen = ~numpy.isnan(p).any(axis=1)
    if task == "classification":
        return roc_auc_score(y[seen], p[seen, 1])
    return accuracy_score(y[seen], p[seen].argmax(axis=1))


def mean_and_deviation(values):
    return [float(f"{numpy.mean(values):.6g}"), float(f"{numpy.std(values, ddof=1):.6g}")]


cases = []
for name, task, x, y in tables():
    order = numpy.random.default_rng(0).permutation(len(y))
    x, y = x[order], y[order]
    train = len(y) // 2
    forests = []
    for leaf in (1, 5):
        for kind, make in models(task, leaf):
            fitted = [make(seed).fit(x[:train], y[:train]) for seed in SEEDS]
            each = [measured(task, model, x[train:], y[train:]) for model in fitted]
            metrics = {metric: mean_and_deviation([one[metric] for one in each]) for metric in each[0]}
            if kind == "random-forest":
                metrics["outOfBag"] = mean_and_deviation([out_of_bag(task, model, y[:train]) for model in fitted])
            forests.append({"kind": kind, "minDataInLeaf": leaf, "metrics": metrics})
    cases.append({
        "name": name, "task": task, "trainRows": train,
        "columns": [[float(f"{value:.6g}") for value in column] for column in x.T],
        "target": [float(f"{value:.6g}") for value in y],
        "forests": forests,
    })

versions = {
    "python": platform.python_version(),
    "scikit-learn": sklearn.__version__,
    "numpy": numpy.__version__,
    "scipy": scipy.__version__,
}
document = {"versions": versions, "trees": TREES, "least": LEAST, "cases": cases}
with gzip.GzipFile(HERE / "scikit-learn.json.gz", "wb", mtime=0) as file:
    file.write(json.dumps(document, separators=(",", ":")).encode())
