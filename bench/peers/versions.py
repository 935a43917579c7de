"""What the peers are."""

import importlib.metadata
import platform


def versions():
    names = ["lightgbm", "xgboost-cpu", "scikit-learn", "shap", "optuna", "numpy"]
    return {"python": platform.python_version(), **{name: importlib.metadata.version(name) for name in names}}
