"""Writes explained.json: what XGBoost and shap say of generated data, beyond contributions.

    python -m venv .venv && .venv/bin/pip install -r explain-requirements.txt && .venv/bin/python make-explain-fixtures.py
"""

import json
import pathlib
import platform

import numpy
import shap
import sklearn
import xgboost
from sklearn.ensemble import GradientBoostingRegressor

HERE = pathlib.Path(__file__).parent
NAMES = ["a", "b", "c", "d", "e"]


def data(rows, seed, missing):
    """Eighths survive the float32 in which both libraries compare."""
    random = numpy.random.default_rng(seed)
    x = numpy.floor(random.normal(size=(rows, len(NAMES))) * 8) / 8
    y = x[:, 0] * x[:, 1] + numpy.where(x[:, 2] > 0, x[:, 3], -1) + 0.3 * random.normal(size=rows)
    if missing:
        x[random.random(x.shape) < 0.1] = numpy.nan
    return x, y


def listed(x):
    return [[None if numpy.isnan(value) else float(value) for value in row] for row in x]


def by_xgboost():
    x, y = data(800, 1, True)
    train = xgboost.DMatrix(x, y, feature_names=NAMES)
    parameters = {"max_depth": 5, "eta": 0.3, "nthread": 1, "seed": 1, "tree_method": "hist"}
    model = xgboost.train(parameters, train, 12)
    rows = data(12, 2, True)[0]
    asked = xgboost.DMatrix(rows, feature_names=NAMES)
    return {
        "model": json.loads(model.save_raw("json")),
        "columns": NAMES,
        "rows": listed(rows),
        "raw": model.predict(asked, output_margin=True).tolist(),
        "contributions": model.predict(asked, pred_contribs=True).tolist(),
        "interactions": model.predict(asked, pred_interactions=True).tolist(),
    }


def trees_of(model):
    trees = []
    for (estimator,) in model.estimators_:
        tree = estimator.tree_
        nodes = []
        for i in range(tree.node_count):
            count = int(tree.n_node_samples[i])
            if tree.children_left[i] < 0:
                nodes.append({"value": float(tree.value[i][0][0]) * model.learning_rate, "count": count})
            else:
                nodes.append({
                    "column": int(tree.feature[i]),
                    "count": count,
                    "threshold": float(tree.threshold[i]),
                    "left": int(tree.children_left[i]),
                    "right": int(tree.children_right[i]),
                })
        trees.append(nodes)
    return trees


def by_shap():
    x, y = data(800, 3, False)
    model = GradientBoostingRegressor(n_estimators=10, max_depth=5, min_samples_leaf=5, random_state=0).fit(x, y)
    rows = data(12, 4, False)[0]
    background = data(60, 5, False)[0]
    path_dependent = shap.TreeExplainer(model, feature_perturbation="tree_path_dependent")
    interventional = shap.TreeExplainer(model, background, feature_perturbation="interventional")
    return {
        "columns": NAMES,
        "initial": float(model.init_.constant_[0][0]),
        "trees": trees_of(model),
        "rows": listed(rows),
        "background": listed(background),
        "raw": model.predict(rows).tolist(),
        "interactions": path_dependent.shap_interaction_values(rows).tolist(),
        "interventional": {
            "baseline": float(numpy.ravel(interventional.expected_value)[0]),
            "contributions": interventional.shap_values(rows).tolist(),
        },
    }


(HERE / "explained.json").write_text(
    json.dumps(
        {
            "versions": {
                "python": platform.python_version(),
                "numpy": numpy.__version__,
                "scikit-learn": sklearn.__version__,
                "shap": shap.__version__,
                "xgboost": xgboost.__version__,
            },
            "xgboost": by_xgboost(),
            "shap": by_shap(),
        },
        separators=(",", ":"),
    )
    + "\n"
)
