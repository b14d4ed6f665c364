"""Controls for several numbers: points by name, vectors by place, sizes of layers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from calctui.explore.controls.base import Control
from calctui.explore.controls.sliders import Integer, Slider
from calctui.explore.errors import SettingError, excerpt
from calctui.scene.numbers import plain

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


@dataclass(frozen=True)
class Series(Control):
    """A few numbers, as many as are given, written `1000, 1001, 1002`."""

    slider: Slider = COORDINATE
    letter: str = "x"
    """What the numbers are called as settings of their own, with their places behind it."""
    most: int = 8

    @property
    def kind(self) -> str:
        """A vector."""
        return "vector"

    def read(self, text: str) -> tuple[float, ...]:
        """The numbers, one or more."""
        parts = [part for part in text.split(",") if part.strip()]
        if not 1 <= len(parts) <= self.most:
            raise SettingError(f"1 to {self.most} numbers are wanted, such as 1, 2, 3, not {len(parts)}")
        return tuple(self.slider.read(part) for part in parts)

    def write(self, value: tuple[float, ...]) -> str:
        """The numbers."""
        return ", ".join(map(plain, value))

    def parts(self, value: tuple[float, ...]) -> tuple[tuple[str, Slider, float], ...]:
        """Every number by its place, from 1."""
        return tuple(
            (f"{self.letter}{place}", self.slider, each) for place, each in enumerate(value, start=1)
        )

    def with_part(self, value: tuple[float, ...], name: str, part: float) -> tuple[float, ...]:
        """The vector with one number changed."""
        place = int(name.removeprefix(self.letter)) - 1
        return (*value[:place], part, *value[place + 1 :])

    def describe(self) -> Mapping[str, Any]:
        """The range of each number, and how many there may be."""
        return {"most": self.most, **self.slider.describe()}


@dataclass(frozen=True)
class Sizes(Control):
    """A few whole numbers between `low` and `high`, written `8, 8`; stepping changes all of them."""

    low: int
    high: int
    most: int = 6
    """How many numbers at most."""

    @property
    def kind(self) -> str:
        """A vector."""
        return "vector"

    def read(self, text: str) -> tuple[int, ...]:
        """The numbers, one or more."""
        parts = [part for part in text.split(",") if part.strip()]
        if not 1 <= len(parts) <= self.most:
            raise SettingError(f"1 to {self.most} numbers are wanted, such as 8, 8, not {len(parts)}")
        return tuple(Integer(self.low, self.high).read(part) for part in parts)

    def write(self, value: tuple[int, ...]) -> str:
        """The numbers."""
        return ", ".join(map(str, value))

    def step(self, value: tuple[int, ...], by: float) -> tuple[int, ...]:
        """Every number one or more up or down."""
        return tuple(Integer(self.low, self.high).step(number, by) for number in value)

    def ends(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """One number, the lowest; and as many as may be, the highest."""
        return (self.low,), (self.high,) * self.most

    def describe(self) -> Mapping[str, Any]:
        """The range of each number, and how many there may be."""
        return {"low": self.low, "high": self.high, "most": self.most}
