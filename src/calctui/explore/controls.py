"""Controls: what kind of value a setting takes, how it is typed, written and stepped."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from calctui.explore.errors import SettingError, excerpt
from calctui.maths.evaluate import evaluate
from calctui.maths.expression import Expression, ExpressionError
from calctui.maths.parser import parse
from calctui.maths.spelling import nearest
from calctui.scene.numbers import canonical, plain


@dataclass(frozen=True, kw_only=True)
class Control:
    """What every control has; the subclasses say the rest."""

    help: str = ""

    @property
    def kind(self) -> str:
        """The contract's word for this kind of setting."""
        raise NotImplementedError

    def read(self, text: str) -> Any:
        """The value that a text means.

        Raises:
            SettingError: there is none, or it is out of range.
        """
        raise NotImplementedError

    def write(self, value: Any) -> str:
        """The text that `read` takes back to the same value."""
        raise NotImplementedError

    def step(self, value: Any, by: float) -> Any:
        """The value `by` steps further, kept in range; unchanged where there are no steps."""
        return value

    def ends(self) -> tuple[Any, Any] | None:
        """The lowest and the highest value, or None where there are none."""
        return None

    def parts(self, value: Any) -> tuple[tuple[str, "Slider", float], ...]:
        """The numbers that a value is made of, as name, slider and value; none for a single value."""
        return ()

    def with_part(self, value: Any, name: str, part: float) -> Any:
        """The value with one of its numbers changed."""
        raise NotImplementedError

    def describe(self) -> Mapping[str, Any]:
        """What a listing says of it: ranges, choices."""
        return {}


@dataclass(frozen=True)
class Formula(Control):
    """A formula in the named variables, with one value; other letters become sliders."""

    variables: tuple[str, ...] = ("x",)
    letters: str = "parameters"
    """The field that holds the values of the other letters."""
    named: Mapping[str, str] = field(default_factory=dict)
    """Formulas that can be called by a name."""

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
        if len(expression.outputs) > 1:
            raise SettingError(f"one formula is wanted, not {len(expression.outputs)}")
        return replace(expression, text=text.strip()) if known else expression

    def write(self, value: Expression) -> str:
        """The formula as it was typed, on one line."""
        return " ".join(value.text.replace("\n", "; ").split())

    def describe(self) -> Mapping[str, Any]:
        """Its variables, and the names that stand for formulas."""
        named = {"named": dict(self.named)} if self.named else {}
        return {"variables": list(self.variables), **named}


@dataclass(frozen=True)
class Slider(Control):
    """A number between `low` and `high`, in even steps."""

    low: float
    high: float
    stride: float = 0.1

    @property
    def kind(self) -> str:
        """A number."""
        return "number"

    @property
    def scale(self) -> str:
        """How steps are spaced: evenly."""
        return "linear"

    def read(self, text: str) -> float:
        """The number, in range."""
        return _in_range(_read_number(text), self.low, self.high)

    def write(self, value: float) -> str:
        """The shortest text that gives this float back."""
        return plain(value)

    def step(self, value: float, by: float) -> float:
        """Along the grid of steps; a fraction of a step makes the grid finer."""
        grid = self.stride * min(1.0, abs(by))
        stepped = canonical(round((value + by * self.stride) / grid) * grid)
        return min(max(stepped, self.low), self.high)

    def ends(self) -> tuple[float, float]:
        """The range."""
        return self.low, self.high

    def share(self, value: float) -> float:
        """Where a value stands in the range, from 0 to 1."""
        return (value - self.low) / (self.high - self.low)

    def between(self, start: float, stop: float, share: float) -> float:
        """The value a share of the way from `start` to `stop`, rounded to what a person would type."""
        if share in (0, 1):
            return stop if share else start  # the ends may have more digits than a step needs
        return _tidy(start + (stop - start) * share, abs(stop - start))

    def describe(self) -> Mapping[str, Any]:
        """Range, step and scale."""
        return {"low": self.low, "high": self.high, "step": self.stride, "scale": self.scale}


@dataclass(frozen=True)
class LogSlider(Slider):
    """A positive number between `low` and `high`; each step multiplies, twenty to a power of ten."""

    stride: float = 0.05
    """Of the decimal logarithm."""

    @property
    def scale(self) -> str:
        """How steps are spaced: by factors."""
        return "log"

    def step(self, value: float, by: float) -> float:
        """Along the grid of factors, to three digits."""
        grid = self.stride * min(1.0, abs(by))
        exponent = round((math.log10(value) + by * self.stride) / grid) * grid
        return min(max(float(f"{10.0**exponent:.3g}"), self.low), self.high)

    def share(self, value: float) -> float:
        """Where a value stands in the range, by its logarithm."""
        return math.log(value / self.low) / math.log(self.high / self.low)

    def between(self, start: float, stop: float, share: float) -> float:
        """The value a share of the way from `start` to `stop`, by logarithm, to three digits."""
        if share in (0, 1):
            return stop if share else start
        return float(f"{start * (stop / start) ** share:.3g}")


