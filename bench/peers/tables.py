"""Tables as `../ml/table.ts` writes them."""

import json
import pathlib

import numpy


def read(folder, part, most=None):
    """
    Row after row, as Python users have it; categories as codes, NaN where missing.

    Read column by column into its place, so that no second copy counts in the memory that is measured.
    @returns x (rows x columns, float64), y, and the indices of the category columns
    """
    table = json.loads((pathlib.Path(folder) / "table.json").read_text())
    stored = table[f"{part}Rows"]
    rows = min(stored, most or stored)
    inputs = table["inputs"]
    x = numpy.empty((rows, len(inputs)))
    with open(pathlib.Path(folder) / f"{part}.f64", "rb") as file:
        for column in range(len(inputs)):
            file.seek(8 * stored * column)
            x[:, column] = numpy.fromfile(file, numpy.float64, rows)
        file.seek(8 * stored * len(inputs))
        y = numpy.fromfile(file, numpy.float64, rows)
    return x, y, [at for at, column in enumerate(inputs) if column["levels"] > 0]
