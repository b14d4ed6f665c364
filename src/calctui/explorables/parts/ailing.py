"""One ailment of floats: both ways at one x and over a window, where the naive one fails, and its card."""

from functools import lru_cache
from textwrap import wrap
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from calctui.explorables.parts.flow import told
from calctui.explorables.parts.sick import bare
from calctui.explorables.parts.vanishing import Vanishing
from calctui.explore.controls import Slider
from calctui.maths.ailments import AILMENTS, Ailment
from calctui.maths.evaluate import Floats
from calctui.maths.expression import Expression
from calctui.maths.floating import PRECISIONS, values_in
from calctui.maths.formatting import pretty
from calctui.maths.parser import parse
from calctui.scene import Cell, Curve, Glyph, Guide, Mark, Outline, Plot, Point, Region, Role, Row, Window
from calctui.scene.framing import outgrown, vertical
from calctui.scene.numbers import number

Bools: TypeAlias = NDArray[np.bool_]

SAMPLES = 401
GUARDED = ("log(0)", "0/0", "sqrt(negative)")
"""Ailments whose remedy is a guard: near the place of failure it changes the answer."""
ALIKE_AXES = ("log(1+tiny)", "e^tiny - 1")
"""Ailments whose values are about x: both sides of their picture are logarithmic."""
REACH = {"float16": 20.0, "float32": 120.0, "float64": 1000.0}
"""An x whose e^x is too large, and whose e^-x is 0."""
DEPTH = {"float16": 10.0, "float32": 50.0, "float64": 301.0}
"""10 to the minus this is 0 on the slider; 1.11 times as deep it is 0 in floats too."""
TINY = 20.0
"""10 to the minus this leaves no digit of itself in 1."""
OFF = 1e-3
"""A value that is off by this share counts as a failure."""
ALIKE = 4.0
"""Values within so many units of rounding are the same."""
WIDTH = 24
"""Characters in a line of the card."""
ZERO, BEYOND = 1.11, 1.16
"""How deep 0 stands on a logarithmic picture, and how deep it reaches, beside its slider."""
UNSEEN = 4
"""Samples that are less than a column apart."""
HELP = "the x that is put in"


def slider(case: str, precision: str) -> Slider:
    """The x that a case can take; any but the known ones take a wide range."""
    if case in ALIKE_AXES:
        return Vanishing(depth=TINY, help=HELP)
    if case in ("log(0)", "0/0"):
        return Vanishing(depth=DEPTH[precision], help=HELP)
    ends = (-2, 2, 0.05) if case == "sqrt(negative)" else (-2000, 2000, 1)
    return Slider(*ends, help=HELP)


@lru_cache(maxsize=16)
def _formula(case: str) -> Expression:
    return parse(AILMENTS[case].formula)


