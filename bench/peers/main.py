"""One measurement of a peer: `python main.py JOB`, a job of `../ml/jobs.ts` as JSON; prints the outcome as JSON."""

import json
import sys

job = json.loads(sys.argv[1])

if job["kind"] == "versions":
    import versions

    print(json.dumps(versions.versions()))
elif job["kind"] == "tune":
    import tuning

    print(json.dumps(tuning.tune(job)))
elif job["kind"] == "forest":
    import forests

    print(json.dumps(forests.forest(job)))
else:
    import boosters
    import measurements

    peer = {"lightgbm": boosters.LightGbm, "xgboost": boosters.Xgboost}[job["contestant"]]()
    print(json.dumps(measurements.measure(peer, job)))
