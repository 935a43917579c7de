"""LightGBM with the settings that Optuna's TPE finds, for one fold."""

import pathlib
import time

import numpy

import tables


def tune(job):
    import lightgbm
    import optuna
    from sklearn.metrics import roc_auc_score

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    x, y, categories = tables.read(job["table"], "train")
    folds = numpy.fromfile(pathlib.Path(job["table"]) / "folds.u8", numpy.uint8).reshape(-1, len(y))
    train = folds[0] != job["fold"]
    inner = folds[1 + job["fold"]]

    def fit(rows, setting):
        parameters = {
            "objective": "binary",
            "verbosity": -1,
            "num_threads": job["threads"],
            "seed": 1,
            "bagging_freq": 1,
            **setting,
        }
        data = lightgbm.Dataset(x[rows], y[rows], categorical_feature=categories or "auto")
        return lightgbm.train(parameters, data)

    def auc(model, rows):
        return roc_auc_score(y[rows], model.predict(x[rows], num_threads=job["threads"]))

    def objective(trial):
        setting = {name: suggestion(trial, name, dimension) for name, dimension in job["space"].items()}
        held = [(train & (inner != fold), train & (inner == fold)) for fold in numpy.unique(inner[train])]
        return numpy.mean([auc(fit(known, setting), test) for known, test in held])

    started = time.perf_counter()
    study = optuna.create_study(direction="maximize", sampler=optuna.samplers.TPESampler(seed=1))
    study.enqueue_trial(job["first"])
    study.optimize(objective, n_trials=job["trials"])
    model = fit(train, study.best_params)
    seconds = time.perf_counter() - started
    return {"auc": float(auc(model, ~train)), "seconds": seconds}


def suggestion(trial, name, dimension):
    suggest = trial.suggest_int if dimension["type"] == "integer" else trial.suggest_float
    return suggest(name, dimension["low"], dimension["high"], log=dimension.get("log", False))
