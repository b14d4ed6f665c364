"""The table of objects: the gradient, the Jacobian and the Hessian of the formula at hand, at its point."""

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from calctui.explore.controls import Numbers
from calctui.maths.derive import derivative
from calctui.maths.descent.compiled import joined
from calctui.maths.evaluate import Floats
from calctui.maths.expression import Expression
from calctui.maths.formatting import operations
from calctui.maths.jacobian import jacobian
from calctui.scene import Table
from calctui.scene.numbers import number

MOST = 6
"""Numbers that fit into a cell."""


def objects(f: Expression, at: Mapping[str, float], wrt: tuple[str, ...], lit: str) -> Table:
    """Each object's shape, its numbers here, what map it belongs to and what it captures.

    Args:
        f: one formula or several.
        at: the values of all its inputs.
        wrt: the inputs that vary.
        lit: the object that is being looked at.
    """
    first = matrix(f, tuple(at.items()), wrt)
    m, n = first.shape
    several, to = (" each", "one an output") if m > 1 else ("", "")
    second = to or _hessian(f, tuple(at.items()), wrt, first)
    rows = (
        ("gradient", f"{n}{several}", to or _written(first), f"{_space(n)} to R", "slope in every direction"),
        ("Jacobian", f"{m} x {n}", _written(first), f"{_space(n)} to {_space(m)}", "outputs by inputs"),
        ("Hessian", f"{n} x {n}{several}", second, f"{_space(n)} to R", "curvature"),
    )
    names = [row[0] for row in rows]
    return Table(("object", "shape", "here", "of a map", "captures"), rows, (names.index(lit),))


def twice(f: Expression, at: Mapping[str, float], wrt: tuple[str, ...]) -> Table:
    """The Hessian as what it is, the Jacobian of the gradient: each slope with its own slopes and formula."""
    values = tuple(at.items())
    second = _jacobian_of_gradient(f, values, wrt, matrix(f, values, wrt))
    slopes = _slopes(f, wrt)
    formulas = operations(slopes)
    rows = [
        (f"∂f/∂{name}", *row, formulas[output])
        for name, row, output in zip(wrt, second.tolist(), slopes.outputs, strict=True)
    ]
    return Table(("slope", *(f"by {name}" for name in wrt), "formula"), tuple(rows))


@lru_cache(maxsize=64)
def matrix(f: Expression, at: Numbers, wrt: tuple[str, ...]) -> Floats:
    """The Jacobian at a point: a picture and its table ask for the same one."""
    return jacobian(f, dict(at), wrt)


@lru_cache(maxsize=32)
def _slopes(f: Expression, wrt: tuple[str, ...]) -> Expression:
    """The gradient as formulas, an output each."""
    return joined([derivative(f, name) for name in wrt])


def _hessian(f: Expression, at: Numbers, wrt: tuple[str, ...], first: Floats) -> str:
    """The Hessian in a cell; no entry where `first`, the gradient (1, n), has none."""
    return _written(_jacobian_of_gradient(f, at, wrt, first)) if 0 < len(wrt) ** 2 <= MOST else ""


def _jacobian_of_gradient(f: Expression, at: Numbers, wrt: tuple[str, ...], first: Floats) -> Floats:
    there = np.isfinite(first) & np.isfinite(first.T)
    return np.where(there, matrix(_slopes(f, wrt), at, wrt), np.nan)


def _written(matrix: Floats) -> str:
    """Its numbers, rows apart by a semicolon; nothing where they are too many."""
    if matrix.size > MOST:
        return ""
    return "; ".join(
        " ".join(number(each, 3) if np.isfinite(each) else "-" for each in row) for row in matrix
    )


def _space(count: int) -> str:
    return "R" if count == 1 else f"R^{count}"
