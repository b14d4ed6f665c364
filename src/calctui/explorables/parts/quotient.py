"""A difference quotient in one floating-point type: its numbers, its error against h, and words about it."""

from functools import lru_cache
from math import isfinite, isinf, isnan

import numpy as np

from calctui.explore.controls import Numbers
from calctui.maths.differences import FLOOR, Sweep, difference, digits_left, sweep, theory_h
from calctui.maths.evaluate import Floats, evaluate
from calctui.maths.expression import Expression
from calctui.maths.floating import PRECISIONS
from calctui.maths.jets import taylor
from calctui.maths.pointwise import Local, local
from calctui.scene.numbers import number

ABSOLUTE, RELATIVE = 1e-5, 1e-3
"""What a claim may differ from an estimate, as in torch.autograd.gradcheck."""
EXACT = 1e-9
"""A claim that is off by less, beside 1 and the slope, is right."""
NEAR = 10.0
"""An error within this factor of the least is about as small."""
UNDEFINED = "undefined"


class Valley:
    """The error of one scheme against h, which stays while h moves."""

    def __init__(self, f: Expression, letters: Numbers, x: float, scheme: str, precision: str) -> None:
        dtype = PRECISIONS[precision]
        with np.errstate(all="ignore"):
            self.x = float(np.float64(x).astype(dtype))
        self.at = {**dict(letters), "x": self.x}
        self.here: Local = local(f, "x", self.at)
        self.sweep: Sweep = sweep(f, "x", self.at, scheme, dtype)
        self.epsilon = float(np.finfo(dtype).eps)
        self.theory_h = theory_h(scheme, self.x, dtype)
        self.digits = round(-np.log10(self.epsilon))
        self.best_h = self.sweep.best_h if isfinite(self.here.slope) else np.nan
        with np.errstate(all="ignore"):
            self.errors: Floats = np.abs(self.sweep.estimates.astype(float) - self.here.slope)
            best = self.errors[self.sweep.h == self.best_h]
            self.least = float(best[0]) if best.size else np.nan
            self.floor = float(np.float64(self.epsilon) * abs(self.here.slope)) or self.epsilon
            self.expected = self._expected(taylor(f, "x", self.at, 3), scheme)

    def _expected(self, coefficients: Floats, scheme: str) -> Floats | None:
        """The error by theory for every h; None where it has none, as for a parabola without rounding."""
        order = 1 if scheme == "forward" else 2
        size = max(abs(self.here.value), abs(self.x * self.here.slope))
        rounding = 0.0 if scheme == "complex" else self.epsilon * size
        errors: Floats = abs(coefficients[order + 1]) * self.sweep.h**order + rounding / self.sweep.h
        errors = np.maximum(errors, self.floor)
        return errors if np.isfinite(errors).all() else None


@lru_cache(maxsize=64)
def valley(f: Expression, letters: Numbers, x: float, scheme: str, precision: str) -> Valley:
    """The error against h."""
    return Valley(f, letters, x, scheme, precision)


