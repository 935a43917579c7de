"""Writes xgboost.json.gz: models as XGBoost saved them, probe rows, and what XGBoost predicts for them.

Run with the versions of requirements.txt: python make-xgboost.py
"""

import base64
import gzip
import json

import numpy as np
import pandas as pd
import xgboost as xgb

from probes import ODD, packed, probe_rows

generator = np.random.default_rng(11)
ROWS = 400
x = np.column_stack([
    generator.normal(size=ROWS),
    np.where(generator.random(ROWS) < 0.2, np.nan, generator.gamma(2.0, size=ROWS)),
    np.where(generator.random(ROWS) < 0.5, 0.0, generator.normal(size=ROWS)),
    np.where(generator.random(ROWS) < 0.1, np.nan, generator.integers(0, 40, ROWS)),
])
score = x[:, 0] + np.nan_to_num(x[:, 1]) * 0.5 + (x[:, 2] != 0) + np.isin(x[:, 3], [3, 5, 31, 32, 39]) * 2
noisy = score + generator.normal(size=ROWS)
label = (noisy > 1.5).astype(float)
amount = np.abs(noisy) + 0.1
kinds = np.clip(np.floor(np.abs(noisy)), 0, 2)
# XGBoost takes no infinity.
odd = [value for value in ODD if abs(value) < 3e38 or np.isnan(value)]


def matrix(values, target=None, categories=True, names=True, **more):
    return xgb.DMatrix(values, target, feature_names=["a", "b", "c", "d"] if names else None,
                       feature_types=["float", "float", "float", "c" if categories else "float"] if names else None,
                       enable_categorical=True, **more)


