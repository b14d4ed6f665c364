"""Between our graph and SymPy's tree. A closed table both ways, loops instead of recursion, never a text."""

import math
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any, TypeAlias

import sympy as sp

from calctui.maths.expression import INPUT, NUMBER, Builder, Expression, Node
from calctui.maths.primitives import PRIMITIVES

Item: TypeAlias = Any
"""What a postfix program consists of: an operation's name, a Number to write, or a SymPy expression."""

CONSTANTS: dict[str, Any] = {"pi": sp.pi, "e": sp.E, "tau": 2 * sp.pi}

OPS = {
    "Abs": "abs", "ceiling": "ceil", "log": "ln", "Max": "max", "Min": "min", "exp": "exp", "erf": "erf",
    "sign": "sign", "floor": "floor", "sin": "sin", "cos": "cos", "tan": "tan", "asin": "asin",
    "acos": "acos", "atan": "atan", "sinh": "sinh", "cosh": "cosh", "tanh": "tanh",
}  # fmt: skip
"""SymPy's functions -> our primitives, where SymPy has one."""

MOST_ITEMS = 5_000
"""SymPy's tree repeats what our graph shares: past this it is not worth converting."""


def exact(value: float) -> Any:
    """A finite number as it was typed: 0.1 is one tenth. Raises ValueError for infinities and NaN."""
    fraction = Fraction(repr(value))
    return sp.Rational(fraction.numerator, fraction.denominator)


def to_sympy(expression: Expression, own: Mapping[str, Callable[..., Any]] | None = None) -> Any:
    """The last output as a SymPy expression in real symbols; functions in `own` replace the table's."""
    done: list[Any] = []
    for node in expression.nodes[: expression.output + 1]:
        args = [done[arg] for arg in node.args]
        if node.op == INPUT:
            done.append(sp.Symbol(node.name, real=True))
        elif node.op == NUMBER:
            done.append(CONSTANTS[node.name] if node.name in CONSTANTS else exact(node.value))
        elif own and node.op in own:
            done.append(own[node.op](*args))
        else:
            done.append(PRIMITIVES[node.op].sympy(sp, *args))
    return done[-1]


def from_sympy(expr: Any) -> Expression | None:
    """A SymPy expression as our graph; None where a part of it has no counterpart."""
    builder = Builder()
    done: list[int] = []
    todo = [expr]
    for _ in range(MOST_ITEMS):
        if not todo:
            return builder.expression(done)
        item = todo.pop()
        if isinstance(item, Node):
            done.append(builder.add(item))
        elif isinstance(item, str):
            arity = PRIMITIVES[item].arity
            done[-arity:] = [builder.apply(item, *done[-arity:])]
        else:
            program = _spell(item)
            if program is None:
                return None
            todo.extend(reversed(program))
    return None


def _spell(expr: Any) -> list[Item] | None:
    """One level of a SymPy expression in our operations, operands first; None where we have no such thing."""
    if expr.is_Number or expr.is_NumberSymbol:
        return _number(expr)
    if expr.is_Symbol:
        return [Node(INPUT, name=expr.name)]
    if expr.is_Add:
        return _sum(expr)
    if expr.is_Mul:
        return _product(expr)
    if expr.is_Pow:
        return _power(*expr.as_base_exp())
    return _function(expr)


def _number(expr: Any) -> list[Item] | None:
    for name, constant in CONSTANTS.items():
        if expr == constant:
            return [Node(NUMBER, value=getattr(math, name), name=name)]
    try:
        value = float(expr)
    except OverflowError:
        return None
    if not math.isfinite(value):
        return None
    if not expr.is_Rational or expr.is_Integer or exact(value) == expr:
        return [Node(NUMBER, value=abs(value)), *(["neg"] if value < 0 else [])]
    sign = ["neg"] if value < 0 else []
    return [sp.Integer(abs(expr.p)), sp.Integer(expr.q), "div", *sign]


def _sum(expr: Any) -> list[Item]:
    """Terms in the order SymPy prints them; negative ones are subtracted."""
    first, *rest = expr.as_ordered_terms()
    items = [first]
    for term in rest:
        negative, factors = _signed(term)
        items += [*_quotient(factors), "sub"] if negative else [term, "add"]
    return items


def _product(expr: Any) -> list[Item]:
    negative, factors = _signed(expr)
    return [*_quotient(factors), *(["neg"] if negative else [])]


def _signed(expr: Any) -> tuple[bool, list[Any]]:
    """Whether a minus stands before a product, and its factors without it, in the order SymPy prints them."""
    coefficient, factors = expr.as_coeff_mul()
    return bool(coefficient.is_negative), [abs(coefficient), *sorted(factors, key=sp.default_sort_key)]


def _quotient(factors: Iterable[Any]) -> list[Item]:
    """Factors as one fraction: what has a negative exponent stands below the line."""
    above: list[Any] = []
    below: list[Any] = []
    for factor in factors:
        if factor.is_Rational and not factor.is_Integer:
            above.append(sp.Integer(factor.p))
            below.append(sp.Integer(factor.q))
        elif factor.is_Pow and factor.exp.is_Number and factor.exp.is_negative:
            below.append(sp.Pow(factor.base, -factor.exp, evaluate=False))
        else:
            above.append(factor)
    if not below:
        return _chain(above)
    return [*_chain(above), *_chain(below), "div"]


def _chain(factors: list[Any]) -> list[Item]:
    """Factors multiplied from left to right, ones left out."""
    first, *rest = [factor for factor in factors if factor != 1] or [sp.Integer(1)]
    return [first, *(item for factor in rest for item in (factor, "mul"))]


def _power(base: Any, exponent: Any) -> list[Item]:
    if base == sp.E:
        return [exponent, "exp"]
    if exponent == 1:
        return [base]
    if exponent.is_Number and exponent.is_negative:
        return [sp.Integer(1), sp.Pow(base, -exponent, evaluate=False), "div"]
    if exponent == sp.Rational(1, 2):
        return [base, "sqrt"]
    return [base, exponent, "pow"]


def _function(expr: Any) -> list[Item] | None:
    """A function of the table: SymPy's by its counterpart's name, ours (functions.py) by its own."""
    name = type(expr).__name__
    op = OPS.get(name, name)
    if not expr.is_Function or op not in PRIMITIVES:
        return None
    first, *rest = expr.args
    if op in ("min", "max"):
        return [first, *(item for arg in rest for item in (arg, op))]
    return [*expr.args, op] if len(expr.args) == PRIMITIVES[op].arity else None
