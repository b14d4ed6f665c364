"""The Jacobian: a circle of inputs, its true image and its linear image; rows and columns of the matrix."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Annotated

import numpy as np

from calctui.explorables.parts.objects import objects
from calctui.explorables.parts.snippet import program
from calctui.explore.controls import Choice, Control, Formula, LogSlider, Numbers, Point
from calctui.explore.explorable import Explorable, Preset
from calctui.explore.timeline import Sweep
from calctui.maths.derive import derivative
from calctui.maths.evaluate import Floats, node_values
from calctui.maths.expression import Expression
from calctui.maths.formatting import identifier, pretty
from calctui.maths.jacobian import jacobian
from calctui.maths.parser import parse
from calctui.maths.symbolic import Answer
from calctui.scene import (
    Arrow,
    Beside,
    Curve,
    Glyph,
    Mark,
    Matrix,
    Plot,
    Readout,
    Role,
    Scene,
    Stack,
    Window,
)
from calctui.scene import Point as Spot
from calctui.scene.framing import LARGEST, blank_note
from calctui.scene.numbers import number, readout_number
from calctui.scene.window import spaced

MOST = 6
"""Inputs and outputs: as many as a matrix on the screen has room for."""
ALL = "all"
ROUND = np.linspace(0.0, 2 * np.pi, 181)
"""The circle, by its angle; a quarter of it is 45 steps."""
QUARTER = 45
ROOM = 1.35
"""How much wider a window is than what stands in it."""
SYMMETRIC = 1e-12


@dataclass(frozen=True, kw_only=True)
class Jacobian(Explorable):
    """Near a point every smooth map is a matrix: rows are gradients, columns are what an input reaches."""

    f: Annotated[
        Expression,
        Formula(
            variables=(), letters="at", outputs=MOST, help="outputs with ; between them, or softmax(a, b, c)"
        ),
    ] = parse("x^2 - y^2; 2x y", ())
    at: Annotated[Numbers, Point(help="the values of the inputs")] = (("x", 1.0), ("y", 0.5))
    radius: Annotated[float, LogSlider(1e-3, 10, help="of the circle around the point")] = 0.5
    look: Annotated[str, Choice(help="an output for its row, an input for its column")] = ALL

    presets = (
        Preset("Softmax of three logits: symmetric, rows sum to 0", "f='softmax(a,b,c)' at='a=1, b=2, c=3'"),
        Preset("Squaring a complex number: turn and stretch", "f='x^2 - y^2; 2x y' at='x=1, y=0.5'"),
        Preset("Polar coordinates: the area grows with r", "f='r cos t; r sin t' at='r=2, t=0.8'"),
        Preset(
            "A turn with a shear: linear, so both images agree", "f='0.8x - 0.6y; 0.6x + 1.4y' at='x=1, y=1'"
        ),
        Preset("A mirror: the orientation flips", "f='y; x' at='x=1, y=0.5'"),
        Preset("Flattened: two outputs that move together", "f='x + y; 2x + 2y' at='x=1, y=1'"),
        Preset(
            "A layer with three inputs and two outputs",
            "f='tanh(a + 2b - c); relu(a - b + c)' at='a=0.5, b=0.2, c=0.4'",
        ),
        Preset("One output: the Jacobian is the gradient", "f='x^2 + 3y^2' at='x=1, y=2'"),
    )

    @property
    def timeline(self) -> Sweep:
        """The circle shrinks, and the images become one."""
        return Sweep("radius", start=2.0, stop=0.01, steps=120)

    def control(self, name: str) -> Control:
        """`look` is one of the outputs or inputs."""
        control = super().control(name)
        if name == "look" and isinstance(control, Choice):
            return replace(control, choices=(ALL, *_outputs(self.f), *self.f.inputs))
        return control

    def scene(self, answers: Mapping[str, Answer]) -> Scene:
        """Both planes and the matrix."""
        local = _Local(self)
        matrix = local.matrix
        entries = [
            Readout(
                f"j_{i}{j}",
                readout_number(matrix[i - 1, j - 1]),
                f"∂{local.outputs[i - 1]}/∂{local.inputs[j - 1]}",
            )
            for i in range(1, matrix.shape[0] + 1)
            for j in range(1, matrix.shape[1] + 1)
        ]
        heat = Matrix(
            matrix,
            local.outputs,
            local.inputs,
            *local.lit(self.look),
            title="Jacobian",
            note="" if local.inputs else "no input",
        )
        return Scene(
            view=Beside((Stack((_before(self, local), heat), (1.0, 1.0)), _after(self, local)), (1.0, 1.2)),
            readouts=(
                Readout("determinant", local.determinant_word(), "area factor"),
                Readout("error_ratio", readout_number(local.error_ratio), "error / radius"),
                *entries,
            ),
            sentence=_sentence(self, local),
            code=_code(self),
            table=objects(self.f, dict(self.at), self.f.inputs, "Jacobian"),
            formulas={"f": pretty(self.f)},
        )


def _outputs(f: Expression) -> tuple[str, ...]:
    """The names of the outputs: those of their steps, or f1, f2 and on."""
    named = {place: name for name, place in f.steps}
    return tuple(named.get(output, f"f{place}") for place, output in enumerate(f.outputs, start=1))


@lru_cache(maxsize=64)
def _matrix(f: Expression, at: Numbers) -> Floats:
    return jacobian(f, dict(at), f.inputs)


class _Local:
    """A map at a point: the matrix, and the images of a circle in the plane of the first two inputs."""

    def __init__(self, state: Jacobian) -> None:
        self.outputs, self.inputs = _outputs(state.f), state.f.inputs
        self.matrix = _matrix(state.f, state.at)
        self.here = np.array([number for _, number in state.at])
        circle = state.radius * np.stack([np.cos(ROUND), np.sin(ROUND)])[: len(self.inputs)]
        self.moved = np.zeros((len(self.inputs), ROUND.size))
        self.moved[: len(circle)] = circle
        """Displacements from the point, shape (n, k)."""
        self.value = _values(state.f, self.inputs, self.here[:, np.newaxis])[:, 0]
        with np.errstate(all="ignore"):
            self.true = _values(state.f, self.inputs, self.here[:, np.newaxis] + self.moved)
            self.linear = self.value[:, np.newaxis] + self.matrix @ self.moved
            gaps = np.hypot.reduce(self.true - self.linear, axis=0)  # no square that overflows
        self.error_ratio = float(gaps.max()) / state.radius

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
        """By how much the matrix changes areas; NaN where it is not square or not whole."""
        return float(np.linalg.det(self.matrix)) if self.square and self.exists else np.nan

    def determinant_word(self) -> float | str:
        """The determinant, or why there is none."""
        return readout_number(self.determinant) if self.square else "not square"

    def lit(self, look: str) -> tuple[int | None, int | None]:
        """The row and the column that a look is about."""
        row = self.outputs.index(look) if look in self.outputs else None
        return row, self.inputs.index(look) if look in self.inputs and row is None else None


def _values(f: Expression, inputs: tuple[str, ...], points: Floats) -> Floats:
    """Every output at points of shape (n, k): shape (m, k)."""
    values = node_values(f, dict(zip(inputs, points, strict=True)))
    return np.stack([np.broadcast_to(values[output], points.shape[1]) for output in f.outputs]).astype(float)


def _before(state: Jacobian, local: _Local) -> Plot:
    """The circle in the plane of the first two inputs."""
    x, y = _plane(local.here[:, np.newaxis] + local.moved)
    x0, y0 = (float(part[0]) for part in _plane(local.here[:, np.newaxis]))
    half = ROOM * state.radius
    window = Window(*spaced(x0 - half, x0 + half), *spaced(y0 - half, y0 + half))
    marks: list[Mark] = [Curve(x, y, Role.FUNCTION)]
    for place, name in enumerate(local.inputs[:2]):
        if state.look in (ALL, name, *local.outputs):
            end = (x0 + state.radius * (place == 0), y0 + state.radius * (place == 1))
            marks.append(Arrow(x0, y0, *end, _REACHES[place], name))
    row, _ = local.lit(state.look)
    if row is not None:
        marks += _gradient(local.matrix[row], (x0, y0), state.radius)
    marks.append(Spot(x0, y0, Role.POINT))
    return Plot(
        window, tuple(marks), f"inputs {', '.join(local.inputs[:2])}", local.inputs[0] if local.inputs else ""
    )


_REACHES = (Role.FIRST, Role.SECOND)


def _gradient(row: Floats, at: tuple[float, float], radius: float) -> list[Mark]:
    """A row as what it is: the gradient of its output, drawn as long as the radius."""
    dx, dy = (float(part[0]) for part in _plane(row[:, np.newaxis]))
    size = float(np.hypot(dx, dy))
    if not np.isfinite(size) or not size:
        return []
    return [Arrow(*at, at[0] + radius * dx / size, at[1] + radius * dy / size, Role.GRADIENT, "∇")]


def _plane(points: Floats) -> tuple[Floats, Floats]:
    """The first two coordinates of points (n, k); 0 for one that there is not."""
    flat = np.zeros((2, points.shape[1]))
    flat[: len(points[:2])] = points[:2]
    return flat[0], flat[1]


def _after(state: Jacobian, local: _Local) -> Plot:
    """Both images in the plane of the first two outputs, and the columns as arrows."""
    true, linear = _plane(local.true), _plane(local.linear)
    note = blank_note("f", true[0]) or ("" if local.exists else "there is no matrix here")
    marks: list[Mark] = [Curve(*true, Role.FUNCTION, "true")]
    if local.exists:
        marks.append(Curve(*linear, Role.TANGENT, "linear"))
        x0, y0 = (float(part[0]) for part in _plane(local.value[:, np.newaxis]))
        for place, name in enumerate(local.inputs[:2]):
            if state.look in (ALL, name, *local.outputs):
                x1, y1 = (float(part[QUARTER * place]) for part in linear)
                marks.append(Arrow(x0, y0, x1, y1, _REACHES[place], name))
        marks.append(Spot(x0, y0, Role.POINT))
        marks.append(Spot(float(true[0][0]), float(true[1][0]), Role.SPECIAL, Glyph.RING))
    names = ", ".join(local.outputs[:2])
    window = _square(np.concatenate([true, linear], axis=1))
    return Plot(window, tuple(marks), f"outputs {names}", local.outputs[0], note)


def _square(places: Floats) -> Window:
    """A window with equal sides, so that a turn looks like one, around places (2, k) with some room."""
    seen = places[:, (np.isfinite(places) & (np.abs(places) < LARGEST)).all(axis=0)]
    if not seen.size:
        return Window(-1.0, 1.0, -1.0, 1.0)
    low, high = seen.min(axis=1), seen.max(axis=1)
    half = ROOM / 2 * float((high - low).max())
    (x_low, x_high), (y_low, y_high) = (spaced(each - half, each + half) for each in (low + high) / 2)
    return Window(x_low, x_high, y_low, y_high)


def _sentence(state: Jacobian, local: _Local) -> str:
    if np.isnan(local.value).any():
        return f"At this point {_missing(local)} has no value, so there is no matrix."
    if not local.inputs:
        return "The outputs do not depend on anything: there is no input to nudge."
    if not local.exists:
        return "At this point an output has no slope by some input, or one too large for a float: no matrix."
    row, column = local.lit(state.look)
    if row is not None:
        slopes = _listed(local.matrix[row])
        return f"Row {row + 1} is the gradient of {state.look}: ({slopes}), a slope for each input."
    if column is not None:
        moves = _listed(local.matrix[:, column])
        return (
            f"Column {column + 1} is the reach of {state.look}: a unit of it moves the outputs by ({moves})."
        )
    return f"{_area(local)}; {_error(state, local)}{_special(local)}."


def _error(state: Jacobian, local: _Local) -> str:
    """How far the linear image is off."""
    if not np.isfinite(local.error_ratio):
        return "on the circle the map leaves its domain or what a float holds"
    return f"off by {number(local.error_ratio, 3)} of the radius {number(state.radius, 3)}"


def _missing(local: _Local) -> str:
    return next(name for name, value in zip(local.outputs, local.value, strict=True) if np.isnan(value))


def _listed(values: Floats) -> str:
    return ", ".join(number(float(value), 3) for value in values)


def _area(local: _Local) -> str:
    """What the matrix does to areas and to the sense of turning."""
    m, n = local.matrix.shape
    if not local.square:
        return f"{n} inputs reach {m} output{'s' * (m != 1)}"
    size = abs(local.determinant)
    if size <= SYMMETRIC * max(1.0, float(np.abs(local.matrix).max()) ** n):
        return "The matrix flattens what it maps: its determinant is 0"
    what = {1: "lengths", 2: "areas"}.get(n, "volumes")
    flips = " and flips the orientation" if local.determinant < 0 else ""
    return f"The matrix multiplies {what} by {number(size, 4)}{flips}"


def _special(local: _Local) -> str:
    """What is remarkable about a square matrix."""
    if not local.square or len(local.matrix) < 2:
        return ""
    symmetric = np.allclose(local.matrix, local.matrix.T, rtol=0, atol=SYMMETRIC)
    silent = np.allclose(local.matrix.sum(axis=1), 0, rtol=0, atol=SYMMETRIC)
    words = [word for word, holds in (("symmetric", symmetric), ("rows sum to 0", silent)) if holds]
    return f"; {', '.join(words)}" if words else ""


def _code(state: Jacobian) -> str:
    """Every entry as the formula of its derivative."""
    rows, inputs = len(state.f.outputs), state.f.inputs
    functions, lines = {}, []
    for i, output in enumerate(state.f.outputs, start=1):
        for j, name in enumerate(inputs, start=1):
            functions[f"j_{i}{j}"] = derivative(replace(state.f, outputs=(output,)), name)
            lines.append(f'print("j_{i}{j}", j_{i}{j}(*point))')
    point = "".join(f"{identifier(name)}, " for name in inputs)
    lines = [f"point = ({point})", f'print("inputs", {len(inputs)})', *lines]
    if rows == len(inputs):
        entries = [
            f"[{', '.join(f'j_{i}{j}(*point)' for j in range(1, rows + 1))}]" for i in range(1, rows + 1)
        ]
        lines.append(f'print("determinant", np.linalg.det(np.array([{", ".join(entries)}], dtype=float)))')
    return program(functions, dict(state.at), lines, inputs)
