"""The graph a derivation is worked out in: the formula as typed, and whatever the rules add to it."""

from collections import Counter
from collections.abc import Collection, Sequence

from calctui.maths.derivation.tidy import Tidy
from calctui.maths.derive import Terms
from calctui.maths.expression import INPUT, Builder, Expression, Node
from calctui.maths.formatting import operations, statement


class Workings:
    """A formula, its names, and two algebras over it; `moving` are the inputs that are no constants."""

    def __init__(self, expression: Expression, wrt: str, moving: Collection[str], notation: str) -> None:
        self.wrt, self.notation = wrt, notation
        builder = Builder()
        place: list[int] = []
        for node in expression.nodes:
            place.append(
                builder.add(Node(node.op, tuple(place[arg] for arg in node.args), node.value, node.name))
            )
        self._builder = builder
        self._moves = dict(zip(place, expression.depends_on(tuple(moving)), strict=True))
        self._texts = dict(zip(place, operations(expression), strict=True))
        self._uses = Counter(arg for node in builder.nodes for arg in node.args)
        self.names = {place[step]: name for name, step in expression.steps}
        self.root = place[expression.output]
        self._lengths: list[int] = []
        self.tidy = Tidy(builder, wrt, self.names)
        self.plain = Terms()
        self.plain.builder = builder

    @property
    def nodes(self) -> Sequence[Node]:
        """All nodes, those of the formula first."""
        return self._builder.nodes

    def moves(self, place: int) -> bool:
        """Whether the variable reaches a node."""
        return self._moves[place]

    def is_variable(self, place: int) -> bool:
        """Whether a node is the variable itself."""
        return self.nodes[place] == Node(INPUT, name=self.wrt)

    def named(self, place: int) -> int:
        """The node that a name, or a name of a name, stands for."""
        while self.nodes[place].op == "identity":
            place = self.nodes[place].args[0]
        return place

    def inner(self, place: int) -> bool:
        """Whether a node has no name and is used once, so that it can be taken as part of its user."""
        return place not in self.names and self._uses[place] == 1

    def added(self, op: str, *args: int) -> int:
        """Place an operation that a rule needs and the formula may not have."""
        place = self._builder.apply(op, *args)
        self._moves[place] = any(self._moves[arg] for arg in args)
        return place

    def text(self, place: int) -> str:
        """A part as in a textbook, with the steps it uses by name."""
        if place not in self._texts:
            self._texts[place] = statement(self.expression(place))
        return self._texts[place]

    def length(self, place: int) -> int:
        """How many operations, numbers and inputs a part is written with, names standing for theirs."""
        for node in self.nodes[len(self._lengths) : place + 1]:
            self._lengths.append(1 + sum(1 if arg in self.names else self._lengths[arg] for arg in node.args))
        return self._lengths[place]

    def asked(self, place: int) -> str:
        """The derivative of a part, before it is known: (3x²)′, or d/dx(3x²) after Leibniz."""
        node = self.nodes[place]
        name = self.names.get(place, node.name if node.op == INPUT else "")
        if not name:
            return self.prime(self.text(place))
        if self.notation == "lagrange":
            return f"{name}′"
        return f"d/d{name}({name})" if name == self.wrt else f"d{name}/d{self.wrt}"

    def prime(self, text: str) -> str:
        """The sign of a derivative around a formula."""
        return f"({text})′" if self.notation == "lagrange" else f"d/d{self.wrt}({text})"

    def pending(self, place: int) -> int:
        """An input that stands for the derivative of a part."""
        return self._builder.input(self.asked(place))

    def expression(self, place: int) -> Expression:
        """A part closed, with the named steps inside it."""
        names = self.names
        inside: set[int] = set()
        waiting = [place] if names else []
        while waiting:
            each = waiting.pop()
            if each not in inside:
                inside.add(each)
                waiting += self.nodes[each].args
        steps = [(name, step) for step, name in names.items() if step in inside and step != place]
        return self._builder.expression([place], steps)
