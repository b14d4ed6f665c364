"""An Expression as Python source: over NumPy, over SymPy or over PyTorch."""

import keyword
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from calctui.maths.expression import NUMBER, Expression, Node
from calctui.maths.names import OPERATORS
from calctui.maths.primitives import PRIMITIVES
from calctui.maths.traced import traced
from calctui.maths.writer import NEG, POWER, Text, Writer, step_names, written

TAKEN = frozenset({"np", "sp", "torch", "math", "print", "range"})
"""Names that a program of ours uses itself."""
_DIRECT = re.compile(r"((?:np|sp|torch)\.[\w.]+)\(u(, v)?\)")


@dataclass(frozen=True)
class Dialect(Writer):
    """Python as all libraries have it; what differs is below."""

    def code(self, op: str) -> str:
        """The value of an operation as source text in u and v."""
        raise NotImplementedError

    def function(self, op: str) -> str:
        """The library's function that an operation simply is, or an empty string."""
        direct = _DIRECT.fullmatch(self.code(op))
        return direct[1] if direct else ""

    def helper(self, op: str) -> str:
        """The definition of a function that the library does not have, or an empty string."""
        if op in OPERATORS or op not in PRIMITIVES or self.function(op):
            return ""
        return f"def {op}({', '.join('uv'[: PRIMITIVES[op].arity])}):\n    return {self.code(op)}"

    def number(self, node: Node) -> Text:
        """A number as Python writes it."""
        return replace(super().number(node), bare=True)

    def operation(self, node: Node, args: Sequence[Text], nodes: Sequence[Node]) -> Text:
        """What a node does; bare numbers remain what they are under signs, and no longer in a function."""
        bare = node.op in OPERATORS and all(arg.bare for arg in args)
        return replace(super().operation(node, args, nodes), bare=bare)

    def power(self, base: Text, exponent: Text, exponent_node: Node) -> Text:
        """A power, by two stars."""
        return Text(f"{base.within(POWER + 1)}**{exponent.after_sign(POWER)}", POWER)

    def call(self, op: str, args: Sequence[Text]) -> Text:
        """The library's own function, or the helper that stands for it."""
        return super().call(self.function(op) or op, args)


class _Numpy(Dialect):
    def code(self, op: str) -> str:
        return PRIMITIVES[op].code

    def power(self, base: Text, exponent: Text, exponent_node: Node) -> Text:
        if exponent_node.op == NUMBER and exponent_node.value < 0 and exponent_node.value.is_integer():
            exponent = Text(str(exponent_node.value), NEG)  # no whole number to a negative whole power
        return super().power(base, exponent, exponent_node)


class _Sympy(Dialect):
    """Numbers stay exact: 0.1 is a tenth, and 1/3 a third."""

    def code(self, op: str) -> str:
        return traced(PRIMITIVES[op])

    def number(self, node: Node) -> Text:
        if node.name:
            return Writer.number(self, node)
        whole = node.value.is_integer() and abs(node.value) < 1e15
        return super().number(node) if whole else Text(exact(node.value))

    def operation(self, node: Node, args: Sequence[Text], nodes: Sequence[Node]) -> Text:
        if node.op in ("div", "pow") and args[0].bare and args[1].bare:  # Python would make a float of it
            left, right = (arg.text for arg in args)
            if node.op == "div" and left.isdigit() and right.isdigit():
                return Text(f"sp.Rational({left}, {right})")
            if node.op == "div" or not right.isdigit():
                args = Text(f"sp.S({left})"), args[1]
        return super().operation(node, args, nodes)


class _Torch(Dialect):
    """Its functions take tensors only; signs take numbers, too."""

    def code(self, op: str) -> str:
        return PRIMITIVES[op].torch

    def call(self, op: str, args: Sequence[Text]) -> Text:
        tensors = [Text(f"torch.tensor({_float(arg.text)})") if arg.bare else arg for arg in args]
        return super().call(op, tensors)


NUMPY = _Numpy(constants={"pi": "np.pi", "e": "np.e", "tau": "(2*np.pi)"})
SYMPY = _Sympy(constants={"pi": "sp.pi", "e": "sp.E", "tau": "(2*sp.pi)"})
TORCH = _Torch(constants={"pi": "torch.pi", "e": "torch.e", "tau": "(2*torch.pi)"})


def exact(value: float) -> str:
    """A number as SymPy takes it exactly: one tenth for 0.1, not the float next to it."""
    text = repr(float(value) + 0.0).removesuffix(".0")
    return text if text.lstrip("-").isdigit() else f'sp.Rational("{text}")'


def _float(text: str) -> str:
    """A number of Python's own as a float, which makes a tensor of floats."""
    try:
        return repr(float(text))
    except ValueError:
        return f"float({text})"


def identifier(name: str) -> str:
    """A name that Python and the snippet itself leave free."""
    return f"{name}_" if keyword.iskeyword(name) or name in TAKEN else name


def python_operations(expression: Expression, dialect: Dialect = NUMPY) -> list[str]:
    """What every node does, as Python source in which the steps it uses stand by name."""
    return [text.text for text in _own(expression, dialect)]


def python_helpers(expression: Expression, dialect: Dialect = NUMPY) -> list[str]:
    """The Python functions that such source calls and the library does not have."""
    helpers = (dialect.helper(op) for op in dict.fromkeys(node.op for node in expression.nodes))
    return [helper for helper in helpers if helper]


def statements(expression: Expression, dialect: Dialect = NUMPY) -> tuple[list[str], list[Text]]:
    """The named steps as assignments, a line each, and after them the outputs."""
    own, named = _own(expression, dialect), step_names(expression)
    lines = [f"{identifier(step)} = {own[place].text}" for step, place in expression.steps]
    outputs = [
        replace(own[place], text=identifier(named[place])) if place in named else own[place]
        for place in expression.outputs
    ]
    return lines, outputs


def shared(expression: Expression) -> Expression:
    """The same with a name for every operation that is used more than once: v1, v2 and so on."""
    named = {name for name, _ in expression.steps} | set(expression.inputs)
    known = step_names(expression)
    uses = Counter(arg for node in expression.nodes for arg in node.args)
    free = (f"v{count}" for count in range(1, len(uses) + len(named) + 1) if f"v{count}" not in named)
    for place, node in enumerate(expression.nodes):
        if uses[place] > 1 and node.args and place not in known:
            known[place] = next(free)
    return replace(expression, steps=tuple((name, place) for place, name in sorted(known.items())))


def listed(function: str, outputs: Sequence[str]) -> list[str]:
    """A function of a list of outputs, as lines: an output each where there are several."""
    if len(outputs) == 1:
        return [f"{function}([{outputs[0]}])"]
    return [f"{function}([", *(f"    {each}," for each in outputs), "])"]


def python(expression: Expression, name: str, arguments: Sequence[str], dialect: Dialect = NUMPY) -> str:
    """Write a Python function that computes it, after the helpers it needs.

    Returns:
        Source text that runs after `import math` and that of the library: `import numpy as np`.
    """
    lines, outputs = statements(expression, dialect)
    head = f"def {name}({', '.join(map(identifier, arguments))}):"
    result = f"return {', '.join(output.text for output in outputs)}"
    body = "\n".join([head, *(f"    {line}" for line in (*lines, result))])
    return "\n\n\n".join([*python_helpers(expression, dialect), body])


def _own(expression: Expression, dialect: Dialect) -> list[Text]:
    names = (*expression.inputs, *(step for step, _ in expression.steps))
    return written(expression, replace(dialect, names={name: identifier(name) for name in names}))
