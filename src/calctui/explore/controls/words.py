"""Controls for what is typed as a text: formulas and choices."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from calctui.explore.controls.base import Control
from calctui.explore.errors import SettingError, excerpt
from calctui.maths.expression import Expression, ExpressionError
from calctui.maths.parser import parse
from calctui.maths.spelling import nearest


@dataclass(frozen=True)
class Formula(Control):
    """A formula in the named variables, with one value; other letters become sliders."""

    variables: tuple[str, ...] = ("x",)
    letters: str = "parameters"
    """The field that holds the values of the other letters."""
    named: Mapping[str, str] = field(default_factory=dict)
    """Formulas that can be called by a name."""
    outputs: int = 1
    """How many values it may have."""

    @property
    def kind(self) -> str:
        """A formula."""
        return "formula"

    def read(self, text: str) -> Expression:
        """The formula as a graph."""
        known = self.named.get(text.strip().lower())
        try:
            expression = parse(known or text, self.variables)
        except ExpressionError as error:
            raise SettingError(str(error), error.column) from error
        if len(expression.outputs) > self.outputs:
            wanted = "one formula is" if self.outputs == 1 else f"up to {self.outputs} formulas are"
            raise SettingError(f"{wanted} wanted, not {len(expression.outputs)}")
        return replace(expression, text=text.strip()) if known else expression

    def write(self, value: Expression) -> str:
        """The formula as it was typed, on one line."""
        return " ".join(value.text.replace("\n", "; ").split())

    def describe(self) -> Mapping[str, Any]:
        """Its variables, and the names that stand for formulas."""
        named = {"named": dict(self.named)} if self.named else {}
        return {"variables": list(self.variables), **named}


@dataclass(frozen=True)
class Choice(Control):
    """One of a few words."""

    choices: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """A choice."""
        return "choice"

    def read(self, text: str) -> str:
        """The word, if it is one of the choices."""
        word = text.strip()
        word = word if word in self.choices else word.lower()  # names of a formula may have capitals
        if word not in self.choices:
            close = nearest(word, self.choices)
            meant = f"did you mean {close}?" if close else f"one of {', '.join(self.choices)}"
            raise SettingError(f"'{excerpt(text)}' is no choice: {meant}")
        return word

    def write(self, value: str) -> str:
        """The word."""
        return value

    def step(self, value: str, by: float) -> str:
        """The next choice, round and round."""
        return self.choices[(self.choices.index(value) + (1 if by > 0 else -1)) % len(self.choices)]

    def kept(self, value: str) -> str:
        """The word, or the first where it is no choice any more."""
        return value if value in self.choices else self.choices[0]

    def ends(self) -> tuple[str, str]:
        """The first and the last choice."""
        return self.choices[0], self.choices[-1]

    def describe(self) -> Mapping[str, Any]:
        """The choices."""
        return {"choices": list(self.choices)}
