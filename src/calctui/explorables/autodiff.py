"""Three ways to a derivative: symbolic, numerical and automatic raced on one function put into itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite, isnan
from typing import Annotated

import numpy as np

from calctui.explorables.parts import sympycode, torchcode
from calctui.explorables.parts.race import COUNTS, MOST, WAYS, Costs, Level, costs, logs, question, race, step
from calctui.explorables.parts.snippet import program
from calctui.explore.controls import Choice, Formula, Integer, Slider
from calctui.explore.explorable import Explorable, Preset
from calctui.explore.guess import Guess
from calctui.explore.timeline import Sweep
from calctui.maths.derive import derivative
from calctui.maths.evaluate import Floats
from calctui.maths.expression import Expression
from calctui.maths.formatting import pretty
from calctui.maths.parser import parse
from calctui.maths.symbolic import Answer, Question
from calctui.scene import (
    Box,
    Curve,
    Diagram,
    Glyph,
    Guide,
    Link,
    Mark,
    Plot,
    Point,
    Readout,
    Role,
    Scene,
    Stack,
    Table,
    Window,
)
from calctui.scene.framing import vertical
from calctui.scene.numbers import number, plain, readout_number

NAMES = {"symbolic": "formula", "difference": "differences", "autodiff": "autodiff"}
ROLES = {"symbolic": Role.FIRST, "difference": Role.SECOND, "autodiff": Role.THIRD}
GLYPHS = {"symbolic": Glyph.RING, "difference": Glyph.SQUARE, "autodiff": Glyph.DOT}
CALLED = {"symbolic": "symbolic", "difference": "differences", "autodiff": "automatic"}
WORDS = {"symbolic": "exact, but swells", "difference": "easy, h with care", "autodiff": "exact and cheap"}
ROUNDING = 2.0**-54
"""Errors below this share of the slope are drawn there: no float could be closer."""


@dataclass(frozen=True, kw_only=True)
class Autodiff(Explorable):
    """A formula explodes, a difference is a little off, and the chain rule on numbers is exact and cheap."""

    f: Annotated[Expression, Formula(help="the function that is put into itself")] = parse("4x(1-x)")
    x: Annotated[float, Slider(-100, 100, stride=0.1, help="where the slope is wanted")] = 0.3
    repeats: Annotated[int, Integer(0, MOST, help="how many times f is applied")] = 4
    view: Annotated[str, Choice(choices=("race", "chart"), help="the race, or which way to choose")] = "race"

    presets = (
        Preset("Four times over: the formula swells", "repeats=4"),
        Preset("Which way to choose", "view=chart"),
        Preset("Once: the formula is the shortest", "repeats=1"),
        Preset("Eight times over: thousands of operations", "repeats=8"),
        Preset("Where x stands once, nothing explodes", "f='sin x' repeats=8"),
        Preset("Layers of one neuron: the slope vanishes", "f='tanh(3x)' repeats=8"),
        Preset("At a corner there is no slope, and autodiff has one", "f='|x|' x=0 repeats=2"),
    )
    guesses = (
        Guess("autodiff_operations", ask="How many operations does autodiff take?"),
        Guess("autodiff_operations", "next", "Once more over: how many operations will autodiff take?"),
        Guess("difference_error", "magnitude", "How far off are differences, to a factor of 3?"),
    )

    @property
    def timeline(self) -> Sweep:
        """f put into itself once more at each step."""
        return Sweep("repeats", start=0, stop=MOST, steps=MOST)

    def questions(self) -> Mapping[str, Question]:
        """How large the formulas are."""
        return {COUNTS: question(self.f, self.repeats)}

    def programs(self) -> Mapping[str, str]:
        """The formula by SymPy, and the chain rule on numbers by PyTorch."""
        return {"sympy": _sympy(self), "torch": _torch(self)}

    def scene(self, answers: Mapping[str, Answer]) -> Scene:
        """Operations and errors against the number of repeats, or the chart by which to choose."""
        cost = costs(self.f, answers.get(COUNTS))
        levels = race(self.f, self.parameters, self.x)
        here, operations = levels[self.repeats], {way: cost.by_way[way][self.repeats] for way in WAYS}
        counted = f"{number(operations['symbolic'])}, {cost.source}"
        return Scene(
            view=_chart(here, operations) if self.view == "chart" else _race(self, cost, levels),
            readouts=(
                Readout("symbolic_operations", operations["symbolic"], "formula", counted),
                Readout("autodiff_operations", operations["autodiff"], "autodiff"),
                Readout("symbolic_value", readout_number(here.slopes["symbolic"]), "slope by formula"),
                Readout("autodiff_value", readout_number(here.slopes["autodiff"]), "by autodiff"),
                Readout("difference_value", readout_number(here.slopes["difference"]), "by differences"),
                Readout("difference_error", readout_number(here.errors["difference"]), "differences off by"),
                Readout("autodiff_error", readout_number(here.errors["autodiff"]), "autodiff off by"),
            ),
            sentence=_sentence(self, here, operations),
            code=_code(self),
            table=_table(here, operations),
            formulas={"f(x)": pretty(self.f)},
            unanswered=self.unanswered(answers),
        )


def _race(state: Autodiff, cost: Costs, levels: tuple[Level, ...]) -> Stack:
    """What every way costs above how far it is off, both on logarithmic axes."""
    operations = {way: logs(cost.by_way[way]) for way in WAYS}
    size = np.abs([level.slopes["autodiff"] for level in levels])
    floor = np.where(np.isfinite(size), size, 0.0) * ROUNDING
    errors = {way: logs(tuple(level.errors[way] for level in levels), floor) for way in WAYS}
    title = f"operations, f(x) = {pretty(state.f)}"
    return Stack(
        (_graph(state, operations, title, ""), _graph(state, errors, "error of the slope", _blank(levels))),
        (3.0, 2.0),
    )


def _graph(state: Autodiff, rows: Mapping[str, Floats], title: str, note: str) -> Plot:
    """One curve a way, and where each stands now."""
    marks: list[Mark] = [Guide(x=state.repeats)]
    for way, row in rows.items():
        marks.append(Curve(np.arange(row.size, dtype=float), row, ROLES[way], NAMES[way]))
    for way, row in rows.items():
        if isfinite(row[state.repeats]):
            marks.append(Point(state.repeats, float(row[state.repeats]), ROLES[way], GLYPHS[way]))
    window = Window(0.0, float(MOST), *vertical([], [float(each) for row in rows.values() for each in row]))
    return Plot(window, tuple(marks), title, "repeats", note, log_y=True)


def _blank(levels: tuple[Level, ...]) -> str:
    """What to say where no way has an error that could be drawn."""
    drawn = any(error > 0 for level in levels for error in level.errors.values())
    return "" if drawn else "no error to draw"


def _chart(here: Level, operations: Mapping[str, int]) -> Diagram:
    """The chapter's chart, and what each way costs now."""
    boxes, links = [Box(0, "derivative?")], list[Link]()
    for key, way in enumerate(WAYS, start=1):
        boxes.append(Box(key, CALLED[way]))
        links.append(Link(0, key))
    for key, way in enumerate(WAYS, start=1):
        boxes.append(Box(key + 3, WORDS[way], value=f"{number(operations[way], 3)} operations"))
        links.append(Link(key, key + 3))
    note = "differences check gradients, autodiff trains nets"
    return Diagram(tuple(boxes), tuple(links), title="need a derivative numerically: how?", note=note)


