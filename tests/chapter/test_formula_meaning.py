"""A formula in one line means what it means on the page: the parser of what people type reads it back."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from calctui.chapter.formula import inline
from calctui.maths.evaluate import evaluate
from calctui.maths.expression import ExpressionError
from calctui.maths.parser import parse
from calctui.raster.lettering import to_ascii

AT = {"x": 0.7, "y": -1.3, "z": 2.1}


class Holds(IntEnum):
    """How tightly a source holds together, to somebody who reads it on the page."""

    SUM = 0
    PRODUCT = 1
    FACTOR = 2
    BASE = 3


@dataclass(frozen=True)
class Meant:
    """A source and its value where x, y and z are as in AT."""

    source: str
    value: np.float64
    holds: Holds = Holds.BASE

    def within(self, holds: Holds) -> "Meant":
        return self if self.holds >= holds else bracket(self)


def leaf(text: str) -> Meant:
    return Meant(text, np.float64(AT.get(text) or text))


def bracket(body: Meant) -> Meant:
    return Meant(f"({body.source})", body.value)


def fraction(over: Meant, under: Meant) -> Meant:
    return Meant(rf"\frac{{{over.source}}}{{{under.source}}}", over.value / under.value)


def root(body: Meant) -> Meant:
    return Meant(rf"\sqrt{{{body.source}}}", np.sqrt(body.value))


def absolute(body: Meant) -> Meant:
    return Meant(rf"\left|{body.source}\right|", abs(body.value))


def sine(body: Meant) -> Meant:
    return Meant(rf"\sin({body.source})", np.sin(body.value))


def power(base: Meant, exponent: Meant) -> Meant:
    alone = base.source in {*AT, "2"} or base.source.startswith((r"\frac", r"\sqrt"))
    base = base if alone and base.holds is Holds.BASE else bracket(base)
    return Meant(f"{base.source}^{{{exponent.source}}}", base.value**exponent.value, Holds.FACTOR)


def product(left: Meant, right: Meant, dot: bool) -> Meant:
    left, right = left.within(Holds.PRODUCT), right.within(Holds.FACTOR)
    dot = dot or not right.source.startswith(r"\frac")
    return Meant(
        f"{left.source} {chr(92) + 'cdot' if dot else ''} {right.source}",
        left.value * right.value,
        Holds.PRODUCT,
    )


def led(factor: Meant, right: Meant) -> Meant:
    """A fraction before a factor, with no sign between them."""
    left, right = fraction(factor, leaf("3")), right.within(Holds.FACTOR)
    return Meant(f"{left.source} {right.source}", left.value * right.value, Holds.PRODUCT)


def added(left: Meant, right: Meant) -> Meant:
    right = right.within(Holds.PRODUCT)
    return Meant(f"{left.source} + {right.source}", left.value + right.value, Holds.SUM)


def subtracted(left: Meant, right: Meant) -> Meant:
    right = right.within(Holds.PRODUCT)
    return Meant(f"{left.source} - {right.source}", left.value - right.value, Holds.SUM)


def negative(body: Meant) -> Meant:
    body = body.within(Holds.PRODUCT)
    return Meant(f"-{body.source}", -body.value, Holds.SUM)


def larger(part: st.SearchStrategy[Meant]) -> st.SearchStrategy[Meant]:
    pairs = [st.builds(join, part, part) for join in (fraction, fraction, power, led, added, subtracted)]
    single = [st.builds(form, part) for form in (bracket, root, absolute, sine, negative)]
    return st.one_of(*pairs, *single, st.builds(product, part, part, st.booleans()))


LEAVES = st.sampled_from([*AT, "1", "2", "10", "0.5"]).map(leaf)

with np.errstate(all="ignore"):
    MEANINGS = st.recursive(LEAVES, larger, max_leaves=8)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@given(MEANINGS)
def test_one_line_means_the_same_as_the_page(meant: Meant) -> None:
    assume(np.isfinite(meant.value))
    try:
        found = evaluate(parse(inline(meant.source, to_ascii), tuple(AT)), AT)
    except ExpressionError as error:
        # Parts without a letter are checked as they are read: 2^(10^10), or 2^√(-1).
        assume("too large" not in str(error) and "not a real number" not in str(error))
        raise
    assert np.isclose(found, meant.value, rtol=1e-9, atol=1e-12), inline(meant.source)
