"""An Expression written out again: plain (what can be typed) and pretty (what is read)."""

import re
from collections.abc import Sequence

from calctui.maths.expression import NUMBER, Expression, Node
from calctui.maths.writer import ATOM, MUL, NEG, POWER, Text, Writer, step_names, written

_LETTER_FIRST = re.compile(r"(?!d/d)[^\W\d_]([^\w(]|[⁰¹²³⁴⁵⁶⁷⁸⁹]|$)")  # 3x, but 3·d/dx(…)
_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


class _Pretty(Writer):
    """Textbook notation in one line; the parser reads this back to the same graph, too."""

    def infix(self, op: str, left: Text, right: Text, left_node: Node) -> Text:
        if op == "mul" and left_node.op == NUMBER and _LETTER_FIRST.match(right.text):
            return Text(left.within(MUL) + right.within(MUL + 1), MUL)  # 3x², 2π; but 2·sin(x)
        return super().infix(op, left, right, left_node)

    def power(self, base: Text, exponent: Text, exponent_node: Node) -> Text:
        whole = exponent_node.op == NUMBER and not exponent_node.name and exponent_node.value.is_integer()
        if whole and abs(exponent_node.value) < 1000:
            return Text(base.within(POWER + 1) + exponent.text.translate(_SUPERSCRIPTS), POWER)
        return super().power(base, exponent, exponent_node)

    def call(self, op: str, args: Sequence[Text]) -> Text:
        if op == "exp":
            exponent = args[0].text
            if re.fullmatch(r"-?\d{1,3}", exponent):
                return Text("e" + exponent.translate(_SUPERSCRIPTS), POWER)
            return Text("e^" + args[0].after_sign(POWER), POWER)
        if op in ("sqrt", "cbrt"):
            return Text({"sqrt": "√", "cbrt": "∛"}[op] + args[0].within(ATOM), NEG)
        if op == "abs" and "|" not in args[0].text:
            return Text(f"|{args[0].text}|")
        return super().call(op, args)


_PRETTY = _Pretty(times="·", constants={"pi": "π", "tau": "τ"})


def plain(expression: Expression) -> str:
    """Write it so that it can be typed: `3*x^2 + 2*x`."""
    return _statements(expression, Writer())


def pretty(expression: Expression) -> str:
    """Write it as in a textbook, in one line: `3x² + 2x`."""
    return _statements(expression, _PRETTY)


def statement(expression: Expression) -> str:
    """What the last output is, in textbook notation, with the steps it uses by name: `2·tanh(g)`."""
    return operations(expression)[expression.output]


def operations(expression: Expression) -> list[str]:
    """What every node does, in textbook notation, with the steps it uses by name: `w·x`, `relu(g)`."""
    return [text.text for text in written(expression, _PRETTY)]


def _statements(expression: Expression, writer: Writer) -> str:
    own = written(expression, writer)
    parts = [f"{step} = {own[place].text}" for step, place in expression.steps]
    named = step_names(expression)
    if expression.outputs != tuple(named)[-1:]:  # where all statements have names, the last is the output
        parts += [named.get(output, own[output].text) for output in expression.outputs]
    return "; ".join(parts)
