"""Writes lightgbm-3.json.gz: models of an older LightGBM, whose text has the version v3.

Run with lightgbm==3.3.5 and scikit-learn: python make-lightgbm-3.py
"""

import gzip
import json

import lightgbm as lgb
import numpy as np

from probes import packed

generator = np.random.default_rng(3)
ROWS = 100
x = np.column_stack([generator.normal(size=ROWS),
                     np.where(generator.random(ROWS) < 0.2, np.nan, generator.normal(size=ROWS)),
                     generator.integers(0, 40, ROWS)])
label = (x[:, 0] + np.isin(x[:, 2], [1, 4, 33]) > 0.5).astype(float)

cases = []
for name, parameters in {
    "binary": {"objective": "binary"},
    "two classes": {"objective": "multiclass", "num_class": 2},
    "forest": {"objective": "regression", "boosting": "rf", "bagging_freq": 1, "bagging_fraction": 0.5},
}.items():
    booster = lgb.train({**parameters, "verbosity": -1, "num_leaves": 6, "min_data_in_leaf": 5, "min_data_per_group": 5,
                         "num_threads": 1}, lgb.Dataset(x, label, categorical_feature=[2]), 4)
    raw = booster.predict(x, raw_score=True)
    if name == "forest":
        raw = raw / booster.num_trees()
    cases.append({"name": name, "text": booster.model_to_string(), "raw": packed(raw)})

with gzip.GzipFile("lightgbm-3.json.gz", "w", mtime=0) as file:
    file.write(json.dumps({"versions": {"lightgbm": lgb.__version__}, "probes": packed(x), "cases": cases}).encode())
