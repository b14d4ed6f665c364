"""The walk of an estimate towards what it estimates, inside two standard errors."""

from math import log10, sqrt

import numpy as np

from calctui.maths.sampling import Run
from calctui.scene import Curve, Guide, Mark, Plot, Point, Region, Role, Window
from calctui.scene.framing import blank_note, vertical

FIRST = 10
"""Samples from which on the window follows the estimate: before, anything can happen."""


def walk(run: Run, aim: float, name: str) -> Plot:
    """The estimate after each number of samples, on a logarithmic scale.

    Args:
        run: the samples so far.
        aim: what is estimated, or NaN where that is not known; then the last estimate takes its place.
        name: what the estimate is called.
    """
    counts = np.log10(run.counts)
    grid = np.linspace(0.0, max(float(counts[-1]), 1.0), 200)
    aim = aim if np.isfinite(aim) else run.estimate
    with np.errstate(all="ignore"):
        away = 2 * run.standard_error * sqrt(run.n) / np.sqrt(10.0**grid)
    marks: list[Mark] = []
    if np.isfinite(aim):
        marks.append(Guide(y=aim, role=Role.TANGENT))
        if np.isfinite(away).all():
            marks.insert(0, Region(grid, aim - away, aim + away, Role.TANGENT, "2σ/√n"))
    marks.append(Curve(counts, run.estimates, Role.SECANT, name))
    if np.isfinite(run.estimate):
        marks.append(Point(float(counts[-1]), run.estimate, Role.POINT))
    late = away[grid >= log10(FIRST)]
    with np.errstate(all="ignore"):
        seen = np.concatenate([run.estimates[run.counts >= FIRST], aim - late, aim + late])
    window = Window(0.0, float(grid[-1]), *vertical(seen, [aim, run.estimate]))
    note = blank_note(f"the {name}", run.estimates)
    return Plot(window, tuple(marks), name, "samples", note, log_x=True)