def _table(here: Level, operations: Mapping[str, int]) -> Table:
    """What every way does, what it costs and how far it is off."""
    does = {
        "symbolic": "rules on formulas",
        "difference": "a small h in the limit",
        "autodiff": "chain rule on numbers",
    }
    rows = [(NAMES[way], does[way], operations[way], here.errors[way]) for way in WAYS]
    return Table(("way", "what it does", "operations", "error"), tuple(rows), (2,))


def _sentence(state: Autodiff, here: Level, operations: Mapping[str, int]) -> str:
    times = f"f {state.repeats} time{'s' * (state.repeats != 1)} over"
    slope = here.slopes["autodiff"]
    if isnan(here.value):
        return f"{times} has no value at x = {number(state.x)}: there is no slope to find."
    if not isfinite(slope):
        return f"{times}: at x = {number(state.x)} automatic differentiation gets no finite slope."
    if isnan(here.errors["autodiff"]):
        return (
            f"{times} has no slope at x = {number(state.x)} that its values confirm; "
            f"autodiff says {number(slope, 4)} all the same."
        )
    sizes = f"{number(operations['symbolic'])} operations as a formula, {operations['autodiff']} by autodiff"
    return f"{times}: {sizes}, which is {_off(here.errors['autodiff'])}; {_differences(here)}."


def _off(error: float) -> str:
    return f"off by {number(error, 2)}" if error else "exact"


def _differences(here: Level) -> str:
    error = here.errors["difference"]
    return "differences get no number" if isnan(error) else f"differences are {_off(error)}"


def _code(state: Autodiff) -> str:
    lines = [
        f"repeats = {state.repeats}",
        "",
        "",
        "def nested(x):",
        "    for _ in range(repeats):",
        "        x = f(x)",
        "    return x",
        "",
        "",
        "value, derivative = x, 1.0",
        "for _ in range(repeats):  # the chain rule, along with the values",
        "    value, derivative = f(value), derivative * slope(value)",
        f"h = {plain(step(state.x))}",
        'print("autodiff_value", derivative)',
        'print("difference_value", (nested(x + h) - nested(x - h)) / ((x + h) - (x - h)))',
    ]
    values = {**dict(state.parameters), "x": state.x}
    return program({"f": state.f, "slope": derivative(state.f, "x")}, values, lines)


def _sympy(state: Autodiff) -> str:
    if not sympycode.has_no_stairs(state.f, ("x",)):
        return ""
    lines = [
        "nested = x",
        f"for _ in range({state.repeats}):",
        "    nested = f.subs(x, nested)",
        "derivative = sp.diff(nested, x)",
        'print("operations:", sp.count_ops(derivative))',
        "",
        f'at = {{x: sp.Float("{plain(state.x)}", 30)}}  # exact fractions would swell, too',
        'print("symbolic_value", sp.N(derivative.subs(at)))',
    ]
    return sympycode.program(state.f, ("x",), dict(state.parameters), lines)


def _torch(state: Autodiff) -> str:
    if not torchcode.has_graph(state.f, ("x",)):
        return ""
    lines = [
        *torchcode.values({"x": state.x}, leaves=True),
        "value = x",
        f"for _ in range({state.repeats}):",
        "    value = f(value)",
        "value.backward()",
        'print("autodiff_value", x.grad.item())',
    ]
    return torchcode.program(torchcode.of(state.f, ("x",)), dict(state.parameters), lines)
