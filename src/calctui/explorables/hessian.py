"""The Hessian: the quadratic that fits here, its axes, and the word for the shape of the ground."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import hypot
from typing import Annotated

import numpy as np

from calctui.explorables.parts import hessiancode
from calctui.explorables.parts.cursor import crossing
from calctui.explorables.parts.objects import twice
from calctui.explorables.parts.sizes import LEAST, MOST, felt, growth, size, sizes
from calctui.explorables.parts.snippet import program
from calctui.explorables.parts.terrain import ELEVATION, contours, mesh, shown_heights, window
from calctui.explore.controls import Choice, Formula, LogSlider, Slider
from calctui.explore.explorable import Explorable, Preset
from calctui.explore.guess import Guess
from calctui.explore.timeline import Sweep
from calctui.maths.conics import level_lines
from calctui.maths.curvature import Curvature, Shape, curvature, shape
from calctui.maths.derive import derivative
from calctui.maths.descent import Objective, path
from calctui.maths.expression import Expression
from calctui.maths.formatting import pretty
from calctui.maths.parser import parse
from calctui.maths.symbolic import Answer
from calctui.scene import (
    Curve,
    Glyph,
    Mark,
    Path3,
    Plot,
    Point,
    Readout,
    Role,
    Scene,
    Segment,
    Trail,
    View,
    Wireframe,
)
from calctui.scene.framing import blank_note
from calctui.scene.numbers import number, readout_number

STEPS = 120
"""Of the timeline: the point across the window."""
REACH = 0.6
"""Half the length of the axes, as a share of half the window."""
FIT = 0.7
"""How far along its axes the fitted quadratic is drawn, in halves of the window: beyond, it tells little."""
TRIES = 12
"""Steps of the zig-zag."""
ZIG_ZAG, ASIDE = 1.5, 1e-9
"""From this condition number on a path swings that can be seen, unless it starts along the flatter axis."""


@dataclass(frozen=True, kw_only=True)
class Hessian(Explorable):
    """Slopes say where down is; the slopes of the slopes say how the ground bends."""

    f: Annotated[Expression, Formula(variables=("x", "y"), help="the function of x and y")] = parse(
        "x^2 + 3y^2", ("x", "y")
    )
    x: Annotated[float, Slider(-100, 100, stride=0.1, help="the point, along x")] = 1.0
    y: Annotated[float, Slider(-100, 100, stride=0.1, help="the point, along y")] = 2.0
    view: Annotated[
        str,
        Choice(choices=("contour", "surface", "size"), help="the map, the surface, or the bytes it takes"),
    ] = "contour"
    turn: Annotated[float, Slider(0, 360, stride=5, help="from which side the surface is seen, degrees")] = (
        300.0
    )
    n: Annotated[float, LogSlider(LEAST, MOST, help="parameters of a model, to count its Hessian")] = 1e9
    span: Annotated[float, LogSlider(0.01, 1000, help="half the width of the window")] = 3.0

    cursor = ("x", "y")
    presets = (
        Preset("x² + 3y²: a bowl, three times as steep along y", "x=1 y=2"),
        Preset("A saddle: up along x, down along y", "f='x^2 - y^2' x=0 y=0"),
        Preset("A dome", "f='4 - x^2 - 2y^2' x=0 y=0"),
        Preset("Turned axes: the mixed derivative is not 0", "f='x^2 + x y + y^2' x=1 y=0.5"),
        Preset("A trough: one axis does not bend", "f='(x + y)^2' x=0 y=0"),
        Preset("x⁴ + y⁴: a minimum that no Hessian sees", "f='x^4 + y^4' x=0 y=0"),
        Preset("Bowl-like, and yet no minimum", "f='exp(x) + y^2' x=0 y=0.5"),
        Preset("Hills and hollows", "f='sin x * cos y' x=1 y=0.5"),
        Preset("Rosenbrock's valley: condition 2508", "f='(1-x)^2 + 100(y-x^2)^2' x=1 y=1 span=2"),
        Preset("The same on the surface", "f='x^2 - y^2' x=0.5 y=0.5 view=surface span=2"),
        Preset("A crease has no Hessian", "f='|x| + y^2' x=0 y=1"),
        Preset("n against n²: why nobody stores a large model's Hessian", "view=size n=1e9"),
    )
    guesses = (
        Guess("kind", "word", "What is the shape of the ground here?"),
        Guess("h_??"),
        Guess("determinant", "sign"),
        Guess("condition", ask="How many times as much does it bend one way as the other?"),
    )

    @property
    def timeline(self) -> Sweep:
        """The point crosses the window, and the fit bends with the ground; or a model grows."""
        if self.view == "size":
            return Sweep("n", start=LEAST, stop=MOST, steps=STEPS)
        return crossing("x", self.x, self.span, STEPS)

    def guessable(self) -> tuple[Guess, ...]:
        """None where the picture shows bytes."""
        return () if self.view == "size" else self.guesses

    def programs(self) -> Mapping[str, str]:
        """The Hessian as SymPy's formulas, and by PyTorch; nothing where there is none."""
        at = {"x": self.x, "y": self.y}
        if not curvature(self.f, {**dict(self.parameters), **at}).exists:
            return {}
        return {
            "sympy": hessiancode.sympy(self.f, dict(self.parameters), at),
            "torch": hessiancode.torch(self.f, dict(self.parameters), at),
        }

    def scene(self, answers: Mapping[str, Answer]) -> Scene:
        """The ground with the quadratic that fits here."""
        at = {**dict(self.parameters), "x": self.x, "y": self.y}
        here = curvature(self.f, at)
        kind = shape(self.f, at, here)
        low, high = here.eigenvalues
        numbers = (
            ("h_xx", here.xx, "∂²f/∂x²"),
            ("h_xy", here.xy, "∂²f/∂x∂y"),
            ("h_yy", here.yy, "∂²f/∂y²"),
            ("eigenvalue_1", low, "λ₁, least bend"),
            ("eigenvalue_2", high, "λ₂, most bend"),
            ("determinant", here.determinant if here.exists else np.nan, "λ₁ · λ₂"),
            ("trace", low + high, "λ₁ + λ₂"),
            ("condition", here.condition, "condition"),
            ("best_rate", here.best_rate, "best rate"),
        )
        return Scene(
            view=_VIEWS[self.view](self, here),
            readouts=(
                *(Readout(name, readout_number(value), label) for name, value, label in numbers),
                Readout("kind", str(kind), "shape"),
                Readout("gradient_size", size(self.n), f"∇ of {number(self.n, 3)}"),
                Readout("hessian_size", felt(self.n**2), "its Hessian"),
            ),
            sentence=_sentence(self, here, kind),
            code=_code(self),
            table=sizes(self.n) if self.view == "size" else twice(self.f, at, ("x", "y")),
            formulas=_formulas(self.f),
        )


