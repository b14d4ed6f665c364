"""Log-sum-exp: take the largest exponent out first, and nothing overflows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np

from calctui.explorables.parts.ailing import REACH
from calctui.explore.controls import Choice, Series, Slider
from calctui.explore.explorable import Explorable, Preset
from calctui.explore.guess import Guess
from calctui.explore.timeline import Sweep
from calctui.maths.floating import PRECISIONS, LogSumExp, logsumexp
from calctui.maths.symbolic import Answer
from calctui.scene import (
    Cell,
    Curve,
    Glyph,
    Mark,
    Outline,
    Plot,
    Point,
    Readout,
    Region,
    Role,
    Row,
    Scene,
    Segment,
    Stack,
    Table,
    Window,
)
from calctui.scene.numbers import canonical, number, plain, readout_number

FAR = 20_000.0
DIGITS = 6
"""Of the numbers in the rows."""
BAR = 0.36
"""How wide a bar is, where 1 is the distance from entry to entry."""
ALIKE = 8.0
"""Results that differ by less than so many units of rounding are alike."""


@dataclass(frozen=True, kw_only=True)
class Logsumexp(Explorable):
    """The sum cancels what was taken out; only the overflow does not come back."""

    x: Annotated[tuple[float, ...], Series(Slider(-FAR, FAR, stride=1), help="the exponents, or logits")] = (
        1000.0,
        1001.0,
        1002.0,
    )
    precision: Annotated[
        str, Choice(choices=tuple(PRECISIONS), help="the numbers that all is computed in")
    ] = "float64"
    shift: Annotated[
        float, Slider(-FAR - 1000, FAR + 1000, stride=1, help="added to every x: softmax stays as it is")
    ] = 0.0

    presets = (
        Preset("The chapter's 1000, 1001, 1002: 1002.408, printed as 1002.407", "x='1000, 1001, 1002'"),
        Preset("Small numbers: both ways agree", "x='0, 1, 2'"),
        Preset("Very negative: every e^x is 0, and ln 0 is not there", "x='-1000, -1001, -1002'"),
        Preset("One underflows, and nobody misses it", "x='-800, 0, 2'"),
        Preset("float32 ends at e^88", "x='88, 89, 90' precision=float32"),
        Preset("float16 ends at e^11", "x='5, 11, 12' precision=float16"),
        Preset("Each fits, their sum does not", "x='11, 11, 11' precision=float16"),
        Preset("Almost too small: digits are lost before all is", "x='-744, -744.2'"),
        Preset("Sure of itself: one logit far above the others", "x='2000, 0, 0, 0'"),
    )
    guesses = (
        Guess("naive", "word", "What does the naive way come to?"),
        Guess("stable", ask="What does the stable way come to?"),
    )

    @property
    def timeline(self) -> Sweep:
        """All x move together, from where every e^x is 0 to where the largest is too large."""
        reach, largest = REACH[self.precision], max(self.x)
        return Sweep("shift", start=canonical(-largest - reach), stop=canonical(reach - largest), steps=100)

    def programs(self) -> Mapping[str, str]:
        """The functions that PyTorch and SciPy have for it."""
        return {"torch": _torch(self), "scipy": _scipy(self)}

    def scene(self, answers: Mapping[str, Answer]) -> Scene:
        """Both ways row by row, and softmax as bars."""
        sums = logsumexp(_moved(self), PRECISIONS[self.precision])
        return Scene(
            view=Stack((_rows(sums), _bars(sums)), (len(self.x) + 6.0, 8.0)),
            readouts=(
                Readout("maximum", readout_number(sums.maximum), "maximum"),
                Readout("naive", readout_number(sums.naive), "naive"),
                Readout("stable", readout_number(sums.stable), "stable"),
                Readout(
                    "softmax",
                    [readout_number(each) for each in sums.softmax],
                    "softmax",
                    _listed(sums.softmax),
                ),
            ),
            sentence=_sentence(self, sums),
            code=_code(self),
            table=_table(sums),
        )


def _listed(values: Any) -> str:
    return " ".join(number(each, 3) for each in values)


def _rows(sums: LogSumExp) -> Outline:
    """The naive way beside the shifted one, marked where the type ends."""
    columns = zip(sums.x, sums.exponentials, sums.shifted, sums.shifted_exponentials, strict=True)
    entries = [
        (Cell(number(x)), _power(power, Role.ERROR), Cell(number(away)), _power(small, Role.GUIDE))
        for x, power, away, small in columns
    ]
    totals = [
        (Cell("sum"), _total(sums.sums[-1]), Cell(""), _total(sums.shifted_sums[-1])),
        (Cell("ln"), _total(sums.naive), Cell(""), _total(sums.logarithm)),
    ]
    result = (Cell("result"), _total(sums.naive), Cell(f"+ {number(sums.maximum)}"), _total(sums.stable))
    return Outline(
        (*map(Row, entries), *map(Row, totals), Row(result, lit=True)),
        ("x", "e^x", "x − m", "e^(x − m)"),
        "ln Σ e^x as written, and with the maximum m taken out",
    )


def _power(power: Any, lost: Role) -> Cell:
    """A power of e, which is never 0 nor infinite by rights."""
    if np.isinf(power):
        return Cell("inf overflow", Role.ERROR)
    if power == 0:
        return Cell("0 underflow", lost)
    if power < np.finfo(type(power)).tiny:
        return Cell(f"{number(power, 2)} coarse", lost)
    return Cell(number(power, DIGITS))


def _total(value: Any) -> Cell:
    return Cell(number(value, DIGITS), Role.TEXT if np.isfinite(value) else Role.ERROR)


def _bars(sums: LogSumExp) -> Plot:
    """Softmax by both ways, a pair of bars an entry."""
    marks: list[Mark] = []
    for place, (naive, stable) in enumerate(zip(sums.softmax_naive, sums.softmax, strict=True), start=1):
        if np.isfinite(naive):
            marks += _bar(place - BAR, place, float(naive), Role.SECANT)
        else:
            marks.append(Point(place - BAR / 2, 0.0, Role.ERROR, Glyph.CROSS, "nan"))
        marks += _bar(place, place + BAR, float(stable), Role.TANGENT, number(stable, 3))
    window = Window(0.4, len(sums.x) + 0.6, -0.04, 1.12)
    return Plot(window, tuple(marks), "softmax: left naive, right stable", "entry")


def _bar(left: float, right: float, height: float, role: Role, name: str = "") -> list[Mark]:
    x, top = np.array([left, right]), np.full(2, height)
    around = Curve(np.repeat(x, 2), np.array([0.0, height, height, 0.0]), role)
    named = [Segment(left, height, right, height, role, label=name)] if name else []
    return [Region(x, np.zeros(2), top, role), around, *named]


def _table(sums: LogSumExp) -> Table:
    rows = zip(
        *(each.astype(float).tolist() for each in (sums.x, sums.softmax_naive, sums.softmax)), strict=True
    )
    return Table(("x", "naive", "softmax"), tuple(rows), lit=(int(sums.x.argmax()),))


def _sentence(state: Logsumexp, sums: LogSumExp) -> str:
    stable, held = number(sums.stable), state.precision
    saved = f"with {number(sums.maximum)} taken out first it comes to {stable}"
    if np.isinf(sums.exponentials).any():
        return f"In {held} e^{number(sums.maximum)} is too large: the naive way ends in ∞; {saved}."
    if np.isinf(sums.sums[-1]):
        return f"Each e^x fits into {held}, but not their sum: the naive way ends in ∞; {saved}."
    if sums.sums[-1] == 0:
        return f"In {held} every e^x underflows to 0, and ln 0 is -∞; {saved}."
    off = abs(float(sums.naive) - float(sums.stable))
    if off <= ALIKE * np.finfo(sums.x.dtype).eps * (1 + abs(float(sums.stable))):
        return f"Both ways come to {stable}: for {held} no e^x is too large, and not all are too small."
    return f"So close to 0 {held} has few digits for e^x: the naive way is off by {number(off, 2)}; {saved}."


def _code(state: Logsumexp) -> str:
    single = f"np.{state.precision}"
    moved = f" + {plain(state.shift)}" if state.shift else ""
    return f"""import numpy as np

