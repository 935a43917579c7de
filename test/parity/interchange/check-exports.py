"""Writes exports.json.gz: what LightGBM and ONNX Runtime predict with models that we wrote, and hashes of these.

Run with the versions of requirements.txt, and node_modules installed: python check-exports.py
"""

import base64
import gzip
import hashlib
import json
import subprocess

import lightgbm as lgb
import numpy as np
import onnx
import onnxruntime as ort

from probes import packed


def doubles(text):
    return np.frombuffer(base64.b64decode(text), dtype="<f8")


def run_onnx(content, rows, element):
    model = onnx.load_from_string(content)
    onnx.checker.check_model(model)
    session = ort.InferenceSession(content, providers=["CPUExecutionProvider"])
    prediction, score = session.run(["prediction", "score"], {"features": rows.astype(element)})
    return {"operators": sorted({node.op_type for node in model.graph.node if node.domain == "ai.onnx.ml"}),
            "sha256": hashlib.sha256(content).hexdigest(),
            "prediction": packed(prediction), "score": packed(score)}


def run_lightgbm(text, rows):
    booster = lgb.Booster(model_str=text)
    raw = booster.predict(rows, raw_score=True)
    if "average_output" in text.split("\n"):
        # LightGBM sums here what it averages for its predictions.
        raw = raw / (booster.num_trees() // booster.num_model_per_iteration())
    return {"sha256": hashlib.sha256(text.encode()).hexdigest(), "score": packed(raw),
            "prediction": packed(booster.predict(rows)),
            "contributions": packed(booster.predict(rows[:10], pred_contrib=True))}


written = json.loads(subprocess.run(["../../../node_modules/.bin/jiti", "write-exports.ts"], check=True,
                                    capture_output=True).stdout)
cases = []
for model in written:
    rows = doubles(model["rows"]).reshape(-1, model["inputs"])
    cases.append({
        "name": model["name"],
        "lightgbm": None if model["text"] is None else run_lightgbm(model["text"], rows),
        "float": run_onnx(base64.b64decode(model["float"]), rows, np.float32),
        "double": run_onnx(base64.b64decode(model["double"]), rows, np.float64),
    })

versions = {"lightgbm": lgb.__version__, "onnx": onnx.__version__, "onnxruntime": ort.__version__}
with gzip.GzipFile("exports.json.gz", "w", mtime=0) as file:
    file.write(json.dumps({"versions": versions, "cases": cases}).encode())
