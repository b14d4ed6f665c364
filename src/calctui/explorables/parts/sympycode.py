"""The computation of a picture as a Python program over SymPy: formulas first, numbers at the end."""

from collections.abc import Mapping, Sequence

from calctui.maths.expression import Expression
from calctui.maths.primitives import PRIMITIVES
from calctui.maths.source import SYMPY, exact, listed, python_helpers, shared, statements

STAIRS = ("floor", "ceiling")
"""SymPy's functions of which it finds neither derivative nor integral."""
CORNERS = (*STAIRS, "Abs", "sign", "Min", "Max", "Piecewise")
"""Those with a corner or jump, at which SymPy's series are those of one side."""


def program(
    f: Expression,
    variables: Sequence[str],
    letters: Mapping[str, float],
    lines: Sequence[str],
    *,
    column: bool = False,
) -> str:
    """Put a program together: symbols, the values of letters, the formula as `f`, then `lines`.

    Args:
        f: the formula.
        variables: what stays a symbol.
        letters: the formula's other inputs, as exact numbers.
        lines: what to work out and print.
        column: whether the outputs stand in a column, called `outputs`, in place of `f`.
    """
    steps, found = statements(shared(f) if column else f, SYMPY)
    outputs = [f"sp.S({each.text})" if each.bare else each.text for each in found]
    last = listed("outputs = sp.Matrix", outputs) if column else [f"f = {outputs[-1]}"]
    body = [*symbols(variables), *values(letters), *steps, *last]
    helpers = python_helpers(f, SYMPY)
    head = "\n\n\n".join(["import sympy as sp", *helpers]) + "\n" * bool(helpers)
    return "\n".join([head, "", *body, "", *lines]) + "\n"


def symbols(names: Sequence[str]) -> list[str]:
    """The line that makes symbols; none where there are no names."""
    return [f'{", ".join(names)} = sp.symbols("{" ".join(names)}", real=True)'] if names else []


def values(given: Mapping[str, float]) -> list[str]:
    """A line a number, exactly as it was typed; divided, a whole number of Python's would be a float."""
    texts = ((name, exact(value)) for name, value in given.items())
    return [f"{name} = {text if text.startswith('sp.') else f'sp.Integer({text})'}" for name, text in texts]


def place(at: Mapping[str, float]) -> str:
    """The line that says where numbers are wanted: `at = {x: 1, y: sp.Rational("0.5")}`."""
    return f"at = {{{', '.join(f'{name}: {exact(value)}' for name, value in at.items())}}}"


def has_no_stairs(f: Expression, variables: Sequence[str]) -> bool:
    """Whether SymPy can differentiate and integrate it by the variables."""
    return not _uses(f, variables, STAIRS)


def is_smooth(f: Expression, variables: Sequence[str]) -> bool:
    """Whether it is made of functions without corners and jumps."""
    return not _uses(f, variables, CORNERS)


def _uses(f: Expression, variables: Sequence[str], functions: Sequence[str]) -> bool:
    """Whether one of SymPy's functions is applied to what depends on the variables."""
    reached = zip(f.nodes, f.depends_on(variables), strict=True)
    codes = [SYMPY.code(node.op) for node, deep in reached if deep and node.op in PRIMITIVES]
    return any(f"sp.{function}(" in code for code in codes for function in functions)
