"""Writes xgboost-2.json.gz: models of an older XGBoost, whose base score is one number for all and whose nodes that
split categories have NaN for a condition.

Run with xgboost-cpu==2.1.4, scikit-learn and pandas: python make-xgboost-2.py
"""

import base64
import gzip
import json

import numpy as np
import xgboost as xgb

from probes import packed

generator = np.random.default_rng(3)
ROWS = 100
x = np.column_stack([generator.normal(size=ROWS), np.where(generator.random(ROWS) < 0.2, np.nan, generator.normal(size=ROWS)),
                     generator.integers(0, 6, ROWS)])
label = (x[:, 0] + np.isin(x[:, 2], [1, 4]) > 0.5).astype(float)
data = xgb.DMatrix(x, label, feature_names=["a", "b", "c"], feature_types=["float", "float", "c"],
                   enable_categorical=True)

cases = []
for name, parameters in {
    "binary:logistic": {"objective": "binary:logistic", "base_score": 0.2},
    "dart": {"objective": "count:poisson", "booster": "dart", "rate_drop": 0.5},
    "multi:softprob": {"objective": "multi:softprob", "num_class": 3},
}.items():
    booster = xgb.train({**parameters, "max_depth": 2, "nthread": 1}, data, 3)
    cases.append({"name": name, "json": booster.save_raw("json").decode(),
                  "ubj": base64.b64encode(booster.save_raw("ubj")).decode(),
                  "margins": packed(booster.predict(data, output_margin=True))})

with gzip.GzipFile("xgboost-2.json.gz", "w", mtime=0) as file:
    file.write(json.dumps({"versions": {"xgboost": xgb.__version__}, "probes": packed(x), "cases": cases}).encode())
