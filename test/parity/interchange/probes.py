"""Rows that a model is asked about: usual values, and those at the edges of what it compares with."""

import base64

import numpy as np

ODD = [np.nan, np.inf, -np.inf, 0.0, -0.0, 1e-36, -1e-36, float(np.float32(1e-35)), -float(np.float32(1e-35)),
       -1.0, -0.5, 2.5, 31.0, 32.0, 1e10, -1e10, 1e300]


def packed(values):
    """Doubles as base64, so that every bit survives."""
    return base64.b64encode(np.ascontiguousarray(values, dtype="<f8").tobytes()).decode()


def probe_rows(generator, usual, thresholds, rows, odd=ODD):
    """Each cell is a usual value, a threshold, one of its neighbours, or an odd value.

    usual: rows x features; thresholds: for each feature a list.
    """
    probes = np.empty((rows, usual.shape[1]))
    for feature in range(usual.shape[1]):
        edges = np.asarray(thresholds[feature], dtype=float)
        near = np.concatenate([edges, np.nextafter(edges, np.inf), np.nextafter(edges, -np.inf)])
        for row in range(rows):
            kind = generator.random()
            if kind < 0.5 or (kind < 0.8 and len(near) == 0):
                probes[row, feature] = usual[generator.integers(len(usual)), feature]
            elif kind < 0.8:
                probes[row, feature] = generator.choice(near)
            else:
                probes[row, feature] = generator.choice(odd)
    return probes