class Ailing:
    """Both ways at one x."""

    def __init__(self, case: str, value: float, precision: str) -> None:
        self.case, self.value, self.precision = case, value, precision
        self.ailment: Ailment = AILMENTS[case]
        self.dtype = PRECISIONS[precision]
        naive, stable = self.ailment.values(value, self.dtype)
        self.naive, self.stable = float(naive), float(stable)
        self.written = pretty(_formula(case))

    def plot(self) -> Plot:
        """Both ways against x, the stretch where the naive one fails, and both values here."""
        log = isinstance(slider(self.case, self.precision), Vanishing)
        ways = _ways(self.case, self.precision, outgrown(self._half(), self.value))
        y = _logs(ways.naive, ways.stable) if self.case in ALIKE_AXES else (ways.naive, ways.stable)
        window = Window(float(ways.places[0]), float(ways.places[-1]), *vertical(y))
        marks: list[Mark] = [
            *failures(ways.places, _failed(self.case, ways)),
            Curve(ways.places, y[1], Role.TANGENT, "stable"),
            Curve(ways.places, y[0], Role.SECANT, "naive"),
            *self._here(window),
        ]
        return Plot(
            window, tuple(marks), f"{self.written} in {self.precision}", "x", "", log, self.case in ALIKE_AXES
        )

    def _half(self) -> float:
        """Half the width of a window that is not logarithmic."""
        return 1.2 * REACH[self.precision] if self.case == "e^big" else 2.0

    def _here(self, window: Window) -> list[Mark]:
        """Both values at this x; one that is none stands at the border where it was last seen."""
        control = slider(self.case, self.precision)
        x = self.value
        if isinstance(control, Vanishing):
            x = control.exponent(x) if x else -ZERO * control.depth
        naive, stable = self.naive, self.stable
        if self.case in ALIKE_AXES:
            naive, stable = (float(each[0]) for each in _logs(np.array([naive]), np.array([stable])))
        marks: list[Mark] = [Guide(x=x)]
        if np.isfinite(naive):
            marks.append(Point(x, naive, Role.SECANT, Glyph.CROSS, number(self.naive, 4)))
        else:
            marks.append(missing(x, self.naive, window))
        return [*marks, Point(x, stable, Role.POINT, label=number(self.stable, 4))]

    def card(self) -> Outline:
        """Both numbers, then symptom, cause and remedy in short lines."""
        failed = Role.ERROR if self.fails else Role.SECANT
        rows = [
            Row((Cell(self.written, Role.SECANT),)),
            Row((Cell(f"  = {bare(self.naive, 12)}", failed),)),
            Row((Cell(self.ailment.code, Role.TANGENT),)),
            Row((Cell(f"  = {bare(self.stable, 12)}", Role.TANGENT),)),
        ]
        for name in ("symptom", "cause", "remedy"):
            role = Role.TITLE if name == "remedy" else Role.TEXT
            first, *rest = wrap(f"{name}: {getattr(self.ailment, name)}", WIDTH, break_on_hyphens=False)
            rows += [Row((Cell(first, role),)), *(Row((Cell(line, role),)) for line in rest)]
        return Outline(tuple(rows), title=self.case)

    @property
    def off(self) -> float:
        """By which share the naive way is off; 0 where the stable one is none."""
        with np.errstate(all="ignore"):
            share = abs(np.float64(self.naive) - self.stable) / abs(np.float64(self.stable))
        return 0.0 if self.naive == self.stable else float(share)

    @property
    def fails(self) -> bool:
        """Whether the naive way gives no number, or one without the right digits."""
        return not np.isfinite(self.naive) or (self.case not in GUARDED and self.off > OFF)

    def sentence(self) -> str:
        """What becomes of x both ways."""
        x = f"x = {number(self.value, 4)}"
        if self.value and not float(self.dtype(self.value)):
            x = f"{x}, which {self.precision} rounds to 0"
        way = {"log(0)": "kept above ε", "0/0": "kept above ε", "sqrt(negative)": "kept from below 0"}
        saved = f"{way.get(self.case, 'the stable way')} it is {number(self.stable)}"
        if not np.isfinite(self.naive):
            return f"At {x}: in {self.precision} {self.written} comes to {told(self.naive)}; {saved}."
        if self.off <= ALIKE * float(np.finfo(self.dtype).eps):
            return f"At {x} all is well: both ways {self.written} is {number(self.stable)}."
        if self.case in GUARDED:
            return f"At {x} the guard changes the answer: {number(self.naive)} as written, {saved}."
        right = int(max(-np.log10(self.off), 0.0)) if self.off else 0
        digits = f"{right} digit{'s' * (right != 1)} right" if right else "no digit right"
        return f"At {x}: as written it comes to {number(self.naive, 10)}, with {digits}; {saved}."


class _Ways(NamedTuple):
    """Both ways over a window: arrays of shape (SAMPLES,)."""

    places: Floats
    """x, or its decimal logarithm."""
    naive: Floats
    stable: Floats


@lru_cache(maxsize=32)
def _ways(case: str, precision: str, half: float) -> _Ways:
    """What stands while x moves."""
    control, dtype = slider(case, precision), PRECISIONS[precision]
    log = isinstance(control, Vanishing)
    places = (
        np.linspace(-BEYOND * control.depth, 0.0, SAMPLES)
        if isinstance(control, Vanishing)
        else np.linspace(-half, half, SAMPLES)
    )
    with np.errstate(all="ignore"):
        x = 10.0**places if log else places
        naive = values_in(_formula(case), {"x": x}, dtype)[_formula(case).output]
        stable = [AILMENTS[case].stable(each) for each in x.astype(dtype)]
    return _Ways(places, naive.astype(float), np.array(stable, dtype=float))


def _logs(*columns: Floats) -> tuple[Floats, ...]:
    """Decimal logarithms; NaN where there are none."""
    with np.errstate(all="ignore"):
        return tuple(np.where(column > 0, np.log10(column), np.nan) for column in columns)


def _failed(case: str, ways: _Ways) -> Bools:
    """Where the naive way gives no number, or one without the right digits."""
    failed = ~np.isfinite(ways.naive)
    if case not in GUARDED:
        with np.errstate(all="ignore"):
            failed |= np.abs(ways.naive - ways.stable) > OFF * np.abs(ways.stable)
    return failed


def missing(x: float, value: float, window: Window) -> Point:
    """A value that is none, at the border that it left by: above for +∞, else below."""
    border = window.y_high if value == np.inf else window.y_low
    return Point(x, border, Role.ERROR, Glyph.CROSS, bare(value))


def failures(places: Floats, failed: Bools) -> list[Region]:
    """The stretches of a window (n,) in which something fails, with the gaps that no screen shows."""
    edges = np.flatnonzero(np.diff(failed.astype(int), prepend=0, append=0))
    inner = edges[1:-1].reshape(-1, 2)
    wide = inner[inner[:, 1] - inner[:, 0] > UNSEEN].ravel()
    ends = np.concatenate([edges[:1], wide, edges[-1:]]).reshape(-1, 2)
    return [_stretch(places, int(first), int(behind)) for first, behind in ends]


def _stretch(places: Floats, first: int, behind: int) -> Region:
    ends = places[[max(first - 1, 0), behind - 1]]
    name = "fails" if behind - first > places.size // 8 else ""
    return Region(ends, np.full(2, -np.inf), np.full(2, np.inf), Role.SPECIAL, name)