x = (np.array([{", ".join(map(plain, state.x))}]){moved}).astype({single})


def total(powers):
    return np.add.accumulate(powers)[-1]  # rounded to {state.precision} at every step


m = x.max()
with np.errstate(all="ignore"):
    naive = np.log(total(np.exp(x)))
powers = np.exp(x - m)
stable = m + np.log(total(powers))
print("maximum", float(m))
print("naive", float(naive))
print("stable", float(stable))
print("softmax", powers / total(powers))
"""


def _torch(state: Logsumexp) -> str:
    exponents = ", ".join(str(float(each)) for each in _moved(state))
    return f"""import torch

x = torch.tensor([{exponents}], dtype=torch.{state.precision})
print("maximum", x.max().item())
print("naive", x.exp().sum().log().item())
print("stable", torch.logsumexp(x, dim=0).item())
print("softmax", torch.softmax(x, dim=0).tolist())
"""


def _scipy(state: Logsumexp) -> str:
    exponents = ", ".join(map(plain, _moved(state)))
    return f"""import numpy as np
from scipy.special import logsumexp, softmax

x = np.array([{exponents}], dtype=np.{state.precision})
print("maximum", float(x.max()))
print("stable", float(logsumexp(x)))
print("softmax", softmax(x))
"""


def _moved(state: Logsumexp) -> list[float]:
    return [each + state.shift for each in state.x]
