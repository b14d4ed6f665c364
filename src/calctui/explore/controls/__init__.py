"""Controls: what kind of value a setting takes, how it is typed, written and stepped."""

from calctui.explore.controls.base import Control
from calctui.explore.controls.points import COORDINATE, Numbers, Point, Sizes, Vector
from calctui.explore.controls.sliders import END, Integer, LogSlider, Slider, Steps
from calctui.explore.controls.words import Choice, Formula

__all__ = [
    "COORDINATE",
    "END",
    "Choice",
    "Control",
    "Formula",
    "Integer",
    "LogSlider",
    "Numbers",
    "Point",
    "Sizes",
    "Slider",
    "Steps",
    "Vector",
]
