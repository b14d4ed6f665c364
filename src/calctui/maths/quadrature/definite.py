"""The value of a definite integral, with a bound on its error, or why it has none.

In doubt the kind is UNCLEAR. What lies below rounding is not seen, nor a spike thinner than a thousandth of
the stretch.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum, auto
from itertools import pairwise

import numpy as np

from calctui.maths.curves import sample
from calctui.maths.evaluate import Floats, Values
from calctui.maths.expression import Expression
from calctui.maths.quadrature.brink import MOST, Area, Brink, Verdict, brinks, verdict
from calctui.maths.quadrature.mesh import NARROW, NOTHING, PLAIN, Integrand, Mesh, measured, refined, total
from calctui.maths.rounding import bounded

PIECES = 16
"""Of the whole stretch, to begin with."""
WORK = 50_000
"""Pieces times nodes of the graph: 0.2 s where a function is wild all over."""
OVERHEAD = 4
VAGUE = 1e-3
"""A value that may be off by this share of the area of |f| is not worth saying..."""
FAINT = 1e-12
"""...unless that is next to nothing: x - x is 0 as far as rounding tells."""
TINY = 2.0**-20
"""Places within this share of the stretch are one, and pieces below it that are not settled are stuck."""
MOST_STUCK = 8


class Kind(StrEnum):
    """What became of an integral."""

    PROPER = auto()
    IMPROPER = auto()
    """It converges, although f is unbounded or has no value at some places."""
    DIVERGES = auto()
    UNDEFINED = auto()
    """f has no value on a whole stretch."""
    UNCLEAR = auto()


@dataclass(frozen=True, slots=True)
class Integral:
    """An integral from a to b."""

    value: float
    """An infinity where all that diverges does so with one sign; NaN where there is no value."""
    error: float
    """How far `value` may be off."""
    kind: Kind
    size: float = 0.0
    """The area of |f|, as far as it was seen: what errors are measured against."""
    places: tuple[float, ...] = ()
    """Where f is unbounded or has no value, ascending; the first stretch without values by its ends."""
    breaks: tuple[float, ...] = ()
    """Where f jumps, has a pole or a hole, ascending: where `running` is to cut."""
    stops: float | None = None
    """The first place that the area from a can't get past; None where it gets to b."""
    exact: bool = False
    """Whether SymPy found the same."""


def integral(expression: Expression, wrt: str, at: Values, a: float, b: float) -> Integral:
    """Integrate the last output over `wrt` from `a` to `b`; with a > b it is the negative of the way back.

    Args:
        expression: one function; its last output counts.
        wrt: the input that moves.
        at: a number for every other input.
        a: where the integral starts, finite.
        b: where it stops, finite.
    """
    if a == b:
        return Integral(0.0, 0.0, Kind.PROPER)
    f = Integrand(expression, wrt, at)
    found = _forward(f, float(min(a, b)), float(max(a, b)), b < a)
    return found if a < b else replace(found, value=0.0 - found.value)


def _forward(f: Integrand, low: float, high: float, back: bool) -> Integral:
    """The integral from `low` to `high`; only where it stops depends on the direction."""
    breaks = _breaks(f, low, high)
    with np.errstate(all="ignore"):
        near, mesh = _surveyed(f, [low, *breaks, high])
        if more := _stuck(f, mesh, low, high):
            breaks = sorted({*breaks, *more})
            near, mesh = _surveyed(f, [low, *breaks, high])
        plain = mesh.only(mesh.label == PLAIN)
        areas = [_judged(mesh, number, brink) for number, brink in enumerate(near)]
        value = float(plain.areas().sum() + sum(area.value for area in areas))
        error = float(plain.errors().sum() + sum(area.error for area in areas) + NOTHING * total(mesh.size))
    void = _void(mesh, [low, *breaks, high])
    stuck = [brink.place for brink, area in zip(near, areas, strict=True) if area.verdict is not Verdict.ENDS]
    stops = (max if back else min)([*void, *stuck], default=None)
    size, places = total(mesh.size), _singular(f, near, areas)
    found = Integral(math.nan, math.nan, Kind.UNCLEAR, size, places, tuple(breaks), stops)
    if void:
        return replace(found, kind=Kind.UNDEFINED, places=void)
    if any(area.verdict is Verdict.ENDLESS for area in areas):
        return replace(found, kind=Kind.DIVERGES, value=value)
    if not error <= max(VAGUE * size, FAINT) or not math.isfinite(value):
        return found
    kind = Kind.IMPROPER if found.places else Kind.PROPER
    return replace(found, kind=kind, value=value, error=error)


def _surveyed(f: Integrand, edges: Sequence[float]) -> tuple[list[Brink], Mesh]:
    """The ends of stretches that need a closer look, and the mesh over all, refined."""
    near = [brink for ends in pairwise(edges) for brink in brinks(f, *ends)]
    most = WORK // (OVERHEAD + len(f.expression.nodes))
    return near, refined(f, _mesh(f, edges, near), most)


