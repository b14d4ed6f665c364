"""Activations: seven functions over their slopes, and what many layers of them leave of a gradient."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, NamedTuple

import numpy as np

from calctui.explorables.parts import sympycode, torchcode
from calctui.explorables.parts.notation import Notation, derivative_name
from calctui.explorables.parts.snippet import program
from calctui.explorables.parts.standing import roomy
from calctui.explore.controls import Choice, Integer, Slider
from calctui.explore.explorable import Explorable, Preset
from calctui.explore.guess import Guess
from calctui.explore.timeline import Sweep
from calctui.maths.curves import Samples, sample
from calctui.maths.derive import derivative
from calctui.maths.evaluate import Floats, function_of
from calctui.maths.expression import Expression
from calctui.maths.parser import parse
from calctui.maths.symbolic import Answer
from calctui.scene import (
    Beside,
    Curve,
    Guide,
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
from calctui.scene.numbers import number, readout_number

FORMULAS = {
    "sigmoid": "sigmoid(x)",
    "tanh": "tanh(x)",
    "relu": "relu(x)",
    "leaky_relu": "leaky_relu(x)",
    "softplus": "softplus(x)",
    "gelu": "gelu(x)",
    "silu": "silu(x)",
}
"""What each is called, and its formula."""
REACH = 10.0
"""Half the width of the window, and of where x may stand."""
FAR = 40.0
"""Half the width of where the steepest place is looked for: beyond it all of them are straight in floats."""
VANISHED, EXPLODED = 1e-3, 10.0
"""What is left of a gradient of 1 when it is said to vanish or to explode."""
LEAST = -300.0
"""Decimal logarithm of the smallest share that is drawn; a float ends soon after."""


@dataclass(frozen=True, kw_only=True)
class Activations(Explorable):
    """How much of a gradient passes one neuron, and how much of that passes many."""

    kind: Annotated[str, Choice(choices=tuple(FORMULAS), help="the activation")] = "sigmoid"
    x: Annotated[float, Slider(-REACH, REACH, stride=0.1, help="what enters the neuron")] = 0.0
    depth: Annotated[int, Integer(1, 100, help="how many layers the gradient passes")] = 10
    notation: Notation = "lagrange"

    presets = (
        Preset("Ten sigmoids, each at its best, leave a millionth", "kind=sigmoid x=0 depth=10"),
        Preset("tanh passes everything at 0, and little beside it", "kind=tanh x=1 depth=10"),
        Preset("ReLU passes all", "kind=relu x=2 depth=50"),
        Preset("ReLU's corner", "kind=relu x=0"),
        Preset("A dead ReLU", "kind=relu x=-1"),
        Preset("A leak keeps a little alive", "kind=leaky_relu x=-1 depth=3"),
        Preset("Softplus: ReLU without a corner", "kind=softplus x=1"),
        Preset("GELU is steeper than 1: gradients grow", "kind=gelu x=1.4 depth=30"),
        Preset("SiLU falls on the left: the sign turns", "kind=silu x=-3 depth=3"),
    )
    guesses = (
        Guess("slope"),
        Guess("product", "magnitude", "What do the layers leave of a gradient of 1, to a factor of 3?"),
    )

    @property
    def timeline(self) -> Sweep:
        """What enters the neuron crosses the window."""
        return Sweep("x", start=-6.0, stop=6.0, steps=120)

    def programs(self) -> Mapping[str, str]:
        """The slope as SymPy's formula, and as PyTorch finds it."""
        return {"sympy": _sympy(self), "torch": _torch(self)}

    def scene(self, answers: Mapping[str, Answer]) -> Scene:
        """The function over its slope, and beside them what the layers leave."""
        at = _passage(self.kind, self.x, self.depth)
        of_x = derivative_name(self.notation, 1)
        return Scene(
            view=Beside((_curves(self, at), _survival(self, at)), (1.0, 1.0)),
            readouts=(
                Readout("value", readout_number(at.value), "f(x)"),
                Readout("slope", readout_number(at.slope), of_x),
                Readout("max_slope", readout_number(at.most), f"largest {of_x}"),
                Readout("product", readout_number(at.product), f"{of_x} ^ {self.depth}"),
            ),
            sentence=_sentence(self, at),
            code=_code(self),
            table=_table(self),
        )


class _Passage(NamedTuple):
    """What happens to a gradient at one place."""

    value: float
    slope: float
    most: float
    """The largest slope anywhere."""
    product: float
    """What `depth` layers leave of 1."""


@cache
def _formula(kind: str) -> Expression:
    return parse(FORMULAS[kind])


@cache
def _slope_formula(kind: str) -> Expression:
    return derivative(_formula(kind), "x")


def _passage(kind: str, x: float, depth: int) -> _Passage:
    """With the slope that frameworks give a corner, which is that of the table of primitives."""
    value, slope = (float(function_of(each(kind), "x", {})(x)) for each in (_formula, _slope_formula))
    return _Passage(value, slope, _steepest(kind), slope**depth)


@cache
def _steepest(kind: str) -> float:
    """The largest slope: the best of a grid, and of ever finer grids around it."""
    slope = function_of(_slope_formula(kind), "x", {})
    x = np.linspace(-FAR, FAR, 2001)
    for _ in range(5):
        best, step = x[np.argmax(slope(x))], x[1] - x[0]
        x = np.linspace(best - step, best + step, 201)
    return float(slope(x).max())