class Quotient:
    """The numbers at one h."""

    def __init__(
        self, f: Expression, letters: Numbers, x: float, h: float, scheme: str, precision: str
    ) -> None:
        dtype = PRECISIONS[precision]
        self.valley = valley(f, letters, x, scheme, precision)
        found = difference(f, "x", self.valley.at, h, scheme, dtype)
        self.h, self.scheme, self.precision, self.reason = h, scheme, precision, found.reason
        self.left, self.right, estimate = found.left[()], found.right[()], found.estimate[()]
        with np.errstate(all="ignore"):
            self.slopes = estimate, np.float64(self.exact).astype(dtype)
            self.estimate = float(estimate)
            self.error = float(np.float64(self.estimate) - self.exact)
            x_there, step = dtype(self.valley.x), np.float64(h).astype(dtype)
            self.lost = bool(x_there + step == x_there)
            self.imaginary = estimate * step

    @property
    def exact(self) -> float:
        """The slope where x stands once it is rounded; NaN where there is none."""
        return self.valley.here.slope

    @property
    def subtracts(self) -> bool:
        """Whether two numbers are subtracted."""
        return self.scheme != "complex"

    @property
    def digits_left(self) -> float:
        """How many significant digits the difference has left; NaN without an estimate."""
        if not isfinite(self.estimate):
            return np.nan
        return digits_left(self.right, self.left) if self.subtracts else -float(np.log10(self.valley.epsilon))

    @property
    def perfect(self) -> bool:
        """Whether nothing but the result's own rounding is left of the error."""
        return abs(self.error) <= FLOOR * self.valley.epsilon * abs(self.exact)

    def sentence(self) -> str:
        """What h does to the estimate."""
        return self._no_slope() or self._same() or self._verdict()

    def _no_slope(self) -> str:
        """Why there is no estimate, or nothing that it could be an estimate of; empty where there is."""
        x, value = number(self.valley.x), self.valley.here.value
        if isnan(value):
            return f"f has no value at {x}, so there is nothing to differentiate."
        if isinf(value):
            return f"At {x} f is too large for a float, so there is nothing to subtract."
        if self.reason:
            return f"No complex step: {self.reason}."
        if not isfinite(self.estimate):
            return f"Over h = {number(self.h, 3)} {self._unfit()}: there is no estimate."
        if not isfinite(self.exact):
            found = number(self.estimate)
            return f"At {x} f has no slope, yet the quotient comes to {found}, as if there were one."
        return ""

    def _unfit(self) -> str:
        if self.subtracts and np.isfinite([self.left, self.right]).all():
            return f"the quotient is too large for {self.precision}"
        return f"not every value is a finite {self.precision}"

    def _same(self) -> str:
        """What it means that nothing is left; empty where something is."""
        if not self.subtracts or self.left != self.right:
            return ""
        if self.exact == 0:
            return "Both numbers are the same, and that is right: the slope is 0."
        why = "x + h rounds to x" if self.lost else "both values round alike"
        nothing = f"all digits cancel, and of a slope of {number(self.exact)} nothing is left"
        return f"With h = {number(self.h, 3)} {why} in {self.precision}: {nothing}."

    def _verdict(self) -> str:
        """On which side of the valley h stands."""
        h, off = number(self.h, 3), number(abs(self.error), 2)
        if not self.subtracts:
            return self._complex_verdict(h, off)
        left = f"with {round(self.digits_left)} of {self.valley.digits} digits left"
        if self.perfect:
            return f"With h = {h} the quotient is right to the last digit that {self.precision} holds."
        best = f"the best, near h = {number(self.valley.best_h, 2)}, by {number(self.valley.least, 2)}"
        if abs(self.error) <= NEAR * self.valley.least:
            return f"With h = {h} it is about as good as it gets: off by {off}, {left}."
        if self.h > self.valley.best_h:
            return f"A step of {h} is too large, not yet the limit: off by {off}; {best}."
        return f"A step of {h} is too small: digits cancel, {left}: off by {off}; {best}."

    def _complex_verdict(self, h: str, off: str) -> str:
        if self.perfect:
            last = f"right to the last digit that {self.precision} holds"
            return f"Nothing is subtracted: with h = {h} the complex step is {last}. No h is too small."
        if self.h > self.valley.theory_h:
            return f"With h = {h} the complex step is off by {off}: too large. A smaller h does only good."
        return (
            f"The complex step is off by {off}, which is rounding inside f: no digit cancels between two f."
        )


class Check:
    """What a gradient check makes of a claimed derivative, and what is true of it."""

    def __init__(self, claim: Expression, at: Quotient) -> None:
        self.at = at
        self.claimed = float(evaluate(claim, at.valley.at))
        self.off = float(np.float64(self.claimed) - at.exact)
        self.gap = abs(float(np.float64(self.claimed) - at.estimate))

    @property
    def possible(self) -> bool:
        """Whether there are numbers to compare."""
        return bool(np.isfinite([self.claimed, self.at.estimate, self.at.exact]).all())

    @property
    def passes(self) -> bool:
        """Whether the claim is close enough to the estimate."""
        return self.gap <= ABSOLUTE + RELATIVE * abs(self.at.estimate)

    @property
    def right(self) -> bool:
        """Whether the claim is right, whatever the check says."""
        return abs(self.off) <= EXACT * max(1.0, abs(self.at.exact))

    @property
    def verdict(self) -> str:
        """The check's word, and whether it is mistaken."""
        if not self.possible:
            return UNDEFINED
        word = "passes" if self.passes else "fails"
        return word if self.passes == self.right else f"{word} wrongly"

    def sentence(self) -> str:
        """The same in words."""
        if not self.possible:
            return "The claim can't be checked here: claim, quotient and slope must all be finite numbers."
        h = number(self.at.h, 3)
        match self.verdict:
            case "passes":
                return f"At h = {h} the claim is {number(self.gap, 2)} from the quotient: it passes, rightly."
            case "fails":
                both = (
                    f"the claim gives {number(self.claimed, 4)}, the quotient {number(self.at.estimate, 4)}"
                )
                return f"At h = {h} {both}: it fails, and it is wrong by {number(abs(self.off), 2)}."
            case "fails wrongly":
                off = number(abs(self.at.error), 2)
                return f"A false alarm: the claim is right, but the quotient is off by {off} at h = {h}."
            case _:
                off = number(abs(self.off), 2)
                return f"The claim passes, though it is wrong by {off}: a check sees nothing that small."
