"""Lines of equal height of a quadratic in x and y: conics, solved for rather than searched on a grid."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from calctui.maths.curvature import Curvature
from calctui.maths.evaluate import Floats

PLACES = 101
"""On each stretch of a line."""


class _Quadratic(NamedTuple):
    """c + b·u + a·u², one for each height: `c` of shape (k, 1, 1)."""

    c: Floats
    b: float
    a: float

    def at(self, u: Floats) -> Floats:
        """The values at places u (k, ...)."""
        return np.asarray(self.c + (self.b + self.a * u) * u)

    def roots(self) -> Floats:
        """Where it is 0, shape (2, k, 1, 1)."""
        return _solved(self.a, self.b, self.c, np.sqrt(self.b**2 - 4 * self.a * self.c))


def level_lines(here: Curvature, heights: ArrayLike, reach: float) -> tuple[Floats, Floats]:
    """Where the quadratic that fits here has one of `heights` (k,), within `reach` along its axes.

    With u along one axis and v along the other, v is solved for at many u.

    Returns:
        x and y of shape (n,), with a NaN between the branches.
    """
    bends, axes = np.array(here.eigenvalues), here.axes
    slopes = axes.T @ [here.dx, here.dy]
    along, across = np.argsort(np.abs(bends) * reach + np.abs(slopes))  # v runs where the ground is steeper
    b, a = float(slopes[across]), float(bends[across]) / 2
    with np.errstate(all="ignore"):
        aside = here.value - np.asarray(heights, dtype=float)[:, None, None]
        rest = _Quadratic(aside, float(slopes[along]), float(bends[along]) / 2)
        discriminant = _Quadratic(b * b - 4 * a * rest.c, -4 * a * rest.b, -4 * a * rest.a)
        u = _stretches(discriminant.roots(), reach)
        v = _solved(a, b, rest.at(u), _root(discriminant.at(u)))
        v[~(np.abs(v) <= reach)] = np.nan
    lifted = ((0, 0),) * 3 + ((0, 1),)
    u, v = (np.pad(part, lifted, constant_values=np.nan).ravel() for part in (np.stack([u, u]), v))
    x, y = axes[:, [along]] * u + axes[:, [across]] * v
    return here.x + x, here.y + y


def _stretches(roots: Floats, reach: float) -> Floats:
    """Places from end to end of each stretch between the roots, densest at its ends: shape (k, 3, PLACES)."""
    inner = np.clip(np.nan_to_num(roots[..., 0, 0], nan=reach), -reach, reach).T
    ends = np.sort(np.pad(inner, ((0, 0), (1, 1)), constant_values=(-reach, reach)))[..., None]
    shares = (1 - np.cos(np.linspace(0, np.pi, PLACES))) / 2
    return np.asarray(ends[:, :-1] + np.diff(ends, axis=1) * shares)


def _root(discriminant: Floats) -> Floats:
    """Its square root (k, 3, PLACES), NaN where it is below 0 but for the rounding at a stretch's end."""
    inside = discriminant[..., [PLACES // 2]] > 0
    return np.sqrt(np.where(inside, np.maximum(discriminant, 0.0), np.nan))


def _solved(a: float, b: float, c: Floats, root: Floats) -> Floats:
    """Both solutions of a·v² + b·v + c = 0 without cancellation, from the root of the discriminant.

    Press et al., Numerical Recipes, section 5.6. Where a is 0, the first is none.
    """
    half = -(b + np.copysign(root, b)) / 2
    return np.stack([half / a, np.where(half == 0, 0.0, c / half)])
