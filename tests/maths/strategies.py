"""Random formulas of bounded size, as a person could type them."""

import re
from collections.abc import Callable

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from calctui.maths.expression import Expression, ExpressionError
from calctui.maths.names import ARGUMENTS, FUNCTIONS
from calctui.maths.parser import parse

LETTERS = ("x", "y", "a", "θ")
CONSTANTS = ("π", "e", "tau")
NUMBERS = ("0", "1", "2", "3", "10", "0.5", ".25", "7.", "1e3", "2.5e-3", "12345678.9")
SIGNS = (" + ", " - ", "*", "/", "·", "×", "÷", "−")
ONE_ARGUMENT = tuple(sorted(FUNCTIONS - set(ARGUMENTS)))
TYPED = (
    "<formula><sign><formula>", "(<formula>)<sign>(<formula>)", "<function>(<formula>)", "<function> <leaf>",
    "min(<formula>, <formula>)", "max(<formula>, <formula>)", "leaky_relu(<formula>, <formula>)",
    "log(<formula>, <leaf>)", "(<formula>)^2", "(<formula>)²", "(<formula>)⁻¹", "(<formula>)^0.5",
    "(<formula>)^-3", "<leaf>^<formula>", "e^(<formula>)", "|<formula>|", "-<formula>", "√(<formula>)",
    "∛<leaf>", "<leaf>(<formula>)", "2<leaf>", "<function>²(<formula>)",
)  # fmt: skip
"""Every way to make a formula larger."""

SMOOTH = ("sin", "cos", "exp", "tanh", "sigmoid", "softplus", "erf", "gelu", "silu", "mish", "atan", "sinh",
          "ln", "log2", "log10", "sqrt", "cbrt", "tan", "asin", "acos", "cosh", "abs", "relu", "elu", "selu",
          "softsign", "hardtanh", "relu6")  # fmt: skip
"""Differentiable at almost every point where they have a value."""
DIFFERENTIABLE = (
    "(<formula>)<sign>(<formula>)", "(<formula>)*(<formula>)", "<function>(<formula>)",
    "min(<formula>, <formula>)", "max(<formula>, <formula>)", "leaky_relu(<formula>, <formula>)",
    "(<formula>)^2", "(<formula>)^3", "(<formula>)^-1", "(<formula>)^0.5", "(<formula>)^(<formula>)",
)  # fmt: skip


@st.composite
def _grown(
    draw: st.DrawFn,
    templates: tuple[str, ...],
    leaves: tuple[str, ...],
    functions: tuple[str, ...],
    depth: int,
) -> str:
    def formula(depth: int) -> str:
        if depth == 0 or draw(st.integers(0, 5)) == 0:
            return draw(st.sampled_from(leaves))
        parts: dict[str, Callable[[], str]] = {
            "formula": lambda: formula(depth - 1),
            "leaf": lambda: draw(st.sampled_from(leaves)),
            "function": lambda: draw(st.sampled_from(functions)),
            "sign": lambda: draw(st.sampled_from(SIGNS)),
        }
        return re.sub(r"<(\w+)>", lambda found: parts[found[1]](), draw(st.sampled_from(templates)))

    return formula(depth)


def formulas(names: tuple[str, ...] = LETTERS, depth: int = 3) -> SearchStrategy[str]:
    """One statement over every function, sign and bracket; some mean nothing and are refused."""
    return _grown(TYPED, (*names, *names, *CONSTANTS, *NUMBERS), ONE_ARGUMENT, depth)


@st.composite
def programs(draw: st.DrawFn) -> str:
    """Up to three named steps, each free to use those before it, then mostly a formula."""
    names: tuple[str, ...] = ()
    statements = []
    for name in draw(st.sampled_from([(), (), ("g",), ("u", "height"), ("p", "q", "λ")])):
        statements.append(f"{name} = {draw(formulas((*LETTERS, *names), 2))}")
        names = (*names, name)
    if not names or draw(st.booleans()):
        statements.append(draw(formulas((*LETTERS, *names))))
    return "; ".join(statements)


def expressions(texts: SearchStrategy[str] | None = None) -> SearchStrategy[Expression]:
    """What the parser makes of random formulas; those it refuses are left out."""
    return (programs() if texts is None else texts).map(_read).filter(bool).map(lambda read: read[0])


def _read(text: str) -> list[Expression]:
    try:
        return [parse(text, ("x", "y"))]
    except ExpressionError:
        return []


def differentiable(names: tuple[str, ...] = ("x",), depth: int = 3) -> SearchStrategy[Expression]:
    """Formulas with a derivative at almost every point where they have a value."""
    leaves = (*names, *names, *names, "2", "0.5", "1.25", "π")
    return expressions(_grown(DIFFERENTIABLE, leaves, SMOOTH, depth))
