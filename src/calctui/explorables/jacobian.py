"""The Jacobian: a circle of inputs, its true image and its linear image; rows and columns of the matrix."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Annotated

import numpy as np

from calctui.explorables.parts import jacobiancode
from calctui.explorables.parts.image import Image, output_names
from calctui.explorables.parts.objects import objects
from calctui.explorables.parts.snippet import program
from calctui.explorables.parts.standing import around
from calctui.explore.controls import Choice, Control, Formula, LogSlider, Numbers, Point
from calctui.explore.explorable import Explorable, Preset
from calctui.explore.guess import Guess
from calctui.explore.timeline import Sweep
from calctui.maths.derive import derivative
from calctui.maths.evaluate import Floats
from calctui.maths.expression import Expression
from calctui.maths.formatting import pretty
from calctui.maths.parser import parse
from calctui.maths.source import identifier
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
    View,
)
from calctui.scene import Point as Spot
from calctui.scene.framing import blank_note
from calctui.scene.numbers import number, readout_number

MOST = 6
"""Inputs and outputs: as many as a matrix on the screen has room for."""
ALL = "all"
WIDE = 3
"""With more inputs than this the matrix stands below both planes."""


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
        Preset("A mirror: the orientation flips", "f='x; -y' at='x=1, y=0.5'"),
        Preset("Flattened: two outputs that move together", "f='x + y; 2x + 2y' at='x=1, y=1'"),
        Preset(
            "A layer with three inputs and two outputs",
            "f='tanh(a + 2b - c); relu(a - b + c)' at='a=0.5, b=0.2, c=0.4'",
        ),
        Preset("One output: the Jacobian is the gradient", "f='x^2 + 3y^2' at='x=1, y=2' look=f1"),
    )
    guesses = (
        Guess("j_??"),
        Guess("determinant", ask="What is the determinant: by how much do areas grow?"),
        Guess("determinant", "sign", "Is the determinant positive, negative or zero?"),
    )

    @property
    def timeline(self) -> Sweep:
        """The circle shrinks, and the images become one."""
        return Sweep("radius", start=2.0, stop=0.01, steps=120)

    def control(self, name: str) -> Control:
        """`look` is one of the outputs or inputs."""
        control = super().control(name)
        if name == "look" and isinstance(control, Choice):
            return replace(control, choices=(ALL, *output_names(self.f), *self.f.inputs))
        return control

    def programs(self) -> Mapping[str, str]:
        """The Jacobian as SymPy's formulas, and by PyTorch's automatic differentiation."""
        return {"sympy": jacobiancode.sympy(self.f, self.at), "torch": jacobiancode.torch(self.f, self.at)}

    def scene(self, answers: Mapping[str, Answer]) -> Scene:
        """Both planes and the matrix."""
        local = Image(self.f, self.at, self.radius)
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
            *_lit(self, local),
            title="Jacobian",
            note="" if local.inputs else "no input",
        )
        return Scene(
            view=_view(_before(self, local), heat, _after(self, local)),
            readouts=(
                Readout("determinant", _determinant(local), "area factor"),
                Readout("error_ratio", readout_number(local.error_ratio), "error / radius"),
                *entries,
            ),
            sentence=_sentence(self, local),
            code=_code(self),
            table=objects(self.f, dict(self.at), self.f.inputs, "Jacobian"),
            formulas={"f": pretty(self.f)},
        )


def _view(before: Plot, heat: Matrix, after: Plot) -> View:
    """Both planes, and the matrix where there is room for its columns."""
    if len(heat.columns) > WIDE:
        return Stack((Beside((before, after), (1.0, 1.2)), heat), (1.2, 1.0))
    return Beside((Stack((before, heat), (1.0, 1.0)), after), (1.0, 1.2))


def _determinant(local: Image) -> float | str:
    """The determinant, or why there is none."""
    return readout_number(local.determinant) if local.square else "not square"


def _lit(state: Jacobian, local: Image) -> tuple[int | None, int | None]:
    """The row and the column that the look is about."""
    row = local.outputs.index(state.look) if state.look in local.outputs else None
    return row, local.inputs.index(state.look) if state.look in local.inputs and row is None else None


def _before(state: Jacobian, local: Image) -> Plot:
    """The circle in the plane of the first two inputs."""
    x, y = _plane(local.here[:, np.newaxis] + local.moved)
    x0, y0 = (float(part[0]) for part in _plane(local.here[:, np.newaxis]))
    marks: list[Mark] = [Curve(x, y, Role.FUNCTION)]
    for place, name in enumerate(local.inputs[:2]):
        if state.look in (ALL, name, *local.outputs):
            end = (x0 + state.radius * (place == 0), y0 + state.radius * (place == 1))
            marks.append(Arrow(x0, y0, *end, _REACHES[place], name))
    row, _ = _lit(state, local)
    if row is not None:
        marks += _gradient(local.matrix[row], (x0, y0), state.radius)
    marks.append(Spot(x0, y0, Role.POINT))
    window = around(np.array([[x0], [y0]]) + state.radius * np.array([-1.0, 1.0]))
    names = ", ".join(local.inputs[:2]) or "none"
    return Plot(window, tuple(marks), f"inputs {names}", local.inputs[0] if local.inputs else "")


_REACHES = (Role.FIRST, Role.SECOND, Role.THIRD, Role.FOURTH, Role.FIFTH, Role.SIXTH)


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


def _after(state: Jacobian, local: Image) -> Plot:
    """Both images in the plane of the first two outputs, and the columns as arrows."""
    true, linear = _plane(local.true), _plane(local.linear)
    note = blank_note("f", true[0]) or ("" if local.exists else "there is no matrix here")
    drawn = np.where(np.append(local.torn, False), np.nan, true)
    marks: list[Mark] = [Curve(drawn[0], drawn[1], Role.FUNCTION, "true")]
    if local.exists:
        marks.append(Curve(*linear, Role.TANGENT, "linear"))
        marks += _columns(state, local)
        marks.append(Spot(float(true[0][0]), float(true[1][0]), Role.SPECIAL, Glyph.RING))
    names = ", ".join(local.outputs[:2])
    # A pole on the circle sends the true image anywhere: then the window is twice as wide as the linear one.
    x0, y0 = _plane(local.value[:, np.newaxis])
    spread = 2 * np.stack(linear) - np.stack([x0, y0]) if local.torn.any() else np.stack(true)
    window = around(np.concatenate([spread, np.stack(linear)], axis=1))
    return Plot(window, tuple(marks), f"outputs {names}", local.outputs[0], note)


def _columns(state: Jacobian, local: Image) -> list[Mark]:
    """The point's image, and from it the reach of the inputs that are looked at."""
    (x0,), (y0,) = (part.tolist() for part in _plane(local.value[:, np.newaxis]))
    across, up = (part.tolist() for part in _plane(state.radius * local.matrix))
    marks: list[Mark] = []
    for place, name in enumerate(local.inputs):
        if state.look == name or (place < 2 and state.look not in local.inputs):
            marks.append(Arrow(x0, y0, x0 + across[place], y0 + up[place], _REACHES[place], name))
    return [*marks, Spot(x0, y0, Role.POINT)]


