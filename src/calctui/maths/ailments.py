"""Six formulas that go wrong in floats: the symptom, the cause, and what to write in their place."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from calctui.maths.floating import values_in
from calctui.maths.parser import parse


@dataclass(frozen=True, slots=True)
class Ailment:
    """A formula of x that goes wrong in floats, and what to write in its place."""

    formula: str
    """As one writes it down first."""
    stable: Callable[[Any], Any]
    """What to compute, on a NumPy scalar, in its type."""
    code: str
    """The same as NumPy source text."""
    value: float
    """An x that brings it on; a tiny one needs float32 or float64, as float16 rounds it to 0 at once."""
    symptom: str
    cause: str
    remedy: str

    def values(self, x: float, dtype: type[np.floating[Any]]) -> tuple[Any, Any]:
        """What the formula and its stable form give for x, as scalars of `dtype`."""
        expression = parse(self.formula)
        with np.errstate(all="ignore"):
            rounded = np.float64(x).astype(dtype)
            return values_in(expression, {"x": x}, dtype)[expression.output], self.stable(rounded)


def _tiny(x: Any) -> Any:
    """The smallest number of the type that has all its digits, and whose reciprocal is still finite."""
    return np.finfo(type(x)).tiny


AILMENTS: Mapping[str, Ailment] = {
    "log(0)": Ailment(
        "ln(x)",
        lambda x: np.log(np.maximum(x, _tiny(x))),
        "np.log(np.maximum(x, np.finfo(x.dtype).tiny))",
        0.0,
        "The loss jumps to infinity, and a step later everything is NaN.",
        "A probability came out as 0, by underflow or because the model was sure and wrong. ln 0 is -inf.",
        "Keep x above a tiny ε inside the logarithm; better still, never leave log space: log-softmax.",
    ),
    "0/0": Ailment(
        "x/x",
        lambda x: x / (x if abs(x) >= _tiny(x) else _tiny(x)),
        "x / (x if abs(x) >= np.finfo(x.dtype).tiny else np.finfo(x.dtype).tiny)",
        0.0,
        "NaN at once, from a row that is all zeros.",
        "Dividing by a sum or norm that is 0, or so small that the type rounds it to 0.",
        "Keep the denominator away from 0 by a tiny ε: an empty share is then 0.",
    ),
    "e^big": Ailment(
        "ln(1 + e^x)",
        lambda x: np.logaddexp(type(x)(0), x),
        "np.logaddexp(0, x)",
        1000.0,
        "Infinity; and NaN as soon as two infinities are subtracted or divided.",
        "e^x leaves the type: past x = 11 in float16, 88 in float32, 709 in float64.",
        "Take the largest exponent out first: log-sum-exp. Where e^x itself is needed, clip x before.",
    ),
    "sqrt(negative)": Ailment(
        "sqrt(x)",
        lambda x: np.sqrt(np.maximum(x, type(x)(0))),
        "np.sqrt(np.maximum(x, 0))",
        -1.0,
        "NaN now and then, where a variance or a distance ought to be 0.",
        "What should be 0 or more came out slightly negative by rounding, as E[x²] - E[x]² does.",
        "Take max(x, 0) under the root; add a tiny ε as well if you differentiate, for √ is vertical at 0.",
    ),
    "log(1+tiny)": Ailment(
        "ln(1 + x)",
        np.log1p,
        "np.log1p(x)",
        1e-10,
        "Exactly 0, or a number of which only the first digits are right.",
        "1 + x has no room for the digits of a small x: they are gone before the logarithm sees them.",
        "Call log1p(x), which never forms 1 + x.",
    ),
    "e^tiny - 1": Ailment(
        "e^x - 1",
        np.expm1,
        "np.expm1(x)",
        1e-10,
        "Exactly 0, or a number of which only the first digits are right.",
        "e^x is so close to 1 that the subtraction cancels nearly every digit, and rounding is what remains.",
        "Call expm1(x), which never forms e^x.",
    ),
}
"""By the names that a person chooses from."""
