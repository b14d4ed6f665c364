"""The Hessian of a function of x and y at a point, its axes, and the word for the shape of the ground."""

from dataclasses import dataclass
from enum import StrEnum, auto
from functools import lru_cache
from math import hypot, nan

import numpy as np

from calctui.maths.autodiff import gradient
from calctui.maths.derive import derivative
from calctui.maths.evaluate import Floats, Values
from calctui.maths.expression import Expression
from calctui.maths.pointwise import local

DUST = 1e-12
"""An eigenvalue of this share of the larger one is 0 to rounding."""
ROUNDING = 1e-15
"""A few times the rounding of a float: what solving for a place adds to it, times the condition number."""


class Shape(StrEnum):
    """What the second derivatives say of a place: `-like` where the ground is not level."""

    MINIMUM = auto()
    MAXIMUM = auto()
    SADDLE = auto()
    BOWL = "bowl-like"
    DOME = "dome-like"
    SADDLE_LIKE = "saddle-like"
    FLAT = auto()
    INCONCLUSIVE = auto()
    UNDEFINED = auto()


@dataclass(frozen=True, slots=True)
class Curvature:
    """Value, gradient and Hessian at one point; NaN where one does not exist."""

    x: float
    y: float
    value: float
    dx: float
    dy: float
    xx: float
    xy: float
    yy: float

    @property
    def exists(self) -> bool:
        """Whether there is a finite Hessian, and a value and gradient under it."""
        return bool(np.isfinite([self.value, self.dx, self.dy, self.xx, self.xy, self.yy]).all())

    @property
    def matrix(self) -> Floats:
        """Shape (2, 2), exactly symmetric."""
        return np.array([[self.xx, self.xy], [self.xy, self.yy]])

    @property
    def determinant(self) -> float:
        """xx · yy - xy²; the product of the eigenvalues."""
        with np.errstate(all="ignore"):
            return float(np.float64(self.xx) * self.yy - np.float64(self.xy) ** 2)

    @property
    def eigenvalues(self) -> tuple[float, float]:
        """The least and the largest curvature of any heading; one that is 0 to rounding is 0."""
        return _spectrum(self.xx, self.xy, self.yy)[0] if self.exists else (nan, nan)

    @property
    def axes(self) -> Floats:
        """Shape (2, 2): in each column the heading of an eigenvalue, as a unit vector."""
        return _spectrum(self.xx, self.xy, self.yy)[1]

    @property
    def condition(self) -> float:
        """How many times as sharply it bends along one axis as along the other; inf where one is straight."""
        small, large = sorted(map(abs, self.eigenvalues))
        if not large or not self.exists:
            return nan
        return large / small if small else np.inf

    @property
    def best_rate(self) -> float:
        """The learning rate that serves both axes best, 2 / (λ₁ + λ₂); NaN where the ground is no bowl.

        Nocedal and Wright, section 3.3.
        """
        low, high = self.eigenvalues
        return 2 / (low + high) if low > 0 else nan

    @property
    def centre(self) -> tuple[float, float]:
        """Where the fitted quadratic is level; NaN where it has no such place, or many."""
        if not self.exists or 0 in self.eigenvalues:
            return nan, nan
        place = np.array([self.x, self.y]) - np.linalg.solve(self.matrix, [self.dx, self.dy])
        dust = ROUNDING * self.condition * hypot(self.x, self.y)
        x, y = np.where(np.abs(place) <= dust, 0.0, place).tolist()
        return x, y

    def fitted(self, x: Floats, y: Floats) -> Floats:
        """The quadratic that has this value, gradient and Hessian here, at x and y of any one shape."""
        u, v = x - self.x, y - self.y
        with np.errstate(all="ignore"):
            bend = self.xx * u * u + 2 * self.xy * u * v + self.yy * v * v
            return np.asarray(self.value + self.dx * u + self.dy * v + bend / 2)


@lru_cache(maxsize=32)
def _spectrum(xx: float, xy: float, yy: float) -> tuple[tuple[float, float], Floats]:
    """Eigenvalues, ascending, and in columns their headings; everything about a shape asks for them."""
    (low, high), axes = np.linalg.eigh([[xx, xy], [xy, yy]])
    axes.flags.writeable = False
    dust = DUST * max(abs(low), abs(high))
    return (0.0 if abs(low) <= dust else float(low), 0.0 if abs(high) <= dust else float(high)), axes


def curvature(expression: Expression, at: Values) -> Curvature:
    """Look at the last output around the point (x, y) in `at`; at a corner there is no Hessian."""
    along_x, along_y = local(expression, "x", at), local(expression, "y", at)
    mixed = local(_slope(expression), "y", at)
    return Curvature(
        float(at["x"]), float(at["y"]), along_x.value, along_x.slope, along_y.slope,
        along_x.curvature, mixed.slope, along_y.curvature,
    )  # fmt: skip


@lru_cache(maxsize=32)
def _slope(expression: Expression) -> Expression:
    return derivative(expression, "x")


def shape(expression: Expression, at: Values, here: Curvature) -> Shape:
    """The word for the place.

    It is a minimum, maximum or saddle where the fitted quadratic's own level place is one of f: at a level
    point that is the point itself, and a quadratic f has it wherever one stands. Else it is only like one.
    """
    if not here.exists:
        return Shape.UNDEFINED
    low, high = here.eigenvalues
    if low == high == 0:
        return Shape.FLAT
    if 0 in (low, high):
        return Shape.INCONCLUSIVE
    level = _is_level(expression, at, here)
    if low > 0:
        return Shape.MINIMUM if level else Shape.BOWL
    if high < 0:
        return Shape.MAXIMUM if level else Shape.DOME
    return Shape.SADDLE if level else Shape.SADDLE_LIKE


def _is_level(expression: Expression, at: Values, here: Curvature) -> bool:
    """Whether the gradient of f at the fitted quadratic's level place is 0, but for rounding."""
    x, y = here.centre
    slopes = gradient(expression, {**at, "x": x, "y": y}, ["x", "y"])
    size = max(map(abs, here.eigenvalues)) * max(1.0, hypot(here.x, here.y), hypot(x, y))
    return hypot(float(slopes["x"]), float(slopes["y"])) <= DUST * size
