"""The notation people use, read into an Expression: a Pratt parser (Pratt 1973) over our own tokens.

Nothing that is typed is ever run. What disagrees between traditions is settled here and echoed back:
1/2x is (1/2)·x, -x^2 is -(x²), 2^3^2 is 2^(3²), log is natural, and a function without brackets takes the
numbers, letters and powers that follow, up to a sign, a bracket or another function.
"""

import re
from collections.abc import Collection, Sequence

from calctui.maths.checked import CheckedBuilder
from calctui.maths.expression import Expression, ExpressionError
from calctui.maths.names import CONSTANTS, FUNCTIONS, is_letter
from calctui.maths.pratt import StatementReader
from calctui.maths.primitives import PRIMITIVES
from calctui.maths.tokens import brief, tokenize

MAX_CHARS = 400
"""What fits a screen; a longer text is a paste by mistake, and is refused before any work."""

_DEFINITION = re.compile(r"\s*(?P<name>[^\W\d_]+)\s*=(?!=)")
_FUNCTION_DEFINITION = re.compile(r"\s*[^\W\d_]+\s*\(\s*[^\W\d_](\s*,\s*[^\W\d_])*\s*\)\s*=(?!=)")
_LEIBNIZ = re.compile(r"\s*d\s*/\s*(?P<by>d[^\W\d_]+)")


def parse(text: str, variables: Sequence[str] = ("x",)) -> Expression:
    """Read a formula, or several statements separated by `;`, with named steps as `g = w*x + b`.

    A single letter that is no variable and no step becomes an input too. The outputs are the statements
    without a name; where all have one, the last.

    Raises:
        ExpressionError: with the column and what would be right.
    """
    if len(text) > MAX_CHARS:
        raise ExpressionError("the formula is too long", MAX_CHARS + 1, f"at most {MAX_CHARS} characters")
    reader = _Statements(variables)
    start = 1
    for statement in re.split(r"[;\n]", text):
        if statement.strip():
            reader.statement(statement, start)
        start += len(statement) + 1
    if not reader.last:
        raise ExpressionError("nothing to read", 1, "type a formula, such as x^2 + 1")
    return reader.builder.expression(reader.outputs or reader.last, list(reader.steps.items()), text.strip())


class _Statements:
    """Reads statement after statement into one graph."""

    def __init__(self, variables: Sequence[str]) -> None:
        self.variables = tuple(variables)
        self.builder = CheckedBuilder()
        self.steps: dict[str, int] = {}
        self.outputs: list[int] = []
        self.last: list[int] = []

    def statement(self, text: str, start: int) -> None:
        """Read one statement whose first character stands at column `start`."""
        _refuse_definitions(text, start, self.steps)
        name, named_at = "", start
        if definition := _DEFINITION.match(text):
            name = definition["name"]
            named_at = start + definition.start("name")
            self._check_step(name, named_at)
            start, text = start + definition.end(), text[definition.end() :]
        tokens = tokenize(text, start, {*self.variables, *self.steps})
        values = StatementReader(self.builder, tokens, self.variables, self.steps).values()
        if name and any(node.name == name for node in self.builder.nodes):
            raise _not_defined(name, named_at)
        self._keep(name, values, start)

    def _keep(self, name: str, values: list[int], column: int) -> None:
        if name and len(values) > 1:
            raise ExpressionError("a step has one value", column, "softmax stands alone, without a name")
        if name:
            values = [self._own_node(values[0])]
            self.steps[name] = values[0]
        else:
            self.outputs.extend(values)
        self.last = values

    def _own_node(self, place: int) -> int:
        """A node that only this step names, so that every step has its own place in the diagram."""
        if self.builder.nodes[place].op not in PRIMITIVES:
            place = self.builder.apply("identity", place)
        while place in self.steps.values():
            place = self.builder.apply("identity", place)
        return place

    def _check_step(self, name: str, column: int) -> None:
        if not all(map(is_letter, name)):
            raise ExpressionError(
                f"'{brief(name)}' can't be a name", column, "names are Latin or Greek letters"
            )
        if name in FUNCTIONS or name in CONSTANTS:
            raise ExpressionError(f"'{name}' already means something", column, "choose another name")
        if name in self.variables:
            raise ExpressionError(f"'{name}' is an input here", column, "write only the right-hand side")
        if name in self.steps:
            raise _not_defined(name, column)


def _not_defined(name: str, column: int) -> ExpressionError:
    problem = f"'{brief(name)}' is used before it is defined"
    return ExpressionError(problem, column, "define each step once, first")


def _refuse_definitions(text: str, start: int, steps: Collection[str]) -> None:
    """Answer the notations that define or differentiate a function, instead of reading them as products."""
    column = start + len(text) - len(text.lstrip())
    if _FUNCTION_DEFINITION.match(text):
        raise ExpressionError("a formula needs no f(x) =", column, "write only the right-hand side")
    leibniz = _LEIBNIZ.match(text)
    if leibniz and not any(leibniz["by"].startswith(step) for step in steps if len(step) > 1):
        raise ExpressionError(
            "a formula needs no d/dx", column, "write the function; its derivative is worked out here"
        )