@cache
def _standing(kind: str) -> tuple[Samples, Samples]:
    """The function and its slope, which stay while x moves."""
    function, slope = (function_of(each(kind), "x", {}) for each in (_formula, _slope_formula))
    return sample(function, -REACH, REACH), sample(slope, -REACH, REACH)


def _curves(state: Activations, at: _Passage) -> Stack:
    titles = (f"f = {state.kind}", derivative_name(state.notation, 1))
    roles = (Role.FUNCTION, Role.DERIVATIVE)
    plots = []
    parts = zip(_standing(state.kind), (at.value, at.slope), titles, roles, strict=True)
    for curve, height, title, role in parts:
        marks: list[Mark] = [Guide(y=0.0), Guide(x=state.x), Curve(curve.x, curve.y, role)]
        marks.append(Point(state.x, height, Role.POINT))
        window = Window(-REACH, REACH, *vertical(curve.y, [0.0]))
        plots.append(Plot(window, tuple(marks), title, "x"))
    return Stack(tuple(plots), (1.0, 1.0))


def _survival(state: Activations, at: _Passage) -> Plot:
    """What is left after each layer: at x, and at the steepest place, on a logarithmic scale."""
    layers = np.arange(0.0, state.depth + 1)
    here, best = (_shares(slope, layers) for slope in (at.slope, at.most))
    low, high = np.nanmin([*here, *best, -1.0]), np.nanmax([*here, *best])
    ends = [-roomy(-float(low)), roomy(float(high)) if high > 0 else 0.0]
    window = Window(0.0, float(state.depth), *vertical(ends))
    marks: list[Mark] = [Guide(y=0.0), Curve(layers, best, Role.TANGENT, "at best")]
    note = ""
    if at.slope:
        marks.append(Curve(layers, here, Role.DERIVATIVE, "at x"))
        marks.append(Point(layers[-1], here[-1], Role.POINT, label=number(at.product, 3)))
    else:
        note = "nothing is left: the slope at x is 0"
    return Plot(window, tuple(marks), "what is left of 1", "layers", note, log_y=True)


def _shares(slope: float, layers: Floats) -> Floats:
    """Decimal logarithms of the size of slope^k for each layer k; NaN where nothing can be drawn."""
    with np.errstate(all="ignore"):
        logs = layers * np.log10(np.abs(slope))
    return np.where(np.isfinite(logs) & (logs >= LEAST), logs, np.nan)


def _table(state: Activations) -> Table:
    """All seven at this place."""
    rows = [(kind, *_passage(kind, state.x, state.depth)[:0:-1]) for kind in FORMULAS]
    return Table(("", "left", "largest", "slope"), tuple(rows), lit=(list(FORMULAS).index(state.kind),))


def _sentence(state: Activations, at: _Passage) -> str:
    x, layers = number(state.x), "one layer leaves" if state.depth == 1 else f"{state.depth} layers leave"
    if state.kind == "relu" and state.x == 0:
        return (
            "ReLU has a corner at 0, where any slope from 0 to 1 touches it from below; "
            "frameworks ask whether x > 0, which it is not, and take 0."
        )
    if state.kind == "leaky_relu" and state.x == 0:
        leak = number(at.slope)
        return f"Leaky ReLU has a corner at 0: its slope is {leak} before, 1 behind; frameworks take {leak}."
    if at.slope == 0:
        return f"At x = {x} {state.kind} is level: its slope is 0, and nothing of a gradient passes."
    best = ", its best" if at.slope == at.most and at.most < 1 else ""
    start = f"At x = {x} {state.kind} multiplies a gradient by {number(at.slope, 4)}{best}"
    if at.slope == 1:
        return f"{start}; {layers} all of it."
    if at.product == 0:
        return f"{start}; {layers} less of it than a float can hold."
    turned = ", turned round" if at.product < 0 else ""
    return f"{start}; {layers} {number(abs(at.product), 4)} of it{turned}{_outlook(at)}."


def _outlook(at: _Passage) -> str:
    """What has become of the gradient by then."""
    if abs(at.product) > EXPLODED:
        return ": it explodes"
    return ": it vanishes" if abs(at.product) < VANISHED else ""


def _code(state: Activations) -> str:
    lines = ['print("value", f(x))', 'print("slope", slope(x))', 'print("product", slope(x) ** depth)']
    values = {"x": state.x, "depth": float(state.depth)}
    return program({"f": _formula(state.kind), "slope": _slope_formula(state.kind)}, values, lines)


def _sympy(state: Activations) -> str:
    lines = [
        "slope = sp.diff(f, x)",
        'print("formula:", slope)',
        "",
        sympycode.place({"x": state.x}),
        'print("value", sp.N(f.subs(at)))',
        'print("slope", sp.N(slope.subs(at)))',
        f'print("product", sp.N(slope.subs(at)**{state.depth}))',
    ]
    return sympycode.program(_formula(state.kind), ("x",), {}, lines)


def _torch(state: Activations) -> str:
    lines = [
        *torchcode.values({"x": state.x}, leaves=True),
        f"y = torch.nn.functional.{state.kind}(x)",
        "y.backward()",
        'print("value", y.item())',
        'print("slope", x.grad.item())',
        f'print("product", x.grad.item() ** {state.depth})',
    ]
    return torchcode.program([], {}, lines)
