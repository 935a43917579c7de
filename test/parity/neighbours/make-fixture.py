"""Writes neighbours.json: scikit-learn's nearest neighbours on columns prepared as ours are.

    pip install -r ../fixtures/scikit-learn.requirements.txt && python make-fixture.py
"""

import json
import pathlib

import numpy as np
import sklearn
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor

rng = np.random.default_rng(5)
n, train = 330, 250
x = np.round(rng.normal(size=(n, 3)), 6)
x[rng.random(n) < 0.1, 2] = np.nan
group = rng.integers(0, 4, n)
raw = x[:, 0] + np.nan_to_num(x[:, 2], nan=1) * (group == 2) + rng.normal(0, 0.5, n)
target, grade, amount = (raw > 0).astype(int), np.digitize(raw, [-0.7, 0.7]), np.round(raw, 6)


def standard(column):
    """Clamped to the nearest ranks of 0.1 % and 99.9 %, missing at the median; all measured on the training rows."""
    known = np.sort(column[:train][~np.isnan(column[:train])])
    at = lambda share: known[max(0, int(np.ceil(share * len(known))) - 1)]
    clamp = lambda values: np.clip(values, at(0.001), at(0.999))
    return (clamp(np.where(np.isnan(column), at(0.5), column)) - clamp(known).mean()) / clamp(known).std()


# One-hot columns over the root of 2 put names that differ at a squared distance of 1.
design = np.column_stack([*[standard(column) for column in x.T], np.isnan(x[:, 2]), np.eye(4)[group] / np.sqrt(2)])


def predicted(model, values):
    model.set_params(n_neighbors=7, algorithm="brute").fit(design[:train], values[:train])
    rows = design[train:]
    return model.predict_proba(rows) if hasattr(model, "predict_proba") else model.predict(rows)


fixture = dict(
    versions=dict(sklearn=sklearn.__version__, numpy=np.__version__),
    train=train, x=[[None if np.isnan(v) else v for v in column] for column in x.T], group=group,
    target=target, grade=grade, amount=amount,
    predicted=dict(classification=predicted(KNeighborsClassifier(), target)[:, 1],
                   multiclass=predicted(KNeighborsClassifier(), grade).ravel(),
                   regression=predicted(KNeighborsRegressor(), amount)),
)
path = pathlib.Path(__file__).with_name("neighbours.json")
path.write_text(json.dumps(fixture, default=lambda value: value.tolist()) + "\n")
