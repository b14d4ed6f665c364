"""An Expression written out again: plain (what can be typed), pretty (what is read), and as Python."""

import keyword
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from calctui.maths.expression import INPUT, NUMBER, Expression, Node
from calctui.maths.primitives import PRIMITIVES

_ADD, _MUL, _NEG, _POW, _ATOM = 10, 20, 25, 30, 100
_INFIX = {"add": (" + ", _ADD), "sub": (" - ", _ADD), "mul": ("*", _MUL), "div": ("/", _MUL)}
_LETTER_FIRST = re.compile(r"(?!d/d)[^\W\d_]([^\w(]|[⁰¹²³⁴⁵⁶⁷⁸⁹]|$)")  # 3x, but 3·d/dx(…)
_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class _Text:
    """A part already written, and how tightly it holds together."""

    text: str
    binding: int = _ATOM

    def within(self, binding: int) -> str:
        """Itself, in brackets where it holds less tightly than `binding`."""
        return self.text if self.binding >= binding else f"({self.text})"

    def after_sign(self, binding: int) -> str:
        """Itself as a right-hand operand."""
        return f"({self.text})" if self.text.startswith("-") else self.within(binding)


@dataclass(frozen=True)
class _Writer:
    """The plain notation, which the parser reads back to the same graph."""

    times: str = "*"
    constants: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def number(self, node: Node) -> _Text:
        if node.name:
            return _Text(self.constants.get(node.name, node.name))
        text = repr(float(node.value)).removesuffix(".0")
        return _Text(text, _NEG if text.startswith("-") else _ATOM)

    def operation(self, node: Node, args: list[_Text], nodes: Sequence[Node]) -> _Text:
        if node.op in _INFIX:
            return self.infix(node.op, args[0], args[1], nodes[node.args[0]])
        if node.op == "neg":
            return _Text("-" + args[0].after_sign(_NEG), _NEG)
        if node.op == "pow":
            return self.power(args[0], args[1], nodes[node.args[1]])
        if node.op == "identity":
            return args[0]
        return self.call(node.op, args)

    def infix(self, op: str, left: _Text, right: _Text, left_node: Node) -> _Text:
        sign, binding = _INFIX[op]
        sign = self.times if op == "mul" else sign
        return _Text(left.within(binding) + sign + right.after_sign(binding + 1), binding)

    def power(self, base: _Text, exponent: _Text, exponent_node: Node) -> _Text:
        return _Text(f"{base.within(_POW + 1)}^{exponent.after_sign(_POW)}", _POW)

    def call(self, op: str, args: list[_Text]) -> _Text:
        return _Text(f"{op}({', '.join(arg.text for arg in args)})")


class _Pretty(_Writer):
    """Textbook notation in one line; the parser reads this back to the same graph, too."""

    def infix(self, op: str, left: _Text, right: _Text, left_node: Node) -> _Text:
        if op == "mul" and left_node.op == NUMBER and _LETTER_FIRST.match(right.text):
            return _Text(left.within(_MUL) + right.within(_MUL + 1), _MUL)  # 3x², 2π; but 2·sin(x)
        return super().infix(op, left, right, left_node)

    def power(self, base: _Text, exponent: _Text, exponent_node: Node) -> _Text:
        whole = exponent_node.op == NUMBER and not exponent_node.name and exponent_node.value.is_integer()
        if whole and abs(exponent_node.value) < 1000:
            return _Text(base.within(_POW + 1) + exponent.text.translate(_SUPERSCRIPTS), _POW)
        return super().power(base, exponent, exponent_node)

    def call(self, op: str, args: list[_Text]) -> _Text:
        if op == "exp":
            exponent = args[0].text
            if re.fullmatch(r"-?\d{1,3}", exponent):
                return _Text("e" + exponent.translate(_SUPERSCRIPTS), _POW)
            return _Text("e^" + args[0].after_sign(_POW), _POW)
        if op in ("sqrt", "cbrt"):
            return _Text({"sqrt": "√", "cbrt": "∛"}[op] + args[0].within(_ATOM), _NEG)
        if op == "abs" and "|" not in args[0].text:
            return _Text(f"|{args[0].text}|")
        return super().call(op, args)


class _Python(_Writer):
    """Python source over NumPy."""

    def power(self, base: _Text, exponent: _Text, exponent_node: Node) -> _Text:
        text = exponent.after_sign(_POW)
        if exponent_node.op == NUMBER and exponent_node.value < 0 and exponent_node.value.is_integer():
            text = f"({exponent_node.value})"  # NumPy takes no whole number to a negative whole power
        return _Text(f"{base.within(_POW + 1)}**{text}", _POW)

    def call(self, op: str, args: list[_Text]) -> _Text:
        name = _numpy_name(op) or op
        return _Text(f"{name}({', '.join(arg.text for arg in args)})")


