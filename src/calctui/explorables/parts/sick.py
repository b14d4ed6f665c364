"""A formula in one floating-point type, value by value: where something goes wrong first, and what helps."""

from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np

from calctui.explorables.parts.flow import NONE, flow, told
from calctui.explore.controls import Numbers
from calctui.maths.expression import Expression
from calctui.maths.floating import PRECISIONS, WIDENED, Kind, Trouble, first_trouble, troubles, values_in
from calctui.maths.formatting import operations
from calctui.maths.source import identifier, python_helpers, python_operations
from calctui.scene import Diagram
from calctui.scene.numbers import number, plain

LONGEST = 28
"""Characters of a formula in a sentence."""
SIGNS = {"div": "/", "sub": " - ", "add": " + ", "mul": "·", "pow": "^"}
HAPPENED = {Kind.OVERFLOW: "overflows", Kind.UNDERFLOW: "rounds to 0", Kind.POLE: "is infinite"}
GENERAL = {
    Kind.OVERFLOW: "Make the numbers smaller before: scale or clip them, or stay with their logarithms.",
    Kind.UNDERFLOW: "Stay with logarithms: add them where small numbers would be multiplied.",
    Kind.POLE: "Keep what it divides by away from 0 by a tiny ε.",
    Kind.NAN: "Two infinities met: mend the place where they overflow.",
    Kind.CANCELLATION: "Rewrite the difference so that nothing cancels, as expm1 and log1p do.",
}
PARTICULAR = {
    (Kind.OVERFLOW, "exp"): "Take the largest exponent out first, as log-sum-exp does, or clip what goes in.",
    (Kind.POLE, "ln"): "Keep a tiny ε inside the logarithm, or never leave log space: log-softmax.",
    (Kind.NAN, "ln"): "What goes into a logarithm came out negative: keep it above a tiny ε.",
    (Kind.NAN, "sqrt"): "Take max(x, 0) under the root.",
    (Kind.NAN, "div"): "Keep the denominator away from 0 by a tiny ε, and its parts from overflowing.",
}
"""What helps, by what happened in which operation."""


class Sick:
    """Every value of a formula, and what goes wrong on the way."""

    def __init__(self, f: Expression, letters: Numbers, value: float, precision: str) -> None:
        self.precision = precision
        self.at = {**dict(letters), "x": value}
        self.flow = flow(f, tuple(self.at.items()), True, "", NONE)
        self.expression, self.names = self.flow.expression, self.flow.names
        self.values: list[Any] = values_in(self.expression, self.at, PRECISIONS[precision])
        self.first: Trouble | None = first_trouble(self.expression, self.at, self.values)
        everything = troubles(self.expression, self.at, self.values)
        self.born = next((each for each in everything if each.kind is Kind.NAN), None)
        self.cancelled = next((each for each in everything if each.kind is Kind.CANCELLATION), None)

    @property
    def result(self) -> float:
        """What the formula comes to."""
        return float(self.values[self.expression.output])

    @property
    def remedy(self) -> str:
        """What helps against the first trouble."""
        found = self.first or self.cancelled
        if found is None:
            return "nothing to mend"
        return PARTICULAR.get((found.kind, found.op), GENERAL[found.kind])

    @cached_property
    def _place(self) -> int | None:
        """The box where the first trouble is; a number that goes wrong stands in the box that uses it."""
        if self.first is None:
            return None
        node = self.first.node
        users = (place for place in self.flow.order if node in self.expression.nodes[place].args)
        return node if node in self.names else next(users, None)

    def diagram(self) -> Diagram:
        """Every value in its box; the first trouble and what leads into it are lit."""
        whole = self.flow.diagram(self.flow.steps)
        boxes = tuple(
            replace(box, value=bare(self.values[box.key]), gradient="", lit=box.key == self._place)
            for box in whole.boxes
        )
        links = tuple(
            replace(link, label="", lit=link.stop == self._place, backward=False) for link in whole.links
        )
        title = f"every value in {self.precision}"
        return replace(whole, boxes=boxes, links=links, focus=self._place, title=title, note=self.remedy)

    def sentence(self) -> str:
        """Where the first trouble is, where the first value that is no number is born, and the result."""
        comes = f"{_shortened(self.flow.output)} = {told(self.result)}"
        if self.first is None:
            if self.cancelled is None:
                return f"Nothing goes wrong in {self.precision}: {comes}."
            lost = f"more than half of the digits cancel in {self._done(self.cancelled)}"
            return f"All values are numbers in {self.precision}, but {lost}: {comes}."
        if self.first.kind is Kind.NAN:
            return f"In {self.precision} the first that is no number is born at {self._born(self.first)}."
        start = f"In {self.precision} {self._done(self.first)} {HAPPENED[self.first.kind]}"
        if self.born is not None:
            return f"{start}; the first that is no number is born at {self._born(self.born)}."
        return f"{start}; in the end {comes}."

    def _done(self, trouble: Trouble) -> str:
        """The name of a node and what it does."""
        text = operations(self.expression)[trouble.node]
        name = self.names.get(trouble.node, text)
        return _shortened(text if name == text else f"{name} = {text}")

    def _born(self, trouble: Trouble) -> str:
        """The same with the numbers that it was done to."""
        numbers = [told(operand) for operand in trouble.operands]
        sign = SIGNS.get(trouble.op, "")
        with_numbers = sign.join(numbers) if sign else f"{trouble.op}({', '.join(numbers)})"
        return f"{self._done(trouble)} = {with_numbers}"

    def code(self) -> str:
        """A program that computes value after value in the type, and prints each."""
        helpers = python_helpers(self.expression)
        maths = any("math." in text for text in helpers)
        single = f"np.{self.precision}"
        texts = python_operations(self.expression)
        lines = [f"{identifier(name)} = {single}({plain(self.at[name])})" for name in self.expression.inputs]
        steps = []
        for place in self.flow.order:
            name = identifier(self.names[place])
            steps += [
                f"{name} = {single}({self._text(place, texts)})",
                f'print("{self.names[place]}", float({name}))',
            ]
        steps.append(f'print("naive", float({identifier(self.flow.output)}))')
        body = "\n".join(f"    {line}" for line in steps)
        imports = "import math\n\nimport numpy as np" if maths else "import numpy as np"
        parts = [imports, *("\n" + text + "\n" for text in helpers), "\n".join(lines)]
        return "\n\n".join([*parts, f'with np.errstate(all="ignore"):\n{body}']) + "\n"

    def _text(self, place: int, texts: list[str]) -> str:
        """What a node does as source; what has no arithmetic of its own in the type is done in float64."""
        node = self.expression.nodes[place]
        if node.op not in WIDENED:
            return texts[place]
        wide = [
            f"np.float64({texts[arg] if arg not in self.names else identifier(self.names[arg])})"
            for arg in node.args
        ]
        return f"{node.op}({', '.join(wide)})"


def bare(value: Any, digits: int = 4) -> str:
    """A number as it is, also where it is none: inf, -inf, nan."""
    return "nan" if np.isnan(value) else number(float(value), digits)


def _shortened(text: str) -> str:
    """As much of a formula as a sentence has room for."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
