"""A derivative worked out from the whole to its parts, each step true when read alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from calctui.maths.derivation.rules import Plan, Rule, plan
from calctui.maths.derivation.workings import Workings
from calctui.maths.derive import Term
from calctui.maths.expression import Builder, Expression
from calctui.maths.formatting import statement

NOTATIONS = ("lagrange", "leibniz")
"""(3x²)′ or d/dx(3x²)."""
LONG = 40
"""Operations in the derivative of a named step, past which it is known by its name."""


@dataclass(frozen=True)
class Step:
    """One use of a rule: the derivative of a part from those of its own parts."""

    rule: Rule
    also: Rule | None
    """With the chain rule, the rule for the outer function."""
    part: Expression
    """What is differentiated."""
    name: str
    """Its derivative before it is known, as others ask for it: `(3x²)′`, `g′` for a named step."""
    giving: Expression
    """What the rule makes of it; derivatives still to be found stand as inputs with such names."""
    derivative: Expression
    """What comes of it in the end; long derivatives of named steps are named steps themselves, as `g′`."""
    depth: int
    parent: int | None
    """The step that asked for it first."""
    uses: tuple[int, ...]
    """The steps that find what is asked for here, in the order of `giving`; one can stand before this."""
    pattern: str
    """The rule in letters: `(u·v)′ = u′·v + u·v′`."""


@dataclass(frozen=True)
class _Visit:
    """A part reached in unfolding order, and what its rule gives."""

    place: int
    parent: int | None
    depth: int
    plan: Plan
    part: Expression
    name: str
    giving: Expression
    needs: tuple[int, ...]


def derivation(expression: Expression, wrt: str, notation: str = "lagrange") -> tuple[Step, ...]:
    """Derive the last output by the input `wrt`, in the order in which the work unfolds.

    The whole comes first, then its parts from left to right, each with its own parts before the next. A
    part that occurs twice has one step. Inputs other than `wrt` are constants.
    """
    workings = Workings(expression, wrt, (wrt,), notation)
    visits, finished = _unfolded(workings)
    slopes = _slopes(workings, visits, finished)
    order = {visit.place: index for index, visit in enumerate(visits)}
    return tuple(
        Step(
            rule=visit.plan.rule,
            also=visit.plan.also,
            part=visit.part,
            name=visit.name,
            giving=visit.giving,
            derivative=workings.expression(slopes[visit.place]),
            depth=visit.depth,
            parent=visit.parent,
            uses=tuple(order[part] for part in visit.needs),
            pattern=_pattern(workings, visit),
        )
        for visit in visits
    )


def used(steps: Iterable[Step]) -> frozenset[Rule]:
    """Every rule that a derivation uses."""
    return frozenset(rule for step in steps for rule in (step.rule, step.also) if rule)


def _unfolded(workings: Workings) -> tuple[list[_Visit], list[int]]:
    """All visits in unfolding order, and their indices in the order in which they can be finished."""
    visits: list[_Visit] = []
    finished: list[int] = []
    seen: set[int] = set()
    waiting: list[tuple[int, int | None, bool]] = [(workings.root, None, False)]
    while waiting:
        place, parent, done = waiting.pop()
        if done:
            finished.append(place)
        elif place not in seen:
            seen.add(place)
            depth = 0 if parent is None else visits[parent].depth + 1
            index = len(visits)
            visits.append(_visit(workings, place, parent, depth))
            waiting.append((index, None, True))
            waiting += [(part, index, False) for part in reversed(visits[index].needs)]
    return visits, finished


def _visit(workings: Workings, place: int, parent: int | None, depth: int) -> _Visit:
    chosen = plan(workings, place)
    pending = [Term(workings.plain, workings.pending(part)) for part in chosen.parts]
    giving = workings.expression(chosen.compose(workings.plain, pending).place)
    asked = set(giving.inputs)
    needs = tuple(part for part in dict.fromkeys(chosen.parts) if workings.asked(part) in asked)
    if chosen.also and not needs:  # floor(x²): whatever is inside, the outer slope is 0
        chosen = replace(chosen, rule=chosen.also, also=None)
    part, name = workings.expression(place), workings.asked(place)
    return _Visit(place, parent, depth, chosen, part, name, giving, needs)


def _slopes(workings: Workings, visits: Sequence[_Visit], finished: Sequence[int]) -> dict[int, int]:
    """Where the derivative of every part visited stands.

    A long one of a named step gets a name too: written out wherever the step is used, and again wherever
    that is used, it would double with every step.
    """
    slopes: dict[int, Term] = {}
    for visit in (visits[index] for index in finished):
        nothing = workings.tidy.number(0.0)  # for what is multiplied by 0, and was never asked for
        known = [slopes.get(part, nothing) for part in visit.plan.parts]
        slope = visit.plan.compose(workings.tidy, known)
        slopes[visit.place] = slope
        if visit.place in workings.names and workings.length(slope.place) > LONG:
            workings.names.setdefault(slope.place, visit.name)
    return {place: slope.place for place, slope in slopes.items()}


def _pattern(workings: Workings, visit: _Visit) -> str:
    """The rule of a visit in letters."""
    place, wrt, notation = workings.named(visit.place), workings.wrt, workings.notation
    node = workings.nodes[place]
    if not workings.moves(place) or not node.args:
        return _in_letters("", ("x" if workings.moves(place) else "c",), wrt, notation)
    if visit.plan.rule is Rule.SUM:  # the signs of many terms are not the rule
        return _in_letters(node.op, ("u", "v"), wrt, notation)
    parts = iter("uv" if visit.plan.parts else "x")
    constants = ("a", "n") if node.op == "pow" else ("c", "c")
    pairs = zip(node.args, constants, strict=False)
    letters = tuple(next(parts) if workings.moves(arg) else constant for arg, constant in pairs)
    return _in_letters(node.op, letters, wrt, notation)


@lru_cache(maxsize=256)
def _in_letters(op: str, letters: tuple[str, ...], wrt: str, notation: str) -> str:
    """A rule as it is derived from itself: what it gives for letters."""
    builder = Builder()
    named = [wrt if letter == "x" else letter.upper() if letter == wrt else letter for letter in letters]
    places = [builder.input(letter) for letter in named]
    root = builder.apply(op, *places) if op else places[0]
    moving = [name for name, letter in zip(named, letters, strict=True) if letter in "uvx"]
    workings = Workings(builder.expression([root]), wrt, moving, notation)
    visit = _visit(workings, workings.root, None, 0)
    text = f"{visit.name} = {statement(visit.giving)}"
    if op in _AS_POWER:
        text = text.replace(" = ", f" = {workings.prime(_AS_POWER[op].format(*named))} = ", 1)
    return text.replace("^(n - 1)", "ⁿ⁻¹").replace("^n", "ⁿ")


_AS_POWER = {"sqrt": "{}^(1/2)", "cbrt": "{}^(1/3)"}
"""Roots are powers; ∛x is one of them also where x^(1/3) is not defined."""