@lru_cache(maxsize=32)
def _derivatives(f: Expression) -> Mapping[str, Expression]:
    """First and second derivatives by their inputs: x, y, xx, xy and yy."""
    slopes = {name: derivative(f, name) for name in ("x", "y")}
    return slopes | {one + other: derivative(slopes[one], other) for one, other in ("xx", "xy", "yy")}


@lru_cache(maxsize=32)
def _formulas(f: Expression) -> Mapping[str, str]:
    """The gradient, and under it the Hessian as the gradient's own derivatives."""
    names = {"x": "∂f/∂x", "y": "∂f/∂y"}
    names |= {one + other: f"∂/∂{other} of ∂f/∂{one}" for one, other in ("xx", "xy", "yy")}
    return {"f(x, y)": pretty(f)} | {names[by]: pretty(found) for by, found in _derivatives(f).items()}


def _map(state: Hessian, here: Curvature) -> Plot:
    seen = window(state.x, state.y, state.span)
    heights = contours(state.f, state.parameters, seen)
    marks: list[Mark] = [heights]
    if here.exists:
        x, y = level_lines(here, heights.levels, FIT * state.span)
        marks += [Curve(x, y, Role.CURVATURE, "fit"), *_axes(state, here), *_zig_zag(state, here)]
    marks.append(Point(state.x, state.y, Role.POINT))
    return Plot(seen, tuple(marks), f"f = {pretty(state.f)}, and its fit", "x", blank_note("f", heights.z))


def _axes(state: Hessian, here: Curvature) -> list[Mark]:
    """The headings of least and most bend through the point, with their curvatures."""
    marks: list[Mark] = []
    for value, (dx, dy), name in zip(here.eigenvalues, here.axes.T.tolist(), ("λ₁", "λ₂"), strict=True):
        dx, dy = (part * REACH * state.span for part in (dx, dy))
        role = Role.GRADIENT if value > 0 else Role.DESCENT if value < 0 else Role.GUIDE
        ends = state.x - dx, state.y - dy, state.x + dx, state.y + dy
        marks.append(Segment(*ends, role, label=f"{name} {number(value, 3)}"))
    return marks


