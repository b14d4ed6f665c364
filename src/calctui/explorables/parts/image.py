"""What a map does near a point: its matrix, and the images of a circle of inputs, true and linear."""

import numpy as np

from calctui.explorables.parts.objects import matrix
from calctui.explore.controls import Numbers
from calctui.maths.evaluate import Floats, node_values
from calctui.maths.expression import Expression
from calctui.maths.narrowing import Mask, cut

ROUND = np.linspace(0.0, 2 * np.pi, 181)
"""The circle, by its angle."""
PARTS, ROUNDS = 8, 14
"""How a step along the image that may be a jump is narrowed: nearly to neighbouring floats."""
OPEN = 0.5
"""A jump is a step of which one part is this share, however often it is cut."""
DUST = 1e-12
"""This share of the numbers it comes from, or of what a determinant could be at most, is 0 to rounding."""
ROUNDING = 1e-15
"""Images closer than this share of their coordinates are one, as far as floats can tell."""


class Image:
    """A map at a point, and the images of a circle in the plane of the first two inputs."""

    def __init__(self, f: Expression, at: Numbers, radius: float) -> None:
        self.f, self.inputs = f, f.inputs
        self.outputs = output_names(f)
        self.matrix = matrix(f, at, f.inputs)
        self.here = np.array([value for _, value in at])
        self.moved = self._circle(ROUND, radius)
        """Displacements from the point, shape (n, k)."""
        self.value = self._values(np.zeros((len(self.inputs), 1)))[:, 0]
        with np.errstate(all="ignore"):
            self.true = self._values(self.moved)
            self.linear = self.value[:, np.newaxis] + self.matrix @ self.moved
            gaps = self.true - self.linear
            sizes = np.abs(self.true).max(axis=1) + np.abs(self.matrix * self.here).max(axis=1, initial=0.0)
            self.torn = self._torn(radius, ROUNDING * float(sizes.max()))
        self.error_ratio = float(np.hypot.reduce(gaps, axis=0).max()) / radius  # no square that overflows
        """The largest distance between the images, in radii."""
        self.one = bool((np.abs(gaps).max(axis=1) <= ROUNDING * sizes).all())
        """Whether both images are the same to rounding, in every output."""

    @property
    def exists(self) -> bool:
        """Whether the map has a value and a whole matrix here."""
        return bool(np.isfinite(self.value).all() and np.isfinite(self.matrix).all())

    @property
    def square(self) -> bool:
        """Whether there are as many outputs as inputs."""
        return len(self.outputs) == len(self.inputs)

    @property
    def determinant(self) -> float:
        """By how much the matrix changes areas; NaN where it is not square or not whole.

        It is at most the product of the rows' lengths (Hadamard), and 0 where it is next to nothing of that.
        """
        if not (self.square and self.exists):
            return np.nan
        with np.errstate(all="ignore"):
            lengths = np.hypot.reduce(self.matrix, axis=1)[:, np.newaxis]
            share = np.linalg.det(self.matrix / np.where(lengths, lengths, 1.0))
            return float(np.linalg.det(self.matrix)) if abs(share) > DUST else 0.0

    def special(self) -> tuple[str, ...]:
        """What is remarkable about a square matrix."""
        if not self.square or len(self.matrix) < 2:
            return ()
        sizes = np.abs(self.matrix)
        symmetric = (np.abs(self.matrix - self.matrix.T) <= DUST * np.maximum(sizes, sizes.T)).all()
        silent = (np.abs(self.matrix.sum(axis=1)) <= DUST * sizes.max(axis=1)).all()
        return tuple(word for word, holds in (("symmetric", symmetric), ("rows sum to 0", silent)) if holds)

    def _torn(self, radius: float, dust: float) -> Mask:
        """Which steps from one angle to the next jump, shape (k - 1,)."""
        left, right = ROUND[:-1], ROUND[1:]
        parts = self._parts(left, right, radius)
        whole, largest = parts.sum(axis=0), parts.max(axis=0)
        torn = (largest > OPEN * whole) & (largest > PARTS * dust)
        for _ in range(ROUNDS):
            if not torn.any():
                break
            which = parts.argmax(axis=0)
            left, right = (np.choose(which + end, cut(left, right, PARTS)) for end in (0, 1))
            parts = self._parts(left, right, radius)
            torn &= parts.max(axis=0) > OPEN * largest
        return np.asarray(torn)

    def _parts(self, left: Floats, right: Floats, radius: float) -> Floats:
        """How long the parts of each step from angle to angle are, shape (PARTS, steps); 0 by no value."""
        angles = cut(left, right, PARTS)
        path = self._values(self._circle(angles.ravel(), radius)).reshape(-1, *angles.shape)
        lengths = np.hypot.reduce(np.diff(path, axis=1), axis=0)
        return np.where(np.isfinite(lengths), lengths, 0.0)

    def _circle(self, angles: Floats, radius: float) -> Floats:
        """Displacements (n, k): round in the first two inputs, none in the others."""
        moved = np.zeros((len(self.inputs), angles.size))
        circle = radius * np.stack([np.cos(angles), np.sin(angles)])[: len(self.inputs)]
        moved[: len(circle)] = circle
        return moved

    def _values(self, moved: Floats) -> Floats:
        """Every output at displacements (n, k): shape (m, k)."""
        points = self.here[:, np.newaxis] + moved
        values = node_values(self.f, dict(zip(self.inputs, points, strict=True)))
        rows = [np.broadcast_to(values[output], points.shape[1]) for output in self.f.outputs]
        return np.stack(rows).astype(float)


def output_names(f: Expression) -> tuple[str, ...]:
    """The names of the outputs: those of their steps, or f1, f2 and on."""
    named = {place: name for name, place in f.steps}
    return tuple(named.get(output, f"f{place}") for place, output in enumerate(f.outputs, start=1))
