"""Writes objectives.json: what LightGBM says of generated data by other losses, and XGBoost of times until an event.

    python -m venv .venv && .venv/bin/pip install -r requirements.txt && .venv/bin/python make-objective-fixtures.py
"""

import json
import pathlib
import platform

import lightgbm
import numpy
import xgboost

from generated import LEVELS, generate, matrix

TRAIN = generate(4000, 11)
TEST = generate(2000, 12)
COLUMNS = ["smooth", "steps", "zeros", "signed", "wide", "gaps", "region", "plan"]
FIXED = {
    "verbosity": -1,
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
    "enable_bundle": False,
    "feature_pre_filter": False,
    "num_leaves": 15,
}
CASES = [
    {"name": "multiclass", "objective": "multiclass", "target": "classes", "parameters": {"num_class": 3}},
    {"name": "absolute", "objective": "regression_l1", "target": "amount"},
    {"name": "huber", "objective": "huber", "target": "amount", "parameters": {"alpha": 4.0}},
    {"name": "huber, weighted", "objective": "huber", "target": "amount", "weighted": True, "parameters": {"alpha": 4.0}},
    {"name": "quantile", "objective": "quantile", "target": "amount", "parameters": {"alpha": 0.8}},
    {"name": "poisson", "objective": "poisson", "target": "counts"},
    {"name": "gamma", "objective": "gamma", "target": "positive"},
    {"name": "tweedie", "objective": "tweedie", "target": "counts", "parameters": {"tweedie_variance_power": 1.3}},
    {"name": "monotone", "objective": "regression", "target": "amount",
     "parameters": {"monotone_constraints": [1, -1, 0, 1, 0, 0, 0, 0], "monotone_constraints_method": "basic"}},
    {"name": "interactions", "objective": "regression", "target": "amount",
     "parameters": {"interaction_constraints": [[0, 1, 2], [2, 3, 4, 5, 6], [7]]}},
    {"name": "short steps", "objective": "binary", "target": "target", "parameters": {"max_delta_step": 0.3}},
    {"name": "smoothed", "objective": "binary", "target": "target",
     "parameters": {"path_smooth": 20.0, "min_data_in_leaf": 5}},
]


def targets(data):
    """What is learned: quarters and halves survive the single precision in which LightGBM keeps targets."""
    _, target, amount, _ = data
    amount = numpy.floor(numpy.array(amount) * 4) / 4
    return {
        "target": numpy.array(target, dtype=float),
        "amount": amount,
        "classes": numpy.where(amount < -5, 0.0, numpy.where(amount < 8, 1.0, 2.0)),
        "counts": numpy.floor(numpy.maximum(0, amount + 6) / 4),
        "positive": numpy.maximum(4, amount + 20),
    }


def said(case):
    weights = numpy.array(TRAIN[3]) if case.get("weighted") else None
    data = lightgbm.Dataset(
        matrix(TRAIN[0], COLUMNS), targets(TRAIN)[case["target"]], weight=weights, feature_name=COLUMNS,
        categorical_feature=[name for name in COLUMNS if name in LEVELS],
    )
    parameters = {**FIXED, "objective": case["objective"], **case.get("parameters", {})}
    booster = lightgbm.train(parameters, data, num_boost_round=50)
    x = matrix(TEST[0], COLUMNS)
    raw = lambda rounds: booster.predict(x, raw_score=True, num_iteration=rounds)
    return {
        **case,
        "parameters": case.get("parameters", {}),
        "rawAfterOne": numpy.ravel(raw(1)[:100]).tolist(),
        "loss": float(numpy.mean(losses(case, raw(50), targets(TEST)[case["target"]]))),
    }


def losses(case, score, target):
    """The loss of each row, as `Objective.loss` has it."""
    off = target - score if case["objective"] != "multiclass" else 0
    parameters = case.get("parameters", {})
    match case["objective"]:
        case "multiclass":
            shifted = score - score.max(axis=1, keepdims=True)
            return numpy.log(numpy.exp(shifted).sum(axis=1)) - shifted[numpy.arange(len(target)), target.astype(int)]
        case "regression":
            return off**2
        case "regression_l1":
            return numpy.abs(off)
        case "huber":
            delta = parameters["alpha"]
            return numpy.where(numpy.abs(off) <= delta, 0.5 * off**2, delta * (numpy.abs(off) - 0.5 * delta))
        case "quantile":
            return numpy.maximum(parameters["alpha"] * off, (parameters["alpha"] - 1) * off)
        case "poisson":
            return numpy.exp(score) - target * score
        case "gamma":
            return target * numpy.exp(-score) + score
        case "tweedie":
            power = parameters["tweedie_variance_power"]
            return numpy.exp((2 - power) * score) / (2 - power) - target * numpy.exp((1 - power) * score) / (1 - power)
        case "binary":
            return numpy.logaddexp(0, score) - target * score


NUMBERS = ["steps", "coarse"]


def times(data):
    """Coarse columns, of which every value is a bin in both programs, and times of which a third is cut off."""
    columns, _, amount, weights = data
    coarse = numpy.floor(numpy.array(columns["smooth"]) * 20)
    x = numpy.stack([numpy.array(columns["steps"], dtype=float), coarse], axis=1)
    lower = 1 + numpy.floor(numpy.maximum(0, numpy.array(amount) + 14)) + numpy.array(columns["steps"])
    upper = lower.copy()
    kind = numpy.floor(numpy.array(weights) * 4).astype(int) % 6
    upper[kind == 1] = numpy.inf
    upper[kind == 2] += 5
    return x, lower, upper


def failures(distribution, scale):
    x, lower, upper = times(TRAIN)
    train = xgboost.DMatrix(x, feature_names=NUMBERS)
    train.set_float_info("label_lower_bound", lower)
    train.set_float_info("label_upper_bound", upper)
    start = 10.0
    parameters = {
        "objective": "survival:aft", "aft_loss_distribution": distribution, "aft_loss_distribution_scale": scale,
        "base_score": start, "tree_method": "hist", "max_bin": 256, "max_depth": 3, "eta": 0.1, "lambda": 1.0,
        "min_child_weight": 1.0, "nthread": 1,
    }
    booster = xgboost.train(parameters, train, num_boost_round=30)
    test = xgboost.DMatrix(times(TEST)[0], feature_names=NUMBERS)
    raw = lambda rounds: booster.predict(test, output_margin=True, iteration_range=(0, rounds)).astype(float).tolist()
    return {
        "distribution": distribution, "scale": scale, "start": float(numpy.log(start)),
        "rawAfterOne": raw(1)[:300], "rawAfterAll": raw(30)[:300],
    }


versions = {"python": platform.python_version(), "lightgbm": lightgbm.__version__,
            "xgboost": xgboost.__version__, "numpy": numpy.__version__}
content = {
    "versions": versions,
    "columns": COLUMNS,
    "cases": [said(case) for case in CASES],
    "failures": [failures("normal", 0.6), failures("logistic", 0.4), failures("extreme", 0.8)],
}
path = pathlib.Path(__file__).parent / "objectives.json"
path.write_text(json.dumps(content, separators=(",", ":")) + "\n")
