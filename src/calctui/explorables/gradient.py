"""The gradient: one slope for each input, bundled into the arrow that points straight uphill."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import atan2, degrees
from typing import Annotated

from calctui.explorables.parts import sympycode, torchcode
from calctui.explorables.parts.cursor import crossing
from calctui.explorables.parts.objects import objects
from calctui.explorables.parts.snippet import program
from calctui.explorables.parts.terrain import (
    Here,
    absent,
    contours,
    here,
    uphill,
    window,
)
from calctui.explore.controls import Formula, LogSlider, Slider
from calctui.explore.explorable import Explorable, Preset
from calctui.explore.guess import Guess
from calctui.explore.timeline import Sweep
from calctui.maths.derive import derivative
from calctui.maths.expression import Expression
from calctui.maths.formatting import pretty
from calctui.maths.parser import parse
from calctui.maths.symbolic import Answer, Question
from calctui.scene import Arrow, Mark, Plot, Point, Readout, Role, Scene
from calctui.scene.framing import blank_note
from calctui.scene.numbers import number, readout_number

STEPS = 120
"""Of the timeline: the point across the window."""
REACH = 0.35
"""Length of the two arrows, as a share of half the window."""


@dataclass(frozen=True, kw_only=True)
class Gradient(Explorable):
    """Every place has an arrow that points straight uphill, across the contour lines."""

    f: Annotated[Expression, Formula(variables=("x", "y"), help="the function of x and y")] = parse(
        "x^2 + 3y^2", ("x", "y")
    )
    x: Annotated[float, Slider(-100, 100, stride=0.1, help="the point, along x")] = 1.0
    y: Annotated[float, Slider(-100, 100, stride=0.1, help="the point, along y")] = 2.0
    span: Annotated[float, LogSlider(0.01, 1000, help="half the width of the window")] = 3.0

    cursor = ("x", "y")
    presets = (
        Preset("x² + 3y² at (1, 2): the gradient is (2, 12)", "x=1 y=2"),
        Preset("A round bowl: every arrow points away from the middle", "f='x^2 + y^2' x=1 y=1"),
        Preset("A saddle: no arrow in the middle", "f='x^2 - y^2' x=0 y=0"),
        Preset("A plane: one arrow everywhere", "f='x + 2y' x=0 y=0"),
        Preset("Hills and hollows", "f='sin x * cos y' x=1 y=0.5"),
        Preset("A narrow valley", "f='(1-x)^2 + 100(y-x^2)^2' x=-1 y=1 span=2"),
        Preset("A dead neuron: flat on one side", "f='relu(x + y)' x=-1 y=-0.5"),
    )
    guesses = (
        Guess("df_d?"),
        Guess("df_d?", "sign"),
        Guess("norm"),
    )

    @property
    def timeline(self) -> Sweep:
        """The point crosses the window, and its arrow turns."""
        return crossing("x", self.x, self.span, STEPS)

    def questions(self) -> Mapping[str, Question]:
        """The formulas of both partials."""
        return {name: Question("derivative", self.f, name) for name in ("x", "y")}

    def programs(self) -> Mapping[str, str]:
        """The gradient as SymPy's formulas, and by PyTorch's automatic differentiation."""
        return {"sympy": _sympy(self), "torch": _torch(self)}

    def scene(self, answers: Mapping[str, Answer]) -> Scene:
        """Contours, a field of arrows, and the two arrows that matter at the point."""
        at = here(self.f, self.parameters, self.x, self.y)
        angle = degrees(atan2(at.dy + 0.0, at.dx)) if at.exists and at.norm else float("nan")
        return Scene(
            view=_map(self, at),
            readouts=(
                Readout("value", readout_number(at.value), "f(x, y)"),
                Readout("df_dx", readout_number(at.dx), "∂f/∂x"),
                Readout("df_dy", readout_number(at.dy), "∂f/∂y"),
                Readout("norm", readout_number(at.norm), "steepness"),
                Readout("angle", readout_number(angle), "uphill, degrees"),
            ),
            sentence=_sentence(self, at, angle),
            code=_code(self),
            table=objects(
                self.f, {**dict(self.parameters), "x": self.x, "y": self.y}, ("x", "y"), "gradient"
            ),
            formulas={"f(x, y)": pretty(self.f), "∇f": _formula(answers)},
            unanswered=self.unanswered(answers),
        )


def _formula(answers: Mapping[str, Answer]) -> str:
    """Both partial derivatives, or why one of them is missing."""
    parts = [answers.get(name) for name in ("x", "y")]
    if why := next((part.reason for part in parts if part and not part.plain), ""):
        return why
    return f"({', '.join(_part(part) if part else '…' for part in parts)})"


def _part(part: Answer) -> str:
    return pretty(part.expression) if part.expression else part.plain


def _map(state: Gradient, at: Here) -> Plot:
    seen = window(state.x, state.y, state.span)
    heights = contours(state.f, state.parameters, seen)
    marks: list[Mark] = [heights, uphill(state.f, state.parameters, seen)]
    if at.exists and at.norm:
        dx, dy = (REACH * state.span * part / at.norm for part in (at.dx, at.dy))
        marks.append(Arrow(state.x, state.y, state.x + dx, state.y + dy, Role.TANGENT, "uphill"))
        marks.append(Arrow(state.x, state.y, state.x - dx, state.y - dy, Role.DESCENT, "downhill"))
    marks.append(Point(state.x, state.y, Role.POINT))
    return Plot(seen, tuple(marks), f"f(x, y) = {pretty(state.f)}", "x", blank_note("f", heights.z))


def _sentence(state: Gradient, at: Here, angle: float) -> str:
    place = f"({number(state.x, 4)}, {number(state.y, 4)})"
    if why_not := absent(at, place):
        return why_not
    if at.norm == 0:
        return f"At {place} the gradient is 0: level in every direction, and no step is uphill."
    vector = f"({number(at.dx, 4)}, {number(at.dy, 4)})"
    slope = f"f climbs by {number(at.norm, 4)} a unit"
    return f"At {place} the gradient is {vector}: straight uphill, {number(angle, 3)}° from x, {slope}."


def _code(state: Gradient) -> str:
    lines = [
        'print("value", f(x, y))',
        'print("df_dx", df_dx(x, y))',
        'print("df_dy", df_dy(x, y))',
        'print("norm", np.hypot(df_dx(x, y), df_dy(x, y)))',
        'print("angle", np.degrees(np.arctan2(df_dy(x, y) + 0, df_dx(x, y))))',
    ]
    values = {**dict(state.parameters), "x": state.x, "y": state.y}
    functions = {"f": state.f, "df_dx": derivative(state.f, "x"), "df_dy": derivative(state.f, "y")}
    return program(functions, values, lines, ("x", "y"))


def _sympy(state: Gradient) -> str:
    if not sympycode.has_no_stairs(state.f, ("x", "y")):
        return ""
    lines = [
        "gradient = sp.Matrix([sp.diff(f, x), sp.diff(f, y)])",
        'print("gradient:", list(gradient))',
        "",
        sympycode.place({"x": state.x, "y": state.y}),
        "df_dx, df_dy = gradient.subs(at)",
        'print("value", sp.N(f.subs(at)))',
        'print("df_dx", sp.N(df_dx))',
        'print("df_dy", sp.N(df_dy))',
        'print("norm", sp.N(sp.sqrt(df_dx**2 + df_dy**2)))',
        'print("angle", sp.N(sp.deg(sp.atan2(df_dy, df_dx))))',
    ]
    return sympycode.program(state.f, ("x", "y"), dict(state.parameters), lines)


def _torch(state: Gradient) -> str:
    if not torchcode.has_graph(state.f, ("x", "y")):
        return ""
    lines = [
        torchcode.point((state.x, state.y)),
        "gradient = torch.autograd.functional.jacobian(f, point)  # of one output: the gradient",
        "df_dx, df_dy = gradient",
        'print("value", f(point).item())',
        'print("df_dx", df_dx.item())',
        'print("df_dy", df_dy.item())',
        'print("norm", torch.hypot(df_dx, df_dy).item())',
        'print("angle", torch.rad2deg(torch.atan2(df_dy, df_dx)).item())',
    ]
    return torchcode.program(torchcode.of_point(state.f, ("x", "y")), dict(state.parameters), lines)
