"""How an Expression becomes text: node by node, each in brackets where it holds too loosely."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from calctui.maths.expression import INPUT, NUMBER, Expression, Node

ADD, MUL, NEG, POWER, ATOM = 10, 20, 25, 30, 100
"""How tightly things hold together, loosest first."""
INFIX = {"add": (" + ", ADD), "sub": (" - ", ADD), "mul": ("*", MUL), "div": ("/", MUL)}


@dataclass(frozen=True, slots=True)
class Text:
    """A part already written, and how tightly it holds together."""

    text: str
    binding: int = ATOM
    bare: bool = False
    """Whether in Python source it is a number of Python's own, and nothing of a library's."""

    def within(self, binding: int) -> str:
        """Itself, in brackets where it holds less tightly than `binding`."""
        return self.text if self.binding >= binding else f"({self.text})"

    def after_sign(self, binding: int) -> str:
        """Itself as a right-hand operand."""
        return f"({self.text})" if self.text.startswith("-") else self.within(binding)


@dataclass(frozen=True)
class Writer:
    """The plain notation, which the parser reads back to the same graph; others differ from it."""

    times: str = "*"
    constants: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    """What inputs and steps are called, where not as in the formula."""

    def number(self, node: Node) -> Text:
        """A number, or a constant by its name."""
        if node.name:
            return Text(self.constants.get(node.name, node.name))
        text = repr(float(node.value)).removesuffix(".0")
        return Text(text, NEG if text.startswith("-") else ATOM)

    def operation(self, node: Node, args: Sequence[Text], nodes: Sequence[Node]) -> Text:
        """What a node does to operands already written."""
        if node.op in INFIX:
            return self.infix(node.op, args[0], args[1], nodes[node.args[0]])
        if node.op == "neg":
            return Text("-" + args[0].after_sign(NEG), NEG)
        if node.op == "pow":
            return self.power(args[0], args[1], nodes[node.args[1]])
        if node.op == "identity":
            return args[0]
        return self.call(node.op, args)

    def infix(self, op: str, left: Text, right: Text, left_node: Node) -> Text:
        """A sum, difference, product or quotient."""
        sign, binding = INFIX[op]
        sign = self.times if op == "mul" else sign
        return Text(left.within(binding) + sign + right.after_sign(binding + 1), binding)

    def power(self, base: Text, exponent: Text, exponent_node: Node) -> Text:
        """A power."""
        return Text(f"{base.within(POWER + 1)}^{exponent.after_sign(POWER)}", POWER)

    def call(self, op: str, args: Sequence[Text]) -> Text:
        """A function of its operands."""
        return Text(f"{op}({', '.join(arg.text for arg in args)})")


def written(expression: Expression, writer: Writer) -> list[Text]:
    """Every node's own text, in which the steps it uses stand by name."""
    named = {place: writer.names.get(name, name) for place, name in step_names(expression).items()}
    own: list[Text] = []
    for node in expression.nodes:
        if node.op == NUMBER:
            own.append(writer.number(node))
        elif node.op == INPUT:
            own.append(Text(writer.names.get(node.name, node.name)))
        else:
            args = [
                replace(own[arg], text=named[arg], binding=ATOM) if arg in named else own[arg]
                for arg in node.args
            ]
            own.append(writer.operation(node, args, expression.nodes))
    return own


def step_names(expression: Expression) -> dict[int, str]:
    """The named steps by their places."""
    return {place: name for name, place in expression.steps}
