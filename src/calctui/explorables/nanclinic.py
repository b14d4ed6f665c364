"""The clinic for NaNs: where a formula breaks in floats, why, and what to write in its place."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Annotated, Any, Self

import numpy as np

from calctui.explorables.parts.ailing import REACH, Ailing, failures, missing, slider
from calctui.explorables.parts.sick import Sick, bare
from calctui.explorables.parts.vanishing import Vanishing
from calctui.explore.controls import Choice, Control, Formula, Numbers
from calctui.explore.explorable import Explorable, Preset
from calctui.explore.guess import Guess
from calctui.explore.timeline import Sweep
from calctui.maths.ailments import AILMENTS
from calctui.maths.evaluate import Floats
from calctui.maths.expression import Expression
from calctui.maths.floating import PRECISIONS, values_in
from calctui.maths.formatting import pretty
from calctui.maths.parser import parse
from calctui.maths.source import python
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
from calctui.scene.framing import outgrown, vertical
from calctui.scene.numbers import number, plain, readout_number

OWN = "formula"
"""The case of a formula that a person types."""
TYPICAL = {**{name: ailment.value for name, ailment in AILMENTS.items()}, OWN: 1000.0}
"""An x that brings each case on; where it is 1000 it is the default, and no other case takes 1000 at all."""
STEPS = {"log(1+tiny)": 80, "e^tiny - 1": 80}
SAMPLES = 401


@dataclass(frozen=True, kw_only=True)
class Nanclinic(Explorable):
    """A NaN in the loss is a matter of floats, and there is a way to write it that has none."""

    case: Annotated[str, Choice(choices=(*AILMENTS, OWN), help="what ails, or a formula of your own")] = (
        "e^big"
    )
    value: Annotated[float, slider("e^big", "float64")] = TYPICAL["e^big"]
    precision: Annotated[
        str, Choice(choices=tuple(PRECISIONS), help="the numbers that all is computed in")
    ] = "float64"
    f: Annotated[Expression, Formula(help="the formula of the case of that name")] = parse(
        "z = e^x; p = z/(1 + z); L = -ln(p)"
    )

    presets = (
        Preset("e^1000 is too large: log-sum-exp", "case=e^big value=1000"),
        Preset("A probability of 0 in a logarithm", "case='log(0)' value=0"),
        Preset("In float32 1e-46 is 0 already", "case='log(0)' value=1e-46 precision=float32"),
        Preset("0/0: a row of zeros, normalised", "case=0/0 value=0"),
        Preset("A variance just below 0", "case='sqrt(negative)' value=-0.05"),
        Preset("1 + 1e-10 has lost the digits of 1e-10", "case='log(1+tiny)' value=1e-10"),
        Preset("e^x - 1 cancels: 1e-17 comes to 0", "case='e^tiny - 1' value=1e-17"),
        Preset("Your own: a cross-entropy that ends in ∞/∞", "case=formula value=1000"),
        Preset("Its cure: softplus does not overflow", "case=formula value=-1000 f='L = softplus(-x)'"),
        Preset(
            "E[x²] - E[x]² under a root, in float32",
            "case=formula value=100 precision=float32 "
            "f='b = x + 0.01; m = (x + b)/2; v = (x^2 + b^2)/2 - m^2; s = sqrt(v)'",
        ),
    )
    guesses = (
        Guess("naive", "word", "What does the formula come to as it is written?", words=("undefined",)),
        Guess("stable", ask="What does the stable way come to?"),
    )

    @property
    def timeline(self) -> Sweep:
        """x goes to where it breaks."""
        control = slider(self.case, self.precision)
        if isinstance(control, Vanishing):
            return Sweep("value", start=1.0, stop=0.0, steps=STEPS.get(self.case, 130))
        if self.case == "sqrt(negative)":
            return Sweep("value", start=1.0, stop=-1.0, steps=80)
        return Sweep("value", start=0.0, stop=REACH[self.precision], steps=100)

    def control(self, name: str) -> Control:
        """`value` is what its case can take."""
        return slider(self.case, self.precision) if name == "value" else super().control(name)

    def with_value(self, name: str, value: Any) -> Self:
        """A case brings the x that it breaks at, unless another one was chosen that it can take."""
        changed = super().with_value(name, value)
        fresh = name == "case" and self.value == TYPICAL[self.case]
        low, high = slider(changed.case, changed.precision).ends()
        if fresh or not low <= changed.value <= high:
            return replace(changed, value=TYPICAL[changed.case])
        return changed

    def scene(self, answers: Mapping[str, Answer]) -> Scene:
        """Where it breaks, and the card of the patient; or every value of the formula."""
        return self._own() if self.case == OWN else self._ailing()

    def _ailing(self) -> Scene:
        patient = Ailing(self.case, self.value, self.precision)
        return Scene(
            view=Beside((patient.plot(), patient.card()), (1.0, 1.15)),
            readouts=_readouts(patient.naive, readout_number(patient.stable), patient.ailment.remedy),
            sentence=patient.sentence(),
            code=_code(patient),
            table=_ward(self.case, self.precision),
            formulas={self.case: patient.written},
        )

    def _own(self) -> Scene:
        patient = Sick(self.f, self.parameters, self.value, self.precision)
        return Scene(
            view=Stack((patient.diagram(), _graph(self, patient)), (3.0, 2.0)),
            readouts=_readouts(patient.result, "not known", patient.remedy),
            sentence=patient.sentence(),
            code=patient.code(),
            table=_values(patient),
            formulas={"f(x)": pretty(self.f)},
        )


def _readouts(naive: float, stable: float | str, remedy: str) -> tuple[Readout, ...]:
    return (
        Readout("naive", readout_number(naive), "as written"),
        Readout("stable", stable, "stable"),
        Readout("remedy", remedy, "remedy"),
    )


@lru_cache(maxsize=16)
def _curve(f: Expression, letters: Numbers, precision: str, half: float) -> tuple[Floats, Floats]:
    """The formula in the type, which stands while x moves."""
    x = np.linspace(-half, half, SAMPLES)
    values = values_in(f, {**dict(letters), "x": x}, PRECISIONS[precision])[f.output]
    return x, np.broadcast_to(values, x.shape).astype(float)


def _graph(state: Nanclinic, patient: Sick) -> Plot:
    """The formula against x, and the stretches where it gives no number."""
    half = outgrown(1.2 * REACH[state.precision], state.value)
    x, y = _curve(state.f, state.parameters, state.precision, half)
    window = Window(-half, half, *vertical(y))
    marks: list[Mark] = [*failures(x, ~np.isfinite(y)), Guide(x=state.value), Curve(x, y, Role.SECANT)]
    if np.isfinite(patient.result):
        marks.append(Point(state.value, patient.result, Role.POINT, label=number(patient.result, 4)))
    else:
        marks.append(missing(state.value, patient.result, window))
    return Plot(window, tuple(marks), pretty(state.f), "x")


@lru_cache(maxsize=32)
def _ward(case: str, precision: str) -> Table:
    """All ailments at the x that brings each on."""
    dtype = PRECISIONS[precision]
    both = {name: ailment.values(ailment.value, dtype) for name, ailment in AILMENTS.items()}
    rows = [(name, bare(naive), bare(stable)) for name, (naive, stable) in both.items()]
    return Table(("case", "naive", "stable"), tuple(rows), (list(AILMENTS).index(case),))


def _values(patient: Sick) -> Table:
    """Every value of the formula by its name."""
    rows = [(patient.names[place], bare(patient.values[place], 6)) for place in patient.flow.order]
    return Table(("name", "value"), tuple(rows))


def _code(patient: Ailing) -> str:
    return f"""import numpy as np


{python(parse(patient.ailment.formula), "naive", ("x",))}


def stable(x):
    return {patient.ailment.code}


x = np.{patient.precision}({plain(patient.value)})
with np.errstate(all="ignore"):
    print("naive", float(naive(x)))
print("stable", float(stable(x)))
"""
