"""A LightGBM model behind FastAPI, as a careful Python engineer serves it.

    python main.py FOLDER PORT

`FOLDER/model.txt` is the model and `FOLDER/inputs.json` names its inputs in their order, those of categories with
their levels. One process, one event loop (uvloop), HTTP parsed in C (httptools), the request checked by pydantic, the
model asked in the event loop itself, for a thread for each request would cost more than the prediction.
"""

import json
import sys
from datetime import datetime, timezone
from pathlib import Path

import lightgbm
import numpy as np
import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel, ConfigDict, create_model

folder = Path(sys.argv[1])
booster = lightgbm.Booster(model_file=str(folder / "model.txt"))
inputs = json.loads((folder / "inputs.json").read_text())
names = [each["name"] for each in inputs]
# A level that the model does not know has the number after the last.
codes = {
    each["name"]: {level: code for code, level in enumerate(each["levels"])}
    for each in inputs
    if each["levels"] is not None
}

Features = create_model(
    "Features",
    __config__=ConfigDict(extra="forbid"),
    **{name: ((str if name in codes else float) | None, None) for name in names},
)


class Request(BaseModel):
    features: Features
    include_explanations: bool = False


class Factor(BaseModel):
    feature: str
    value: float | str | None
    contribution: float


class Answer(BaseModel):
    prediction: int
    probability: float
    confidence: float
    timestamp: datetime
    base: float | None = None
    factors: list[Factor] = []


app = FastAPI()


def row_of(features: Features) -> np.ndarray:
    row = np.empty((1, len(names)))
    for index, name in enumerate(names):
        value = getattr(features, name)
        if value is None:
            row[0, index] = np.nan
        elif name in codes:
            row[0, index] = codes[name].get(value, len(codes[name]))
        else:
            row[0, index] = value
    return row


def answer(probability: float, **more) -> Answer:
    likely = probability >= 0.5
    return Answer(
        prediction=int(likely),
        probability=probability,
        confidence=probability if likely else 1 - probability,
        timestamp=datetime.now(timezone.utc),
        **more,
    )


@app.post("/predict")
async def predict(request: Request) -> Answer:
    row = row_of(request.features)
    if not request.include_explanations:
        return answer(float(booster.predict(row, num_threads=1)[0]))
    # The contributions and what they start from sum to the raw score: the trees need not be walked twice.
    contributions = booster.predict(row, pred_contrib=True, num_threads=1)[0]
    probability = 1 / (1 + np.exp(-contributions.sum()))
    strongest = np.argsort(-np.abs(contributions[:-1]))[:5]
    return answer(
        float(probability),
        base=float(contributions[-1]),
        factors=[
            Factor(
                feature=names[index],
                value=getattr(request.features, names[index]),
                contribution=float(contributions[index]),
            )
            for index in strongest
        ],
    )


@app.get("/health")
async def health() -> dict[str, str]:
    return {"status": "ok"}


if __name__ == "__main__":
    uvicorn.run(
        app,
        host="127.0.0.1",
        port=int(sys.argv[2]),
        loop="uvloop",
        http="httptools",
        log_level="warning",
        access_log=False,
    )