TAKEN = frozenset({"np", "math", "print", "range"})
"""Names that a program of ours uses itself."""
_CONSTANTS = {"pi": "np.pi", "e": "np.e", "tau": "(2*np.pi)"}
_PRETTY = _Pretty(times="·", constants={"pi": "π", "tau": "τ"})


def plain(expression: Expression) -> str:
    """Write it so that it can be typed: `3*x^2 + 2*x`."""
    return _statements(expression, _Writer())


def pretty(expression: Expression) -> str:
    """Write it as in a textbook, in one line: `3x² + 2x`."""
    return _statements(expression, _PRETTY)


def statement(expression: Expression) -> str:
    """What the last output is, in textbook notation, with the steps it uses by name: `2·tanh(g)`."""
    return operations(expression)[expression.output]


def operations(expression: Expression) -> list[str]:
    """What every node does, in textbook notation, with the steps it uses by name: `w·x`, `relu(g)`."""
    return [text.text for text in _written(expression, _PRETTY)]


def python_operations(expression: Expression) -> list[str]:
    """What every node does, as Python source in which the steps it uses stand by name."""
    names = {name: identifier(name) for name in (*expression.inputs, *(step for step, _ in expression.steps))}
    return [text.text for text in _written(expression, _Python(constants=_CONSTANTS, names=names))]


def python_helpers(expression: Expression) -> list[str]:
    """The Python functions that such source calls and NumPy does not have."""
    return [_helper(op) for op in dict.fromkeys(node.op for node in expression.nodes) if _needs_helper(op)]


def python(expression: Expression, name: str, arguments: Sequence[str]) -> str:
    """Write a Python function over NumPy that computes it, after the helpers it needs.

    Returns:
        Source text that runs after `import numpy as np` and `import math`.
    """
    inputs = (*arguments, *expression.inputs)
    names = {given: identifier(given) for given in (*inputs, *(step for step, _ in expression.steps))}
    written = _written(expression, _Python(constants=_CONSTANTS, names=names))
    body = [f"    {names[step]} = {text.text}" for step, text in _definitions(expression, written)]
    steps = _step_names(expression)
    result = ", ".join(
        names[steps[output]] if output in steps else written[output].text for output in expression.outputs
    )
    head = f"def {name}({', '.join(names[argument] for argument in arguments)}):"
    return "\n\n\n".join([*python_helpers(expression), "\n".join([head, *body, f"    return {result}"])])


def _statements(expression: Expression, writer: _Writer) -> str:
    written = _written(expression, writer)
    parts = [f"{step} = {text.text}" for step, text in _definitions(expression, written)]
    named = _step_names(expression)
    if expression.outputs != tuple(named)[-1:]:  # where all statements have names, the last is the output
        parts += [named.get(output, written[output].text) for output in expression.outputs]
    return "; ".join(parts)


def _written(expression: Expression, writer: _Writer) -> list[_Text]:
    """Every node's own text, in which the steps it uses stand by name."""
    named = _step_names(expression)
    own: list[_Text] = []
    for node in expression.nodes:
        if node.op == NUMBER:
            own.append(writer.number(node))
        elif node.op == INPUT:
            own.append(_Text(writer.names.get(node.name, node.name)))
        else:
            args = [
                _Text(writer.names.get(named[arg], named[arg])) if arg in named else own[arg]
                for arg in node.args
            ]
            own.append(writer.operation(node, args, expression.nodes))
    return own


def _definitions(expression: Expression, written: list[_Text]) -> list[tuple[str, _Text]]:
    return [(step, written[place]) for step, place in expression.steps]


def _step_names(expression: Expression) -> dict[int, str]:
    return {place: name for name, place in expression.steps}


def identifier(name: str) -> str:
    """A name that Python and the snippet itself leave free."""
    return f"{name}_" if keyword.iskeyword(name) or name in TAKEN else name


def _numpy_name(op: str) -> str:
    """The NumPy function that an operation simply is, or an empty string."""
    direct = re.fullmatch(r"(np\.\w+)\(u(, v)?\)", PRIMITIVES[op].code)
    return direct[1] if direct else ""


def _needs_helper(op: str) -> bool:
    return op in PRIMITIVES and PRIMITIVES[op].code.find("(") >= 0 and not _numpy_name(op)


def _helper(op: str) -> str:
    arguments = ", ".join("uv"[: PRIMITIVES[op].arity])
    return f"def {op}({arguments}):\n    return {PRIMITIVES[op].code}"
