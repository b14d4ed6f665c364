"""A sweep through a computation graph, step by step: what has arrived where, drawn and told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from calctui.explore.controls import Numbers
from calctui.maths.autodiff import Edge, Trace, backward, onward
from calctui.maths.evaluate import node_values
from calctui.maths.expression import INPUT, NUMBER, Expression
from calctui.maths.formatting import operations
from calctui.scene import Box, Diagram, Link
from calctui.scene.numbers import number

DIGITS = 4
ROOM = 7
"""Characters in a box for contributions and their sum; longer sums stand alone."""
MULTIPLIER = 4
"""Characters on an edge for its local derivative."""
NONE = "none"
"""In place of a name: nothing is overwritten."""
CONSTANT = "Without an input there is nothing to differentiate by."


@dataclass(frozen=True, eq=False)
class Flow:
    """One sweep: forward for the values, then back from the output, or forward again with tangents."""

    expression: Expression
    """With a name for every operation."""
    at: dict[str, float]
    trace: Trace
    reverse: bool
    wrt: str
    overwritten: str = NONE
    stored: float = 0.0
    """The right value of what was overwritten."""

    @cached_property
    def names(self) -> dict[int, str]:
        """The name of every box."""
        named = {place: name for name, place in self.expression.steps}
        inputs = {place: node.name for place, node in enumerate(self.expression.nodes) if node.op == INPUT}
        return inputs | named

    @cached_property
    def order(self) -> tuple[int, ...]:
        """The operations in the order in which they are carried out."""
        return tuple(sorted(place for place in self.names if self.expression.nodes[place].op != INPUT))

    @cached_property
    def inputs(self) -> tuple[int, ...]:
        """The boxes that hold inputs."""
        return tuple(place for place in self.names if place not in self.order)

    @property
    def output(self) -> str:
        """The name of what is differentiated."""
        return self.names[self.expression.output]

    @property
    def result(self) -> float:
        """The value of the output."""
        return self._stored(self.expression.output)

    @property
    def steps(self) -> int:
        """How many steps the whole sweep has; the last says what came of it."""
        return len(self.order) + 1 + (1 + len(self.trace.edges) if self.reverse else 0)

    @cached_property
    def gradient(self) -> dict[str, float]:
        """The derivative by every input: all of them after a sweep back, one after a sweep forward."""
        if self.reverse:
            return {self.names[place]: float(self.trace.adjoints[place]) for place in self.inputs}
        sweeps = {name: onward(self.expression, self.trace.values, name) for name in self.expression.inputs}
        return {name: float(sweep.adjoints[self.expression.output]) for name, sweep in sweeps.items()}

    def value(self, place: int, step: int) -> str:
        """A node's value as it is read at a step: what is overwritten is so before the way back."""
        if self.names[place] != self.overwritten or step <= len(self.order):
            return number(self._stored(place), DIGITS)
        return number(float(self.trace.values[place]), DIGITS) + " !"

    def _stored(self, place: int) -> float:
        """A node's right value."""
        spoilt = self.reverse and self.names[place] == self.overwritten
        return self.stored if spoilt else float(self.trace.values[place])

    # The picture

    def diagram(self, step: int) -> Diagram:
        """The graph with what has arrived by a step."""
        used = self._used(step)
        return Diagram(
            boxes=tuple(self._box(place, step, used) for place in sorted(self.names)),
            links=tuple(self._links(step, used)),
            focus=self._focus(step, used),
            note="" if self.inputs else CONSTANT,
        )

    def _used(self, step: int) -> list[Edge]:
        """The edges on which something has flowed."""
        if self.reverse:
            return self.trace.edges[: max(step - len(self.order) - 1, 0)]
        done = set(self.order[:step])
        return [edge for edge in self.trace.edges if edge.node in done]

    def _focus(self, step: int, used: Sequence[Edge]) -> int:
        if self.order and step <= len(self.order):
            return self.order[max(step - 1, 0)]
        return used[-1].operand if used else self.expression.output

    def _box(self, place: int, step: int, used: Sequence[Edge]) -> Box:
        done = place in self.order[:step] or self.expression.nodes[place].op == INPUT
        operation = "" if self.expression.nodes[place].op == INPUT else self._operations[place]
        lit = 0 < step < self.steps and place == self._focus(step, used)
        value = self.value(place, step) if done else ""
        return Box(place, self.names[place], operation, value, self._arrived(place, step, used), lit)

    def _arrived(self, place: int, step: int, used: Sequence[Edge]) -> str:
        """What a box says of its derivative: each contribution, and their sum."""
        if not self.reverse:
            tangent = number(float(self.trace.adjoints[place]), DIGITS)
            return tangent if place in self.order[:step] or place not in self.order else ""
        if place == self.expression.output:
            return "1" if step > len(self.order) else ""
        parts = [float(edge.contribution) for edge in used if edge.operand == place]
        total = number(sum(parts), DIGITS) if parts else ""
        told = "+".join(number(part, 3) for part in parts) + f"={total}"
        return told if len(parts) > 1 and len(told) <= ROOM else total

    @cached_property
    def _operations(self) -> list[str]:
        return operations(self.expression)

    def _links(self, step: int, used: Sequence[Edge]) -> list[Link]:
        """Every edge, with its multiplier once something has flowed on it; the one in use is lit."""
        multipliers = {(edge.node, edge.slot): f"×{multiplier(float(edge.local))}" for edge in used}
        forward_at = self.order[step - 1] if 0 < step <= len(self.order) else None
        last = used[-1] if self.reverse and used and step < self.steps else None
        links = []
        for place in self.order:
            for slot, arg in enumerate(self.expression.nodes[place].args):
                if arg in self.names:
                    back = last is not None and (place, slot) == (last.node, last.slot)
                    label = multipliers.get((place, slot), "")
                    links.append(Link(arg, place, label, place == forward_at or back, back))
        return links

    # The sentence

    def sentence(self, step: int) -> str:
        """What the step does."""
        if step == 0:
            given = [f"{self.names[place]} = {self.value(place, 0)}" for place in self.inputs]
            return f"Before the sweep only the inputs are known: {_listed(given)}." if given else CONSTANT
        if step == self.steps:
            return self._result()
        if step <= len(self.order):
            return self._forward(self.order[step - 1])
        if step == len(self.order) + 1:
            spoilt = f" now that {self._spoilt}" if self._spoilt else ""
            return f"The way back begins at {self.output} with d{self.output}/d{self.output} = 1{spoilt}."
        return self._backward(self._used(step))

    @property
    def _spoilt(self) -> str:
        """What was done to a stored value, if anything was."""
        if not self.reverse or self.overwritten == NONE:
            return ""
        place = dict(self.expression.steps)[self.overwritten]
        return f"{self.overwritten} is overwritten by {told(self.trace.values[place])}"

    def _forward(self, place: int) -> str:
        name, value = self.names[place], told(self._stored(place))
        done = self._operations[place]
        computed = f"{name} = {value}" if done == value else f"{name} = {done} = {value}"
        if self.reverse:
            return f"Forward: {computed}, stored for the way back."
        edges = [edge for edge in self.trace.edges if edge.node == place]
        terms = [f"{told(edge.local)}·{told(self.trace.adjoints[edge.operand])}" for edge in edges]
        tangent = told(self.trace.adjoints[place])
        if not terms:
            return f"Forward: {computed}; {self.wrt} does not reach {name}: d{name}/d{self.wrt} = 0."
        return f"Forward: {computed}, and d{name}/d{self.wrt} = {' + '.join(terms)} = {tangent}."

    def _backward(self, used: Sequence[Edge]) -> str:
        edge = used[-1]
        node, operand = self.names[edge.node], self.names[edge.operand]
        arriving, local = told(self.trace.adjoints[edge.node]), told(edge.local)
        start = f"From {node} back to {operand}: {arriving} × ∂{node}/∂{operand} = {arriving} × {local}"
        before = [float(each.contribution) for each in used[:-1] if each.operand == edge.operand]
        slope = f"d{self.output}/d{operand}"
        if not before:
            return f"{start} = {told(edge.contribution)}, which is {slope}{self._pending(used)}."
        so_far, total = told(sum(before)), told(sum(before) + float(edge.contribution))
        return f"{start} = {told(edge.contribution)}; with the {so_far} from before, {slope} = {total}."

    def _pending(self, used: Sequence[Edge]) -> str:
        """Whether more is still to arrive at where the last edge leads."""
        place = used[-1].operand
        more = sum(edge.operand == place for edge in self.trace.edges) > 1
        return " by this path" if more else ""

    def _result(self) -> str:
        slopes = [f"d{self.output}/d{name} = {told(slope)}" for name, slope in self.gradient.items()]
        if not slopes:
            return CONSTANT
        if self._spoilt:
            return self._garbage()
        if self.reverse:
            return f"One sweep back gives every derivative: {_listed(slopes)}."
        own = f"One sweep from {self.wrt} gives d{self.output}/d{self.wrt} = {told(self.gradient[self.wrt])}"
        count = len(slopes)
        return f"{own}; all {count} inputs need {count} such sweeps." if count > 1 else f"{own}."

    def _garbage(self) -> str:
        """What came of overwriting a stored value."""
        pairs = {name: (told(slope), told(self._right()[name])) for name, slope in self.gradient.items()}
        wrong = [
            f"d{self.output}/d{name} = {found}, not {right}"
            for name, (found, right) in pairs.items()
            if found != right
        ]
        if not wrong:
            return (
                f"With {self.overwritten} overwritten the way back is right all the same: nothing needs it."
            )
        more = f"; {len(wrong) - 1} more are wrong" if len(wrong) > 2 else ""
        shown = wrong[:1] if more else wrong
        return f"With {self.overwritten} overwritten the way back gives {', and '.join(shown)}{more}."

    def _right(self) -> dict[str, float]:
        """The derivatives as they are with the right value stored."""
        spoilt = dict(self.expression.steps)[self.overwritten]
        values = [self.stored if place == spoilt else value for place, value in enumerate(self.trace.values)]
        trace = backward(self.expression, values, self.expression.inputs)
        return {self.names[place]: float(trace.adjoints[place]) for place in self.inputs}