def _zig_zag(state: Hessian, here: Curvature) -> list[Mark]:
    """Where gradient descent goes from here at the best rate of all, if the bowl makes it swing."""
    if not _swings(here):
        return []
    objective = Objective(state.f, ("x", "y"), state.parameters)
    x, y = path(objective, (state.x, state.y), "gd", here.best_rate, 0.0, TRIES).x.T
    return [Trail(x, y, Role.SECANT, Glyph.RING)]


def _swings(here: Curvature) -> bool:
    """Whether the best rate of all overshoots on the steeper axis, to and fro."""
    steep = abs(here.axes[0, 1] * here.dx + here.axes[1, 1] * here.dy) if here.best_rate > 0 else 0.0
    return steep > ASIDE * hypot(here.dx, here.dy) and here.condition >= ZIG_ZAG


def _surface(state: Hessian, here: Curvature) -> Wireframe | Plot:
    """The surface with the quadratic's two arcs over it; the map where there is no surface to show."""
    seen = window(state.x, state.y, state.span)
    x, y, z = mesh(state.f, state.parameters, seen)
    shown = shown_heights(z, [here.value])
    if shown is None:
        return _map(state, here)
    reach = np.linspace(-REACH, REACH, 41) * state.span
    paths = []
    for value, (dx, dy) in zip(here.eigenvalues, here.axes.T.tolist(), strict=True) if here.exists else ():
        u, v = state.x + dx * reach, state.y + dy * reach
        role = Role.GRADIENT if value > 0 else Role.DESCENT
        paths.append(Path3(u, v, here.fitted(u, v), role, Glyph.DOT, number(value, 3)))
    return Wireframe(x, y, z, *shown, state.turn, ELEVATION, tuple(paths), f"f = {pretty(state.f)}")


_VIEWS: Mapping[str, Callable[[Hessian, Curvature], View]] = {
    "contour": _map,
    "surface": _surface,
    "size": lambda state, here: growth(state.n),
}


def _sentence(state: Hessian, here: Curvature, kind: Shape) -> str:
    if state.view == "size":
        return (
            f"{number(state.n, 3)} parameters: the gradient takes {size(state.n)}, "
            f"the Hessian {felt(state.n**2)}."
        )
    place = f"({number(state.x, 4)}, {number(state.y, 4)})"
    if not here.exists:
        return f"At {place} {_absent(here)}."
    if kind is Shape.FLAT:
        return f"At {place} f does not bend at all: second derivatives decide nothing here."
    low, high = here.eigenvalues
    bends = f"At {place} f bends by {number(low, 4)} and {number(high, 4)} along its axes"
    if kind is Shape.INCONCLUSIVE:
        return f"{bends}: straight along one of them, so second derivatives do not decide."
    return f"{bends}: {_named(here, kind)}{_rate(here)}."


def _absent(here: Curvature) -> str:
    if np.isnan(here.value):
        return "f has no value, and so no Hessian"
    parts = [here.dx, here.dy, here.xx, here.xy, here.yy]
    if np.isfinite(here.value) and np.isnan(parts).any():
        return "f has a value, but not all of its second derivatives"
    return "f or one of its derivatives is too large for a float"


def _named(here: Curvature, kind: Shape) -> str:
    if kind not in (Shape.MINIMUM, Shape.MAXIMUM, Shape.SADDLE):
        return f"{kind}, though not level"
    x, y = here.centre
    return f"a {kind} at ({number(x, 3)}, {number(y, 3)})"


def _rate(here: Curvature) -> str:
    """What the bends mean for gradient descent."""
    if not here.best_rate > 0:
        return ""
    swing = ", with a zig-zag" if _swings(here) else ""
    return f"; condition {number(here.condition, 4)}, best rate {number(here.best_rate, 3)}{swing}"


def _code(state: Hessian) -> str:
    found = _derivatives(state.f)
    functions = {f"h_{by}": found[by] for by in ("xx", "xy", "yy")}
    lines = [
        "hessian = np.array([[h_xx(x, y), h_xy(x, y)], [h_xy(x, y), h_yy(x, y)]])",
        "low, high = np.linalg.eigvalsh(hessian)",
        *(f'print("{name}", {name}(x, y))' for name in functions),
        'print("eigenvalue_1", low)',
        'print("eigenvalue_2", high)',
        'print("determinant", np.linalg.det(hessian))',
        'print("trace", np.trace(hessian))',
    ]
    values = {**dict(state.parameters), "x": state.x, "y": state.y}
    return program(functions, values, lines, ("x", "y"))
