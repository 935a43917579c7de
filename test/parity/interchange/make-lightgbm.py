"""Writes lightgbm.json.gz: models as LightGBM wrote them, probe rows, and what LightGBM predicts for them.

Run with the versions of requirements.txt: python make-lightgbm.py
"""

import gzip
import json

import lightgbm as lgb
import numpy as np
import pandas as pd

from probes import packed, probe_rows

generator = np.random.default_rng(7)
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
COMMON = {"verbosity": -1, "num_threads": 1, "min_data_in_leaf": 5, "seed": 1, "deterministic": True,
          "learning_rate": 0.3, "min_data_per_group": 5, "cat_smooth": 2}


def thresholds_of(booster):
    frame = booster.trees_to_dataframe()
    numeric = frame[frame["decision_type"] == "<="]
    names = booster.feature_name()
    return [[float(v) for v in numeric[numeric["split_feature"] == name]["threshold"]] for name in names]


def train(target, trees=4, leaves=8, categories=True, data=x, **parameters):
    dataset = lgb.Dataset(data, target, feature_name=["a", "b", "c", "d"],
                          categorical_feature=[3] if categories else [], group=parameters.pop("group", None),
                          free_raw_data=False)
    return lgb.train({**COMMON, "num_leaves": leaves, **parameters}, dataset, trees)


def custom(scores, dataset):
    return scores - dataset.get_label(), np.ones(len(scores))


signed = np.sign(noisy) * noisy ** 2
models = {
    "binary, categories": train(label, objective="binary", sigmoid=0.7, trees=8, leaves=12),
    "binary, zero as missing": train(label, objective="binary", zero_as_missing=True),
    "binary, no missing": train(label, objective="binary", use_missing=False),
    "regression": train(noisy, objective="regression", trees=10, leaves=10),
    "regression of roots": train(signed, objective="regression", reg_sqrt=True),
    "dart": train(noisy, objective="regression", boosting="dart", drop_rate=0.5, trees=6),
    "forest": train(label, objective="binary", boosting="rf", bagging_freq=1, bagging_fraction=0.6, trees=7),
    "forest of classes": train(kinds, objective="multiclass", num_class=3, boosting="rf", bagging_freq=1,
                               bagging_fraction=0.6, trees=3),
    "multiclass": train(kinds, objective="multiclass", num_class=3, trees=4),
    "multiclassova": train(kinds, objective="multiclassova", num_class=3, trees=2, leaves=4, sigmoid=2.0),
    "poisson": train(np.floor(amount), objective="poisson", trees=2, leaves=4),
    "gamma": train(amount, objective="gamma", trees=2, leaves=4),
    "tweedie": train(amount, objective="tweedie", trees=2, leaves=4),
    "quantile": train(noisy, objective="quantile", alpha=0.8, trees=2, leaves=4),
    "huber": train(noisy, objective="huber", trees=2, leaves=4),
    "mape": train(amount, objective="mape", trees=2, leaves=4),
    "cross_entropy": train(label * 0.8 + 0.1, objective="cross_entropy", trees=2, leaves=4),
    "cross_entropy_lambda": train(label * 0.8 + 0.1, objective="cross_entropy_lambda", trees=2, leaves=4),
    "lambdarank": train(label, objective="lambdarank", group=[20] * (ROWS // 20), trees=2, leaves=4),
    "custom": train(noisy, objective=custom, trees=2, leaves=4),
    "a constant": train(noisy, objective="regression", trees=1, min_gain_to_split=1e9),
}
# Two ways of missing on one input: training goes on without missing values.
dataset = lgb.Dataset(np.nan_to_num(x), label, feature_name=["a", "b", "c", "d"], categorical_feature=[3])
models["two rules of missing"] = lgb.train(
    {**COMMON, "objective": "binary", "num_leaves": 8, "zero_as_missing": True}, dataset, 3,
    init_model=train(label, objective="binary", trees=3))

# Thresholds next to 0, as no training gives them. The sizes of trees in the file must stay what they are.
def with_thresholds(booster, thresholds):
    text = booster.model_to_string()
    for line in [line for line in text.split("\n") if line.startswith("threshold=")]:
        words = line.removeprefix("threshold=").split(" ")
        edited = [f"{next(thresholds):.30f}"[:len(word) - 4] + "e-36" for word in words]
        assert [len(word) for word in edited] == [len(word) for word in words]
        text = text.replace(line, "threshold=" + " ".join(edited))
    return lgb.Booster(model_str=text)


models["next to 0"] = with_thresholds(train(label, objective="binary", categories=False, trees=2),
                                      iter(generator.uniform(-12, 12, 100)))

cases = []
for name, booster in models.items():
    probes = probe_rows(generator, x, thresholds_of(booster), 80)
    raw = booster.predict(probes, raw_score=True)
    if name.startswith("forest"):
        # LightGBM sums here what it averages for its predictions.
        raw = raw / (booster.num_trees() // booster.num_model_per_iteration())
    contributions = booster.predict(probes[:20], pred_contrib=True)
    cases.append({"name": name, "text": booster.model_to_string(), "probes": packed(probes), "raw": packed(raw),
                  "predicted": packed(booster.predict(probes)), "contributions": packed(contributions)})

# pandas: levels by name.
levels = ["north", "south", "east", "west", "far away"]
region = pd.Categorical.from_codes(generator.integers(-1, 5, ROWS), categories=levels)
rank = pd.Categorical.from_codes(generator.integers(0, 3, ROWS), categories=[10, 20, 30])
frame = pd.DataFrame({"a": x[:, 0], "region": region, "rank": rank})
target = ((noisy + region.isin(["north", "far away"]) * 2 - (rank == 20)) > 1.5).astype(float)
booster = lgb.train({**COMMON, "objective": "binary", "num_leaves": 8}, lgb.Dataset(frame, target), 5)
asked = pd.DataFrame({
    "a": probe_rows(generator, x[:, :1], [[]], 80)[:, 0],
    "region": pd.Categorical.from_codes(generator.integers(-1, 6, 80), categories=["moon", *levels[::-1]]),
    "rank": pd.Categorical.from_codes(generator.integers(-1, 3, 80), categories=[20, 10, 30]),
})
pandas_case = {"text": booster.model_to_string(), "a": packed(asked["a"]),
               "region": {"codes": asked["region"].cat.codes.tolist(), "levels": ["moon", *levels[::-1]]},
               "rank": {"codes": asked["rank"].cat.codes.tolist(), "levels": ["20", "10", "30"]},
               "raw": packed(booster.predict(asked, raw_score=True))}

# Linear leaves, which are refused.
linear = lgb.train({**COMMON, "objective": "regression", "num_leaves": 4, "linear_tree": True},
                   lgb.Dataset(x[:, :1], noisy), 1).model_to_string()

with gzip.GzipFile("lightgbm.json.gz", "w", mtime=0) as file:
    file.write(json.dumps({"versions": {"lightgbm": lgb.__version__}, "cases": cases, "pandas": pandas_case,
                           "linear": linear}).encode())
