"""What `../ml/jobs.ts` asks for, of either booster."""

import time

import numpy

import memory
import tables

CALLS = 9
SINGLE_ROWS = 1000
SINGLE_SCORED = 20_000
SINGLE_EXPLAINED = 2000


def measure(peer, job):
    return {"train": train, "score": score, "single-row": single_row, "contributions": contributions}[
        job["kind"]
    ](peer, job)


def train(peer, job):
    x, y, categories = tables.read(job["table"], "train", job["rows"])
    shape, threads = job["shape"], job["threads"]
    loaded = memory.peak_megabytes()
    started = time.perf_counter()
    binned = peer.bin(x, y, categories, shape, threads)
    growing = time.perf_counter()
    model = peer.grow(binned, shape, job["trees"], threads)
    ended = time.perf_counter()
    peak = memory.peak_megabytes()
    if "save" in job:
        peer.save(model, job["save"])
    x, y, _ = tables.read(job["table"], "test")
    from sklearn.metrics import roc_auc_score

    return {
        "seconds": ended - started,
        "binningSeconds": growing - started,
        "growingSeconds": ended - growing,
        "peakMegabytes": peak,
        "loadedMegabytes": loaded,
        "auc": float(roc_auc_score(y, peer.scorer(model, threads)(x))),
    }


def score(peer, job):
    x, _, _ = tables.read(job["table"], "test", job["rows"])
    scorer = peer.scorer(peer.load(job["model"], job["threads"]), job["threads"])
    seconds = []
    for _ in range(CALLS):
        started = time.perf_counter()
        scorer(x)
        seconds.append(time.perf_counter() - started)
    return {"firstSeconds": seconds[0], "seconds": float(numpy.median(seconds[2:]))}


def single_row(peer, job):
    x, _, _ = tables.read(job["table"], "test", SINGLE_ROWS)
    model = peer.load(job["model"], 1)
    scorer = peer.row_scorer(model, x.shape[1])
    rows = [peer.row(x, at) for at in range(len(x))]
    explainers = [peer.explainer(model, x[at : at + 1], 1) for at in range(len(x))]
    return {
        "scored": latencies(SINGLE_SCORED, lambda call: scorer(rows[call % len(rows)])),
        "explained": latencies(SINGLE_EXPLAINED, lambda call: explainers[call % len(rows)]()),
    }


def latencies(calls, work):
    microseconds = []
    for call in range(calls):
        started = time.perf_counter()
        work(call)
        microseconds.append(1e6 * (time.perf_counter() - started))
    return {
        "p50": float(numpy.percentile(microseconds, 50)),
        "p99": float(numpy.percentile(microseconds, 99)),
    }


def contributions(peer, job):
    x, _, _ = tables.read(job["table"], "test", job["rows"])
    threads = job["threads"]
    model = peer.load(job["model"], threads)
    explain = peer.explainer(model, x, threads)
    started = time.perf_counter()
    values = explain()
    seconds = time.perf_counter() - started
    error = numpy.abs(numpy.asarray(values, dtype=float).sum(axis=1) - peer.raw(model, x, threads)).max()
    # Nothing is compiled or kept by a first call here, so a second one would take the same time again.
    speed = len(x) / seconds
    return {"rowsPerSecond": speed, "firstRowsPerSecond": speed, "additivityError": float(error)}