def train(target, trees=4, depth=3, categories=True, names=True, **parameters):
    data = matrix(x, target, categories, names)
    if parameters.get("objective") == "survival:aft":
        data.set_float_info("label_lower_bound", target)
        data.set_float_info("label_upper_bound", np.where(label == 1, target, np.inf))
    if parameters.get("objective", "").startswith("rank:"):
        data.set_group([20] * (ROWS // 20))
    booster = xgb.train({"max_depth": depth, "nthread": 1, "seed": 1, "max_cat_to_onehot": 4, **parameters}, data, trees)
    return booster, categories, names


def thresholds_of(booster, names):
    frame = booster.trees_to_dataframe()
    return [[v for v in frame[frame["Feature"] == name]["Split"] if np.isfinite(v)] for name in names]


models = {
    "binary:logistic": train(label, objective="binary:logistic", trees=12, depth=4),
    "binary:logistic, base score": train(label, objective="binary:logistic", base_score=0.3),
    "binary:logitraw": train(label, objective="binary:logitraw", trees=2, depth=2),
    "binary:hinge": train(label, objective="binary:hinge", trees=2, depth=2),
    "reg:squarederror": train(noisy * 100, objective="reg:squarederror", trees=15, depth=4),
    "no names, exact": train(noisy, objective="reg:squarederror", names=False, tree_method="exact"),
    "one category against the rest": train(noisy, objective="reg:squarederror", max_cat_to_onehot=100),
    "reg:squaredlogerror": train(amount, objective="reg:squaredlogerror", trees=2, depth=2),
    "reg:pseudohubererror": train(noisy, objective="reg:pseudohubererror", trees=2, depth=2),
    "reg:absoluteerror": train(noisy, objective="reg:absoluteerror", trees=2, depth=2),
    "reg:quantileerror": train(noisy, objective="reg:quantileerror", quantile_alpha=0.8, trees=2, depth=2),
    "reg:logistic": train(label * 0.8 + 0.1, objective="reg:logistic", trees=2, depth=2),
    "reg:gamma": train(amount, objective="reg:gamma", trees=2, depth=2),
    "reg:tweedie": train(amount, objective="reg:tweedie", trees=2, depth=2),
    "count:poisson": train(np.floor(amount), objective="count:poisson", trees=2, depth=2),
    "survival:aft": train(amount, objective="survival:aft", aft_loss_distribution="normal"),
    "survival:cox": train(np.where(label == 1, amount, -amount), objective="survival:cox", trees=2, depth=2),
    "rank:ndcg": train(label, objective="rank:ndcg", trees=2, depth=2),
    "multi:softprob": train(kinds, objective="multi:softprob", num_class=3),
    "multi:softmax": train(kinds, objective="multi:softmax", num_class=3, trees=2, depth=2),
    "dart": train(noisy, objective="reg:squarederror", booster="dart", rate_drop=0.5, trees=8),
    "forest of classes": train(kinds, objective="multi:softprob", num_class=3, num_parallel_tree=3, subsample=0.6,
                               trees=2, depth=2),
    "pruned": train(noisy, objective="reg:squarederror", gamma=8.0, depth=5, tree_method="exact", names=False),
    "a constant": train(noisy, objective="reg:squarederror", gamma=1e9, trees=1),
}

cases = []
for name, (booster, categories, names) in models.items():
    columns = ["a", "b", "c", "d"] if names else ["f0", "f1", "f2", "f3"]
    edges = thresholds_of(booster, columns)
    near = [[float(np.nextafter(np.float32(v), np.float32(s))) for v in part for s in (-np.inf, np.inf)] + part
            for part in edges]
    probes = probe_rows(generator, x, near, 70, odd)

    data = matrix(probes, None, categories, names)
    contributions = booster.predict(matrix(probes[:15], None, categories, names), pred_contribs=True)
    predicted = booster.predict(data)
    if booster.save_config().find("multi:softmax") >= 0:
        predicted = np.zeros(0)
    cases.append({"name": name, "json": booster.save_raw("json").decode(),
                  "ubj": base64.b64encode(booster.save_raw("ubj")).decode() if name in ("binary:logistic", "dart") else None,
                  "probes": packed(probes), "margins": packed(booster.predict(data, output_margin=True)),
                  "predicted": packed(predicted), "contributions": packed(contributions)})

# Data frames: categories by name and by number.
levels = ["north", "south", "east", "west", "far away"]
frame = pd.DataFrame({
    "a": x[:, 0],
    "region": pd.Categorical.from_codes(generator.integers(-1, 5, ROWS), categories=levels),
    "rank": pd.Categorical.from_codes(generator.integers(0, 3, ROWS), categories=[10, 20, 30]),
})
target = ((noisy + frame["region"].isin(["north", "far away"]) * 2 - (frame["rank"] == 20)) > 1.5).astype(float)
booster = xgb.train({"objective": "binary:logistic", "max_depth": 3, "nthread": 1},
                    xgb.DMatrix(frame, target, enable_categorical=True), 5)
asked = pd.DataFrame({
    "a": x[:100, 0],
    "region": pd.Categorical.from_codes(generator.integers(-1, 5, 100), categories=levels[::-1]),
    "rank": pd.Categorical.from_codes(generator.integers(-1, 3, 100), categories=[20, 10, 30]),
})
named = {"json": booster.save_raw("json").decode(),
         "ubj": base64.b64encode(booster.save_raw("ubj")).decode(), "a": packed(asked["a"]),
         "region": {"codes": asked["region"].cat.codes.tolist(), "levels": levels[::-1]},
         "rank": {"codes": asked["rank"].cat.codes.tolist(), "levels": ["20", "10", "30"]},
         "margins": packed(booster.predict(xgb.DMatrix(asked, enable_categorical=True), output_margin=True))}

# What is refused.
linear = xgb.train({"booster": "gblinear", "objective": "reg:squarederror"}, xgb.DMatrix(np.nan_to_num(x), noisy), 1)
two = xgb.train({"objective": "reg:squarederror", "max_depth": 1}, xgb.DMatrix(x, np.column_stack([noisy, noisy])), 1)
vector = xgb.train({"objective": "reg:squarederror", "max_depth": 1, "multi_strategy": "multi_output_tree"},
                   xgb.DMatrix(x, np.column_stack([noisy, noisy])), 1)
refused = {name: model.save_raw("json").decode()
           for name, model in [("gblinear", linear), ("two targets", two), ("leaves of two", vector)]}

with gzip.GzipFile("xgboost.json.gz", "w", mtime=0) as file:
    file.write(json.dumps({"versions": {"xgboost": xgb.__version__}, "cases": cases, "named": named,
                           "refused": refused}).encode())
