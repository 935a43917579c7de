"""scikit-learn's forests, with the out-of-bag estimate that ours always make."""

import time

import memory
import tables


def forest(job):
    from sklearn.ensemble import ExtraTreesClassifier, RandomForestClassifier
    from sklearn.metrics import roc_auc_score

    x, y, _ = tables.read(job["table"], "train", job["rows"])
    bootstrap = job["variety"] == "random-forest"
    make = RandomForestClassifier if bootstrap else ExtraTreesClassifier
    started = time.perf_counter()
    model = make(
        job["trees"],
        max_features="sqrt",
        min_samples_leaf=job["leaf"],
        bootstrap=bootstrap,
        oob_score=bootstrap,
        n_jobs=job["threads"],
        random_state=1,
    ).fit(x, y)
    seconds = time.perf_counter() - started
    peak = memory.peak_megabytes()
    x, y, _ = tables.read(job["table"], "test")
    return {"seconds": seconds, "peakMegabytes": peak, "auc": float(roc_auc_score(y, model.predict_proba(x)[:, 1]))}
