"""Writes lightgbm.json and shap.json: what LightGBM, scikit-learn and shap say of generated data.

    python -m venv .venv && .venv/bin/pip install -r requirements.txt && .venv/bin/python make-fixtures.py

The data is not stored: `generated.ts` makes the same rows with the same integers. Only +, -, *, / and
comparisons are used, in the same order, so both languages get the same doubles to the last bit.
"""

import json
import pathlib
import platform

import lightgbm
import numpy
import shap
import sklearn
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.metrics import log_loss, roc_auc_score

from generated import LEVELS, generate, matrix

HERE = pathlib.Path(__file__).parent

TRAIN = generate(4000, 11)
TEST = generate(2000, 12)

NUMERIC = ["smooth", "steps", "zeros", "signed", "wide"]
MISSING = [*NUMERIC, "gaps", "holes"]
ALL = [*MISSING, "region", "plan", "city"]
FIXED = {
    "verbosity": -1,
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
    "enable_bundle": False,
    "feature_pre_filter": False,
}
CASES = [
    {"name": "numeric", "columns": NUMERIC, "objective": "binary", "parameters": {}},
    {"name": "missing", "columns": MISSING, "objective": "binary", "parameters": {"num_leaves": 15}},
    {"name": "categories", "columns": ALL, "objective": "binary", "parameters": {"num_leaves": 15}},
    {
        "name": "regularised",
        "columns": ALL,
        "objective": "binary",
        "parameters": {
            "num_leaves": 24, "max_depth": 4, "lambda_l1": 0.7, "lambda_l2": 3.0, "min_gain_to_split": 0.2,
            "min_data_in_leaf": 50, "min_sum_hessian_in_leaf": 4.0, "learning_rate": 0.05, "max_bin": 63,
            "cat_smooth": 20.0, "cat_l2": 5.0, "max_cat_threshold": 12, "min_data_per_group": 60,
        },
    },
    {"name": "weighted", "columns": ALL, "objective": "binary", "weighted": True, "parameters": {}},
    {"name": "amount", "columns": ALL, "objective": "regression", "parameters": {}},
    {
        "name": "amount-weighted",
        "columns": MISSING,
        "objective": "regression",
        "weighted": True,
        "parameters": {"num_leaves": 8, "lambda_l2": 1.0},
    },
]


def rounded(values, digits=12):
    return [float(f"{value:.{digits}g}") for value in values]


def fit(case):
    columns, target, amount, weights = TRAIN
    names = case["columns"]
    label = target if case["objective"] == "binary" else amount
    data = lightgbm.Dataset(
        matrix(columns, names),
        label,
        weight=weights if case.get("weighted") else None,
        feature_name=names,
        categorical_feature=[name for name in names if name in LEVELS],
        free_raw_data=False,
    )
    parameters = {**FIXED, "objective": case["objective"], **case["parameters"]}
    return lightgbm.train(parameters, data, num_boost_round=case.get("rounds", 100))


def measured(case):
    booster = fit(case)
    columns, target, amount, _ = TEST
    x = matrix(columns, case["columns"])
    predicted = booster.predict(x)
    if case["objective"] == "binary":
        metrics = {"auc": roc_auc_score(target, predicted), "logLoss": log_loss(target, predicted)}
    else:
        metrics = {"rmse": float(numpy.sqrt(numpy.mean((predicted - numpy.array(amount)) ** 2)))}
    first = booster.predict(x, raw_score=True, num_iteration=1)
    return {
        **case,
        "metrics": metrics,
        "rawAfterOne": rounded(first[:100]),
        "rawAfterAll": rounded(booster.predict(x, raw_score=True)[:100]),
    }


def flat(tree):
    """A dumped tree as arrays of nodes, children after their parents."""
    nodes = []

    def add(node):
        at = len(nodes)
        nodes.append(None)
        if "leaf_value" in node:
            nodes[at] = {"value": node["leaf_value"], "count": node.get("leaf_count", 0)}
            return at
        threshold = node["threshold"]
        nodes[at] = {
            "column": node["split_feature"],
            "count": node["internal_count"],
            "missing": node["missing_type"] == "NaN",
            "missingLeft": node["default_left"],
        }
        if node["decision_type"] == "==":
            nodes[at]["levels"] = [int(level) for level in threshold.split("||")]
        else:
            nodes[at]["threshold"] = threshold
        nodes[at]["left"] = add(node["left_child"])
        nodes[at]["right"] = add(node["right_child"])
        return at

    add(tree["tree_structure"])
    return nodes


def explained(name, names, parameters, rounds):
    booster = fit({"columns": names, "objective": "binary", "parameters": parameters, "rounds": rounds})
    columns = TEST[0]
    x = matrix(columns, names)[:25]
    contributions = booster.predict(x, pred_contrib=True)
    return {
        "name": name,
        "columns": names,
        "trees": [flat(tree) for tree in booster.dump_model()["tree_info"]],
        "raw": booster.predict(x, raw_score=True).tolist(),
        "contributions": contributions.tolist(),
    }


def explained_by_shap():
    """scikit-learn trees explained by shap: another trainer and another explainer."""
    columns, _, amount, _ = TRAIN
    names = NUMERIC
    # Eighths survive the float32 that both libraries compare in.
    grid = lambda x: numpy.floor(x * 8) / 8
    x = grid(matrix(columns, names))[:1500]
    model = GradientBoostingRegressor(n_estimators=12, max_depth=5, min_samples_leaf=5, random_state=0)
    model.fit(x, numpy.array(amount)[:1500])
    rows = grid(matrix(TEST[0], names))[:25]
    explainer = shap.TreeExplainer(model, feature_perturbation="tree_path_dependent")
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
                    "missing": False,
                    "missingLeft": False,
                    "threshold": float(tree.threshold[i]),
                    "left": int(tree.children_left[i]),
                    "right": int(tree.children_right[i]),
                })
        trees.append(nodes)
    return {
        "columns": names,
        "initial": float(model.init_.constant_[0][0]),
        "trees": trees,
        "rows": rows.tolist(),
        "raw": model.predict(rows).tolist(),
        "baseline": float(numpy.ravel(explainer.expected_value)[0]),
        "contributions": explainer.shap_values(rows).tolist(),
    }


def write(name, content):
    versions = {
        "python": platform.python_version(),
        "lightgbm": lightgbm.__version__,
        "scikit-learn": sklearn.__version__,
        "shap": shap.__version__,
        "numpy": numpy.__version__,
    }
    (HERE / name).write_text(json.dumps({"versions": versions, **content}, separators=(",", ":")) + "\n")


write("lightgbm.json", {
    "probe": {
        "target": sum(TRAIN[1]),
        "amount": sum(TRAIN[2][:10]),
        "wide": TRAIN[0]["wide"][:3],
    },
    "cases": [measured(case) for case in CASES],
    "explained": [
        explained("numbers and missing values", MISSING, {"num_leaves": 12, "learning_rate": 0.3}, 12),
        explained("categories", ALL, {"num_leaves": 10, "learning_rate": 0.3, "min_data_per_group": 30}, 12),
        explained("one deep tree", ALL, {"num_leaves": 60, "min_data_in_leaf": 5, "learning_rate": 1.0}, 1),
    ],
})
write("shap.json", explained_by_shap())