@dataclass(frozen=True)
class Integer(Slider):
    """A whole number between `low` and `high`."""

    stride: float = 1

    @property
    def kind(self) -> str:
        """A whole number."""
        return "integer"

    def read(self, text: str) -> int:
        """The whole number, in range."""
        value = super().read(text)
        if value != round(value):
            raise SettingError(f"{excerpt(text)} is not a whole number")
        return int(value)

    def step(self, value: float, by: float) -> int:
        """Whole steps only."""
        whole = math.ceil(abs(by)) * (1 if by > 0 else -1)
        return int(min(max(value + whole, self.low), self.high))

    def between(self, start: float, stop: float, share: float) -> int:
        """The nearest whole number."""
        return round(start + (stop - start) * share)


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
        word = text.strip().lower()
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

    def ends(self) -> tuple[str, str]:
        """The first and the last choice."""
        return self.choices[0], self.choices[-1]

    def describe(self) -> Mapping[str, Any]:
        """The choices."""
        return {"choices": list(self.choices)}


Numbers: TypeAlias = tuple[tuple[str, float], ...]
"""Numbers by name, in a fixed order."""

COORDINATE = Slider(-100, 100, stride=0.1, help="a coordinate")
"""The slider of each number that a point or vector is made of."""


@dataclass(frozen=True)
class Point(Control):
    """Values for the inputs of a formula, written `w=3, x=2`; the formula says which there are."""

    @property
    def kind(self) -> str:
        """A point."""
        return "point"

    def read(self, text: str) -> Numbers:
        """The values that are given; those that are not stay as they were."""
        found = {}
        for part in filter(str.strip, text.split(",")):
            name, equals, number = part.partition("=")
            if not equals:
                raise SettingError(f"'{excerpt(part)}' is no coordinate: write w=3, x=2")
            found[name.strip()] = COORDINATE.read(number)
        return tuple(found.items())

    def write(self, value: Numbers) -> str:
        """The values by name."""
        return ", ".join(f"{name}={plain(number)}" for name, number in value)

    def parts(self, value: Numbers) -> tuple[tuple[str, Slider, float], ...]:
        """Every coordinate."""
        return tuple((name, COORDINATE, number) for name, number in value)

    def with_part(self, value: Numbers, name: str, part: float) -> Numbers:
        """The point with one coordinate changed."""
        return tuple((each, part if each == name else number) for each, number in value)


@dataclass(frozen=True)
class Vector(Control):
    """As many numbers as it has names, written `3, 2`."""

    names: tuple[str, ...] = ()
    """What the numbers are called as settings of their own."""
    slider: Slider = COORDINATE

    @property
    def kind(self) -> str:
        """A vector."""
        return "vector"

    def read(self, text: str) -> tuple[float, ...]:
        """The numbers, all of them."""
        parts = [part for part in text.split(",") if part.strip()]
        if len(parts) != len(self.names):
            raise SettingError(f"{len(self.names)} numbers are wanted, such as 3, 2, not {len(parts)}")
        return tuple(self.slider.read(part) for part in parts)

    def write(self, value: tuple[float, ...]) -> str:
        """The numbers."""
        return ", ".join(map(plain, value))

    def parts(self, value: tuple[float, ...]) -> tuple[tuple[str, Slider, float], ...]:
        """Every number by its name."""
        return tuple((name, self.slider, number) for name, number in zip(self.names, value, strict=True))

    def with_part(self, value: tuple[float, ...], name: str, part: float) -> tuple[float, ...]:
        """The vector with one number changed."""
        return tuple(part if each == name else number for each, number in zip(self.names, value, strict=True))

    def describe(self) -> Mapping[str, Any]:
        """What its numbers are called, and their range."""
        return {"names": list(self.names), **self.slider.describe()}


def _read_number(text: str) -> float:
    """The value of a number or a constant formula such as pi/4."""
    try:
        expression = parse(text, ())
    except ExpressionError as error:
        raise SettingError(str(error), error.column) from error
    if expression.inputs or len(expression.outputs) > 1:
        raise SettingError(f"'{excerpt(text)}' is not a number")

    return float(evaluate(expression, {})) + 0.0  # no minus zero


def _in_range(value: float, low: float, high: float) -> float:
    if not low <= value <= high:
        raise SettingError(f"{plain(value)} is out of range: {plain(low)} to {plain(high)}")
    return value


def _tidy(value: float, span: float) -> float:
    """Keep as many decimals as a thousandth of the span needs, and no dust."""
    return round(value, 3 - math.floor(math.log10(span))) + 0.0 if span else value
