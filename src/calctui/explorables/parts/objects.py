"""The table of objects: the gradient, the Jacobian and the Hessian of the formula at hand, at its point."""

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from calctui.maths.descent import Objective
from calctui.maths.evaluate import Floats
from calctui.maths.expression import Expression
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
    first = jacobian(f, at, wrt)
    m, n = first.shape
    several, to = (" each", "one an output") if m > 1 else ("", "")
    second = to or _written(_hessian(f, tuple(at.items()), wrt))
    rows = (
        ("gradient", f"{n}{several}", to or _written(first), f"{_space(n)} to R", "slope in every direction"),
        ("Jacobian", f"{m} x {n}", _written(first), f"{_space(n)} to {_space(m)}", "outputs by inputs"),
        ("Hessian", f"{n} x {n}{several}", second, f"{_space(n)} to R", "curvature"),
    )
    names = [row[0] for row in rows]
    return Table(("object", "shape", "here", "of a map", "captures"), rows, (names.index(lit),))


@lru_cache(maxsize=32)
def _objective(f: Expression, wrt: tuple[str, ...], letters: tuple[tuple[str, float], ...]) -> Objective:
    return Objective(f, wrt, letters)


def _hessian(f: Expression, at: tuple[tuple[str, float], ...], wrt: tuple[str, ...]) -> Floats:
    letters = tuple((name, value) for name, value in at if name not in wrt)
    return _objective(f, wrt, letters).hessian(np.array([dict(at)[name] for name in wrt]))


def _written(matrix: Floats) -> str:
    """Its numbers, rows apart by a semicolon; nothing where they are too many."""
    if matrix.size > MOST:
        return ""
    return "; ".join(
        " ".join(number(each, 3) if np.isfinite(each) else "-" for each in row) for row in matrix
    )


def _space(count: int) -> str:
    return "R" if count == 1 else f"R^{count}"