def _breaks(f: Integrand, low: float, high: float) -> list[float]:
    """Where the curve breaks between both ends, a place for each break, and two for a gap."""
    samples = sample(f, low, high)
    torn = np.flatnonzero(np.isnan(samples.y))
    if not len(torn):
        return []
    x = samples.x[torn]
    y, doubts = bounded(f.expression, {**f.at, f.wrt: x})
    missing = np.isnan(y) & np.isnan(doubts)
    beside = f(np.stack([np.nextafter(x, -np.inf), x, np.nextafter(x, np.inf)]))
    over = np.asarray(np.isinf(beside).any(axis=0))
    found: list[float] = []
    close = TINY * (high - low)
    ends = (np.diff(torn) > 1) & (np.diff(x) > close)
    for run in np.split(np.arange(len(x)), np.flatnonzero(ends) + 1):
        nowhere, gap = x[run][missing[run]], x[run][np.isnan(y[run])]
        if len(nowhere):
            found += gap[[0, -1]].tolist() if gap[-1] - gap[0] > close else nowhere[:1].tolist()
        elif not over[run].any():  # past all floats there is no break
            found.append(float(x[run[len(run) // 2]]))
    return [place for place in found if low + close < place < high - close]


def _stuck(f: Integrand, mesh: Mesh, low: float, high: float) -> list[float]:
    """Places that the mesh has closed in on without settling: a pole that lies between two floats."""
    tiny = (mesh.label == PLAIN) & (mesh.right - mesh.left < TINY * (high - low))
    bad = mesh.only(tiny & ~(mesh.errors() <= VAGUE * total(mesh.size)))
    left, around = np.sort(bad.left), np.arange(-4 * NARROW, 4 * NARROW)
    groups = np.split(left, np.flatnonzero(np.diff(left) > TINY * (high - low)) + 1)
    found: list[float] = []
    for group in groups[:MOST_STUCK]:
        floats = (group[:, np.newaxis] + np.spacing(group)[:, np.newaxis] * around).ravel()
        if len(floats):
            heights = np.abs(f(floats))
            found.append(float(floats[np.where(np.isnan(heights), np.inf, heights).argmax()]))
    return [place for place in found if low < place < high]


def _mesh(f: Integrand, edges: Sequence[float], near: Sequence[Brink]) -> Mesh:
    """The shells of all brinks, and what lies between them in even pieces."""
    pieces = [np.stack([*brink.shells, _labels(brink, number)]) for number, brink in enumerate(near)]
    reach = {(brink.place, brink.side): brink.reach for brink in near}
    for left, right in pairwise(edges):
        inner, outer = left + reach.get((left, 1.0), 0.0), right - reach.get((right, -1.0), 0.0)
        count = math.ceil(PIECES * (outer - inner) / (edges[-1] - edges[0]))
        points = np.linspace(inner, outer, count + 1)
        pieces.append(np.stack([points[:-1], points[1:], np.full(count, PLAIN)]))
    return measured(f, *np.concatenate(pieces, axis=1))


def _labels(brink: Brink, number: int) -> Floats:
    """What the shells of a brink are found again by."""
    return number * MOST + np.arange(len(brink.edges) - 1.0)


def _judged(mesh: Mesh, number: int, brink: Brink) -> Area:
    """What becomes of the area over one brink."""
    labels = _labels(brink, number)
    mine = mesh.only(np.isin(mesh.label, labels))
    shell = (mine.label - labels[:1]).astype(int)

    def added(column: Floats) -> Floats:
        return np.bincount(shell, column, len(labels)).astype(float)

    return verdict(brink, added(mine.areas()), added(mine.errors()), added(mine.size))


def _void(mesh: Mesh, edges: Sequence[float]) -> tuple[float, ...]:
    """Both ends of the first stretch without values; nothing where there is none."""
    void = mesh.only(mesh.void.astype(bool) & ~mesh.narrow)
    if not len(void.left):
        return ()
    order = np.argsort(void.left)
    left, right = void.left[order], void.right[order]
    gaps = np.flatnonzero(left[1:] > right[:-1] + TINY * (edges[-1] - edges[0]))
    ends = float(left[0]), float(right[gaps[0]] if len(gaps) else right[-1])
    nearest = [min(edges, key=lambda edge: abs(edge - end)) for end in ends]
    close = TINY * (edges[-1] - edges[0])
    return tuple(edge if abs(edge - end) < close else end for edge, end in zip(nearest, ends, strict=True))


def _singular(f: Integrand, near: Sequence[Brink], areas: Sequence[Area]) -> tuple[float, ...]:
    """Places where f is unbounded or has no value."""
    if not near:
        return ()
    missing = ~np.isfinite(f(np.array([brink.place for brink in near])))
    rows = zip(near, areas, missing, strict=True)
    return tuple(sorted({brink.place for brink, area, hole in rows if hole or not area.bounded}))
