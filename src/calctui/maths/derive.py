"""The derivative as a formula: forward differentiation whose numbers are parts of a graph.

The same partial derivatives as in `autodiff`, over terms instead of arrays. What comes out is exact and
tidied only where that costs nothing: products with 0 and 1, sums with 0, numbers with numbers.
"""

import math
from collections.abc import Sequence
from typing import Any, Union

import numpy as np

from calctui.maths.expression import INPUT, NUMBER, Builder, Expression
from calctui.maths.primitives import PRIMITIVES


def derivative(expression: Expression, wrt: str) -> Expression:
    """The formula of the last output's derivative by the input `wrt`."""
    terms = Terms()
    active = expression.depends_on([wrt])
    values: list[Term] = []
    tangents: list[Term] = []
    for place, node in enumerate(expression.nodes):
        if node.op == NUMBER:
            values.append(terms.number(node.value, node.name))
        elif node.op == INPUT:
            values.append(terms.input(node.name))
        else:
            values.append(terms.apply(node.op, [values[arg] for arg in node.args]))
        tangents.append(_tangent(terms, expression, place, values, tangents, active))
    return terms.builder.expression([tangents[expression.output].place])


def _tangent(
    terms: "Terms",
    expression: Expression,
    place: int,
    values: Sequence["Term"],
    tangents: Sequence["Term"],
    active: Sequence[bool],
) -> "Term":
    node = expression.nodes[place]
    if node.op in (NUMBER, INPUT) or not active[place]:
        return terms.number(float(active[place]))
    operands = [values[arg] for arg in node.args]
    total = terms.number(0.0)
    for arg, partial in zip(node.args, PRIMITIVES[node.op].partials, strict=True):
        if active[arg]:
            total = total + partial(terms, *operands, values[place]) * tangents[arg]
    return total


class Terms:
    """The algebra of graph terms: offers every primitive by name, as arrays do."""

    def __init__(self) -> None:
        self.builder = Builder()

    def number(self, value: float, name: str = "") -> "Term":
        """A number, or a named constant."""
        return Term(self, self.builder.number(float(value) + 0.0, name))

    def input(self, name: str) -> "Term":
        """An input."""
        return Term(self, self.builder.input(name))

    def apply(self, op: str, operands: Sequence["Operand"]) -> "Term":
        """An operation, tidied where one of its operands is a number that makes it trivial."""
        terms = [each if isinstance(each, Term) else self.number(each) for each in operands]
        return _tidied(self, op, terms) or Term(self, self.builder.apply(op, *(t.place for t in terms)))

    def __getattr__(self, op: str) -> Any:
        if op not in PRIMITIVES:
            raise AttributeError(op)
        return lambda *operands: self.apply(op, operands)


class Term:
    """A place in the graph that can be added, multiplied and so on."""

    def __init__(self, terms: Terms, place: int) -> None:
        self.terms, self.place = terms, place

    @property
    def value(self) -> float | None:
        """Its value, if it is a plain number."""
        node = self.terms.builder.nodes[self.place]
        return node.value if node.op == NUMBER and not node.name else None

    def __add__(self, other: "Operand") -> "Term":
        return self.terms.apply("add", [self, other])

    def __radd__(self, other: float) -> "Term":
        return self.terms.apply("add", [other, self])

    def __sub__(self, other: "Operand") -> "Term":
        return self.terms.apply("sub", [self, other])

    def __rsub__(self, other: float) -> "Term":
        return self.terms.apply("sub", [other, self])

    def __mul__(self, other: "Operand") -> "Term":
        return self.terms.apply("mul", [self, other])

    def __rmul__(self, other: float) -> "Term":
        return self.terms.apply("mul", [other, self])

    def __truediv__(self, other: "Operand") -> "Term":
        return self.terms.apply("div", [self, other])

    def __rtruediv__(self, other: float) -> "Term":
        return self.terms.apply("div", [other, self])

    def __neg__(self) -> "Term":
        return self.terms.apply("neg", [self])


Operand = Union[Term, float]  # noqa: UP007  (a string annotation can't be joined by | at run time)


def _tidied(terms: Terms, op: str, operands: Sequence[Term]) -> Term | None:
    """What an operation comes to where that is plain to see, else None."""
    if op == "identity":
        return operands[0]
    values = [operand.value for operand in operands]
    if None not in values and op in ("add", "sub", "mul", "neg"):
        with np.errstate(all="ignore"):
            folded = float(PRIMITIVES[op].array(*values))
        return terms.number(folded) if math.isfinite(folded) else None
    return _TIDY[op](terms, operands, values) if op in _TIDY else None


def _tidy_sum(terms: Terms, operands: Sequence[Term], values: Sequence[float | None]) -> Term | None:
    if values[0] == 0:
        return operands[1]
    return operands[0] if values[1] == 0 else None


def _tidy_difference(terms: Terms, operands: Sequence[Term], values: Sequence[float | None]) -> Term | None:
    if values[1] == 0:
        return operands[0]
    return -operands[1] if values[0] == 0 else None


def _tidy_product(terms: Terms, operands: Sequence[Term], values: Sequence[float | None]) -> Term | None:
    led = [value is not None or _led(terms, each) for value, each in zip(values, operands, strict=True)]
    if values[1] is not None or (led[1] and not led[0]):
        return terms.apply("mul", [operands[1], operands[0]])  # numbers come first: 2x·y, not y·(2x)
    factor, rest = values[0], operands[1]
    if factor == 0:
        return terms.number(0.0)
    if factor == 1:
        return rest
    node = terms.builder.nodes[rest.place]
    if factor is not None and node.op == "mul":
        inner = Term(terms, node.args[0])
        if inner.value is not None and math.isfinite(factor * inner.value):
            return terms.number(factor * inner.value) * Term(terms, node.args[1])
    return -rest if factor == -1 else None


def _led(terms: Terms, term: Term) -> bool:
    """Whether a term is a product that begins with a number."""
    node = terms.builder.nodes[term.place]
    return node.op == "mul" and terms.builder.nodes[node.args[0]].op == NUMBER


def _tidy_quotient(terms: Terms, operands: Sequence[Term], values: Sequence[float | None]) -> Term | None:
    if values[1] == 1:
        return operands[0]
    return terms.number(0.0) if values[0] == 0 else None


def _tidy_power(terms: Terms, operands: Sequence[Term], values: Sequence[float | None]) -> Term | None:
    if values[1] == 0:
        return terms.number(1.0)
    return operands[0] if values[1] == 1 else None


_TIDY = {
    "add": _tidy_sum,
    "sub": _tidy_difference,
    "mul": _tidy_product,
    "div": _tidy_quotient,
    "pow": _tidy_power,
}
