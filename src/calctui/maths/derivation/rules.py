"""The textbook rules of differentiation: which one takes an operation apart, and into what."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from calctui.maths.derivation.workings import Workings
from calctui.maths.derive import Term, Terms
from calctui.maths.expression import INPUT, NUMBER, Node
from calctui.maths.primitives import PRIMITIVES


class Rule(StrEnum):
    """A rule by its textbook name."""

    CONSTANT = "constant"
    VARIABLE = "identity"
    POWER = "power"
    SUM = "sum"
    MULTIPLE = "constant multiple"
    PRODUCT = "product"
    QUOTIENT = "quotient"
    CHAIN = "chain"
    EXPONENTIAL = "exponential"
    LOGARITHM = "logarithm"
    TRIGONOMETRIC = "trigonometric"
    HYPERBOLIC = "hyperbolic"
    INVERSE = "inverse function"
    GENERAL_POWER = "general power"
    ABSOLUTE = "absolute value"
    PIECEWISE = "by pieces"
    ACTIVATION = "activation"
    INTEGRAL = "fundamental theorem"


RULES = {
    op: rule
    for rule, ops in {
        Rule.VARIABLE: "identity",
        Rule.SUM: "add sub",
        Rule.MULTIPLE: "neg",
        Rule.PRODUCT: "mul",
        Rule.QUOTIENT: "div",
        Rule.POWER: "pow sqrt cbrt",  # roots are the powers 1/2 and 1/3
        Rule.EXPONENTIAL: "exp",
        Rule.LOGARITHM: "ln log2 log10",
        Rule.TRIGONOMETRIC: "sin cos tan",
        Rule.HYPERBOLIC: "sinh cosh tanh",
        Rule.INVERSE: "asin acos atan",
        Rule.ABSOLUTE: "abs",
        Rule.PIECEWISE: "sign floor ceil step min max relu leaky_relu hardtanh relu6",
        Rule.ACTIVATION: "sigmoid softplus gelu silu elu selu mish softsign",
        Rule.INTEGRAL: "erf",  # defined by an integral, whose integrand is its slope
    }.items()
    for op in ops.split()
}
"""The rule of every primitive, where its operands leave no choice."""

Compose: TypeAlias = Callable[[Terms, Sequence[Term]], Term]
"""(m, slopes of the parts) -> the derivative, in the algebra m."""


@dataclass(frozen=True)
class Plan:
    """How a rule finds a derivative from those of some parts."""

    rule: Rule
    parts: tuple[int, ...]
    compose: Compose
    also: Rule | None = None


def plan(workings: Workings, place: int) -> Plan:
    """The rule for one node, and what it needs."""
    place = workings.named(place)
    node = workings.nodes[place]
    if node.op in (NUMBER, INPUT) or not workings.moves(place):
        slope = float(workings.moves(place))
        return Plan(Rule.VARIABLE if slope else Rule.CONSTANT, (), lambda m, slopes: m.number(slope))
    return _PLANS.get(node.op, _function)(workings, place, node)


def _sum(workings: Workings, place: int, node: Node) -> Plan:
    """All terms of a sum at once."""
    signed: list[tuple[int, bool]] = []
    waiting = [(place, True)]
    while waiting:
        each, plus = waiting.pop()
        inner = workings.nodes[each]
        if each == place or (inner.op in ("add", "sub") and workings.inner(each)):
            waiting += [(inner.args[1], plus == (inner.op == "add")), (inner.args[0], plus)]
        else:
            signed.append((each, plus))

    def compose(m: Terms, slopes: Sequence[Term]) -> Term:
        total = slopes[0]  # the first term of a sum has no sign
        for slope, (_, plus) in zip(slopes[1:], signed[1:], strict=True):
            total = total + slope if plus else total - slope
        return total

    return Plan(Rule.SUM, tuple(each for each, _ in signed), compose)


def _negative(workings: Workings, place: int, node: Node) -> Plan:
    return _direct(workings, Rule.MULTIPLE, node.args[0], lambda m, slope: -slope)


def _product(workings: Workings, place: int, node: Node) -> Plan:
    left, right = node.args
    if not (workings.moves(left) and workings.moves(right)):
        part, factor = (left, right) if workings.moves(left) else (right, left)
        return _direct(workings, Rule.MULTIPLE, part, lambda m, slope: Term(m, factor) * slope)
    return Plan(Rule.PRODUCT, node.args, lambda m, du: du[0] * Term(m, right) + Term(m, left) * du[1])


def _quotient(workings: Workings, place: int, node: Node) -> Plan:
    u, v = node.args
    if not workings.moves(v):
        return _direct(workings, Rule.MULTIPLE, u, lambda m, slope: slope / Term(m, v))

    def reciprocal(m: Terms, slope: Term) -> Term:
        return (-Term(m, u) * slope) / m.apply("pow", [Term(m, v), 2.0])

    if not workings.moves(u):
        return _direct(workings, Rule.QUOTIENT, v, reciprocal)

    def compose(m: Terms, slopes: Sequence[Term]) -> Term:
        above = slopes[0] * Term(m, v) - Term(m, u) * slopes[1]
        return above / m.apply("pow", [Term(m, v), 2.0])

    return Plan(Rule.QUOTIENT, node.args, compose)


def _pow(workings: Workings, place: int, node: Node) -> Plan:
    base, exponent = node.args
    if not workings.moves(exponent):

        def power(m: Terms, slope: Term) -> Term:
            u, n = Term(m, base), Term(m, exponent)
            return n * m.apply("pow", [u, n - 1.0]) * slope

        return _chained(workings, Rule.POWER, base, power)
    if not workings.moves(base):
        return _chained(
            workings,
            Rule.EXPONENTIAL,
            exponent,
            lambda m, slope: Term(m, place) * m.apply("ln", [Term(m, base)]) * slope,
        )
    logarithm = workings.added("mul", exponent, workings.added("ln", base))
    return Plan(Rule.GENERAL_POWER, (logarithm,), lambda m, slopes: Term(m, place) * slopes[0])


def _function(workings: Workings, place: int, node: Node) -> Plan:
    """Any other primitive, by the table's partial derivatives."""
    partials = PRIMITIVES[node.op].partials
    operands = [Term(workings.tidy, arg) for arg in node.args]
    moving = [slot for slot, arg in enumerate(node.args) if workings.moves(arg)]
    outer = [partials[slot](workings.tidy, *operands, Term(workings.tidy, place)) for slot in moving]
    places = [(each if isinstance(each, Term) else workings.tidy.number(each)).place for each in outer]

    def compose(m: Terms, slopes: Sequence[Term]) -> Term:
        total = m.number(0.0)
        for outside, slope in zip(places, slopes, strict=True):
            total = total + Term(m, outside) * slope
        return total

    if len(moving) > 1:
        return Plan(RULES[node.op], tuple(node.args[slot] for slot in moving), compose)
    inside = node.args[moving[0]]
    return _chained(workings, RULES[node.op], inside, lambda m, slope: compose(m, [slope]))


def _direct(workings: Workings, rule: Rule, part: int, compose: Callable[[Terms, Term], Term]) -> Plan:
    """A rule with one part; where that is the variable itself, its slope of 1 is not asked for."""
    if workings.is_variable(part):
        return Plan(rule, (), lambda m, slopes: compose(m, m.number(1.0)))
    return Plan(rule, (part,), lambda m, slopes: compose(m, slopes[0]))


def _chained(workings: Workings, rule: Rule, part: int, compose: Callable[[Terms, Term], Term]) -> Plan:
    """The same by the chain rule, unless there is nothing inside but the variable."""
    direct = _direct(workings, rule, part, compose)
    return Plan(Rule.CHAIN, direct.parts, direct.compose, rule) if direct.parts else direct


_PLANS: dict[str, Callable[[Workings, int, Node], Plan]] = {
    "add": _sum,
    "sub": _sum,
    "neg": _negative,
    "mul": _product,
    "div": _quotient,
    "pow": _pow,
}