def told(value: object) -> str:
    """A number in a sentence, also where it is none."""
    word = number(float(value), DIGITS)  # type: ignore[arg-type]
    return {"undefined": "no number", "inf": "∞", "-inf": "-∞"}.get(word, word)


def multiplier(value: float) -> str:
    """A local derivative in four characters where they can hold it: 0.25, .085, -1.5."""
    whole = [number(value, digits) for digits in (3, 2, 1)]
    texts = [form for text in whole for form in (text, text.replace("0.", ".", 1))]
    return next((text for text in texts if len(text) <= MULTIPLIER), texts[-1])


def _listed(parts: Sequence[str]) -> str:
    """At most four, or three and how many more there are."""
    if len(parts) <= 4:
        return ", ".join(parts)
    return ", ".join(parts[:3]) + f" and {len(parts) - 3} more"


@lru_cache(maxsize=64)
def flow(expression: Expression, at: Numbers, reverse: bool, wrt: str, overwritten: str) -> Flow:
    """Sweep through a formula at a point; `overwritten` names a value that is spoilt before the way back."""
    named = _named(expression)
    values = node_values(named, dict(at))
    stored = 0.0
    if reverse and overwritten != NONE:
        place = dict(named.steps)[overwritten]
        stored = float(values[place])
        values[place] = values[place] + 1.0  # what an in-place addition does to it
    trace = backward(named, values, named.inputs) if reverse else onward(named, values, wrt)
    return Flow(named, dict(at), trace, reverse, wrt, overwritten, stored)


@lru_cache(maxsize=64)
def _named(expression: Expression) -> Expression:
    """The same graph with a name for every operation: those without one are called v1, v2 and so on."""
    taken = {name for name, _ in expression.steps}
    known = {place: name for name, place in expression.steps}
    free = (f"v{count}" for count in range(1, len(expression.nodes) + 1) if f"v{count}" not in taken)
    for place, node in enumerate(expression.nodes):
        lone = node.op == NUMBER and place == expression.output  # a formula that is a number
        if (lone or node.op not in (NUMBER, INPUT)) and place not in known:
            known[place] = "f" if place == expression.output and "f" not in taken else next(free)
    steps = tuple((name, place) for place, name in sorted(known.items()))
    return replace(expression, steps=steps)
