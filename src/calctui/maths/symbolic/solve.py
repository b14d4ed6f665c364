"""One question answered by SymPy: first what comes out, then shorter forms of it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

import sympy as sp
from sympy.printing.pretty.pretty import PrettyPrinter
from sympy.printing.pretty.pretty_symbology import pretty_use_unicode
from sympy.printing.str import StrPrinter

from calctui.maths.expression import Builder
from calctui.maths.symbolic.bridge import from_sympy, to_sympy
from calctui.maths.symbolic.functions import OWN
from calctui.maths.symbolic.integrating import integral
from calctui.maths.symbolic.limiting import limit
from calctui.maths.symbolic.question import NO_FORMULA, TOO_LONG, UNDEFINED, Answer, Question, Status

LONGEST = 2_000
"""Characters of a formula: two dozen lines of a terminal."""
MOST_TERMS = 2_000
"""Parts of SymPy's tree: past this the formula is over LONGEST, and printing it takes seconds."""
WORTH_IT = 0.9
"""A tidied form must be this much shorter: otherwise what the rules of differentiation give reads better."""
MOST_DIGITS = 10**6
"""A fraction with a larger denominator is shown as a decimal."""

_NOWHERE = frozenset({sp.zoo, sp.nan, sp.oo, -sp.oo, sp.I})
_UNSOLVED = (sp.Derivative, sp.Subs, sp.DiracDelta, sp.Integral, sp.Limit, sp.re, sp.im, sp.arg)


class Plain(StrPrinter):  # type: ignore[misc]
    """SymPy's one-line form, but what it prints can be typed in again."""

    def _print_Exp1(self, expr: Any) -> str:
        return "e"


class Pretty(PrettyPrinter):  # type: ignore[misc]
    """SymPy's form on several lines, with our functions set like its own."""

    _print_abs = PrettyPrinter._print_Abs
    _print_ceil = PrettyPrinter._print_ceiling


def solve(question: Question) -> Iterator[Answer]:
    """Yield an answer as soon as there is one, then better ones; the last is the best."""
    solver = _SOLVERS.get(question.kind)
    if solver is None:
        yield NO_FORMULA
        return
    best: Answer | None = None
    for expr in solver(question):
        answer = expr if isinstance(expr, Answer) else _answer(expr)
        if best is None or _better(answer, best):
            best = answer
            yield answer


def _better(new: Answer, old: Answer) -> bool:
    """Whether a tidied form is worth showing; what is undefined is not tidied into something."""
    if new.status is not Status.FOUND:
        return False
    return old is TOO_LONG or (bool(old.plain) and len(new.plain) < WORTH_IT * len(old.plain))


def derivative(question: Question) -> Iterator[Any]:
    """The derivative as plain differentiation leaves it, then tidied."""
    expr = _differentiated(question)
    yield expr
    yield from tidied(expr)


def operations(question: Question) -> Iterator[Any]:
    """How many operations SymPy counts in every output's derivative, as plain differentiation leaves it.

    The answer is a graph with as many outputs, each a number.
    """
    graph = question.expression
    singles = [replace(question, expression=replace(graph, outputs=(output,))) for output in graph.outputs]
    found = [_differentiated(single) for single in singles]
    if sp.nan in found:
        yield UNDEFINED
        return
    counts = [int(sp.count_ops(expr)) for expr in found]
    builder = Builder()
    numbers = builder.expression([builder.number(float(count)) for count in counts])
    text = ", ".join(map(str, counts))
    yield Answer(Status.FOUND, text, text, numbers)


def _differentiated(question: Question) -> Any:
    expr = to_sympy(question.expression, OWN)
    if _nowhere(expr):
        return sp.nan  # which its derivative would hide: SymPy takes the derivative of zoo for 0
    symbol = sp.Symbol(question.wrt, real=True)
    for _ in range(question.order):
        expr = expr.diff(symbol)
    return expr


def tidied(expr: Any) -> Iterator[Any]:
    """Other forms of an expression, the cheap ones first; never `simplify`, which takes seconds or hangs."""
    if not _long(expr):
        for form in (sp.factor_terms, sp.together, sp.cancel, sp.factor):
            yield form(expr)


_SOLVERS: dict[str, Callable[[Question], Iterator[Any]]] = {
    "derivative": derivative,
    "limit": limit,
    "integral": integral,
    "operations": operations,
}


def _answer(expr: Any) -> Answer:
    if _long(expr):
        return TOO_LONG
    if _nowhere(expr):
        return UNDEFINED
    if expr.has(*_UNSOLVED):
        return NO_FORMULA
    long = [number for number in expr.atoms(sp.Rational) if number.q > MOST_DIGITS]
    shown = expr.xreplace({number: number.n() for number in long})
    plain = Plain().doprint(shown)
    if len(plain) > LONGEST:
        return TOO_LONG
    pretty_use_unicode(True)
    pretty = Pretty({"wrap_line": False, "use_unicode": True}).doprint(shown)
    return Answer(Status.FOUND, plain, pretty, from_sympy(expr))


def _long(expr: Any) -> bool:
    """Whether SymPy's tree has too many parts, found without walking all of it."""
    return next(islice(sp.preorder_traversal(expr), MOST_TERMS, None), None) is not None


def _nowhere(expr: Any) -> bool:
    """Whether an expression is real nowhere: some part of it is not, and then neither are the numbers."""
    parts = islice(sp.preorder_traversal(expr), MOST_TERMS)
    return any(part in _NOWHERE or part.is_extended_real is False for part in parts)
