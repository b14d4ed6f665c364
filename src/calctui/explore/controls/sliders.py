"""Controls for one number: evenly stepped, stepped by factors, and whole."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from calctui.explore.controls.base import Control
from calctui.explore.errors import SettingError, excerpt
from calctui.maths.evaluate import evaluate
from calctui.maths.expression import ExpressionError
from calctui.maths.parser import parse
from calctui.scene.numbers import canonical, plain


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
        return _in_range(read_number(text), self.low, self.high)

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

    def at(self, share: float) -> float:
        """The value a share of the way through the range, from 0 to 1, on the grid of steps."""
        value = self.between(self.low, self.high, min(max(share, 0.0), 1.0))
        return self.on_grid(value) if self.low < value < self.high else value

    def on_grid(self, value: float) -> float:
        """The step that is nearest to a value."""
        return min(max(canonical(round(value / self.stride) * self.stride), self.low), self.high)

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

    def on_grid(self, value: float) -> float:
        """The value: it has no more digits than a step."""
        return value

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

    def on_grid(self, value: float) -> int:
        """The value: it is whole already."""
        return int(value)

    def between(self, start: float, stop: float, share: float) -> int:
        """The nearest whole number."""
        return round(start + (stop - start) * share)


@dataclass(frozen=True)
class Count(LogSlider):
    """A whole number between `low` and `high`, 1 or more; each step multiplies, by one at least."""

    @property
    def kind(self) -> str:
        """A whole number."""
        return "integer"

    def read(self, text: str) -> int:
        """The whole number, in range."""
        return Integer(self.low, self.high).read(text)

    def write(self, value: float) -> str:
        """Its digits."""
        return str(int(value))

    def step(self, value: float, by: float) -> int:
        """Along the grid of factors, and by one where that is less."""
        stepped = round(super().step(value, by))
        least = int(value) + (1 if by > 0 else -1)
        return int(min(max(stepped, least) if by > 0 else max(min(stepped, least), self.low), self.high))

    def between(self, start: float, stop: float, share: float) -> int:
        """The nearest whole number to the value a share of the way, by logarithm."""
        return round(super().between(start, stop, share))


END = 999
"""In place of a step: the last, however many there are."""


@dataclass(frozen=True)
class Steps(Integer):
    """A step from 0 to `high` of what has so many steps in this state; `end` stands for the last."""

    low: float = 0
    high: float = END

    def read(self, text: str) -> int:
        """The step, or the end."""
        return END if text.strip().lower() == "end" else super().read(text)

    def write(self, value: float) -> str:
        """The step, or the end."""
        return "end" if value >= END else super().write(value)

    def step(self, value: float, by: float) -> int:
        """From the end, the first step back is one."""
        return super().step(min(value, self.high), by)

    def kept(self, value: float) -> float:
        """The step, or the last where there are fewer now; the end stays the end."""
        return value if value >= END else min(value, self.high)

    def share(self, value: float) -> float:
        """Where it stands; the end is the end."""
        return super().share(min(value, self.high))


def read_number(text: str) -> float:
    """The value, real and finite, of a number or a constant formula such as pi/4.

    Raises:
        SettingError: it is none.
    """
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