def _sentence(state: Jacobian, local: Image) -> str:
    if np.isnan(local.value).any():
        return f"At this point {_missing(local)} has no value, so there is no matrix."
    if not local.inputs:
        return "The outputs do not depend on anything: there is no input to nudge."
    if not local.exists:
        return "At this point an output has no slope by some input, or one too large for a float: no matrix."
    row, column = _lit(state, local)
    if row is not None:
        slopes = _listed(local.matrix[row])
        return f"Row {row + 1} is the gradient of {state.look}: ({slopes}), a slope for each input."
    if column is not None:
        moves = _listed(local.matrix[:, column])
        return (
            f"Column {column + 1} is the reach of {state.look}: a unit of it moves the outputs by ({moves})."
        )
    said = (_area(local), _error(state, local), ", ".join(local.special()))
    return "; ".join(filter(None, said)) + "."


def _error(state: Jacobian, local: Image) -> str:
    """How far the linear image is off."""
    if local.torn.any():
        return "on the circle the map jumps or has a pole"
    if not np.isfinite(local.error_ratio):
        return "on the circle the map leaves its domain or what a float holds"
    if local.one:
        return "both images agree"
    return f"off by {number(local.error_ratio, 3)} of the radius {number(state.radius, 3)}"


def _missing(local: Image) -> str:
    return next(name for name, value in zip(local.outputs, local.value, strict=True) if np.isnan(value))


def _listed(values: Floats) -> str:
    return ", ".join(number(float(value), 3) for value in values)


def _area(local: Image) -> str:
    """What the matrix does to areas and to the sense of turning."""
    m, n = local.matrix.shape
    if not local.square:
        return f"{_counted(n, 'input')} reach{'es' * (n == 1)} {_counted(m, 'output')}"
    size = abs(local.determinant)
    if not size:
        return "The matrix flattens what it maps: its determinant is 0"
    what = {1: "lengths", 2: "areas"}.get(n, "volumes")
    flips = " and flips the orientation" if local.determinant < 0 else ""
    by = number(size, 4) if np.isfinite(size) else "more than a float holds"
    return f"The matrix multiplies {what} by {by}{flips}"


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'s' * (count != 1)}"


@lru_cache(maxsize=32)
def _entries(f: Expression) -> Mapping[str, Expression]:
    """Every entry as the formula of its derivative."""
    return {
        f"j_{i}{j}": derivative(replace(f, outputs=(output,)), name)
        for i, output in enumerate(f.outputs, start=1)
        for j, name in enumerate(f.inputs, start=1)
    }


def _code(state: Jacobian) -> str:
    functions, rows, inputs = _entries(state.f), len(state.f.outputs), state.f.inputs
    point = "".join(f"{identifier(name)}, " for name in inputs)
    lines = [f"point = ({point})", f'print("inputs", {len(inputs)})']
    lines += [f'print("{entry}", {entry}(*point))' for entry in functions]
    if rows == len(inputs):
        entries = [
            f"[{', '.join(f'j_{i}{j}(*point)' for j in range(1, rows + 1))}]" for i in range(1, rows + 1)
        ]
        lines.append(f'print("determinant", np.linalg.det(np.array([{", ".join(entries)}], dtype=float)))')
    return program(functions, dict(state.at), lines, inputs)
