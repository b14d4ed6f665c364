"""Controls: what kind of value a setting takes, how it is typed, written and stepped."""

from calctui.explore.controls.base import Control
from calctui.explore.controls.points import COORDINATE, Numbers, Point, Series, Sizes, Vector
from calctui.explore.controls.sliders import END, Count, Integer, LogSlider, Slider, Steps, read_number
from calctui.explore.controls.words import Choice, Formula

__all__ = [
    "COORDINATE",
    "END",
    "Choice",
    "Control",
    "Count",
    "Formula",
    "Integer",
    "LogSlider",
    "Numbers",
    "Point",
    "Series",
    "Sizes",
    "Slider",
    "Steps",
    "Vector",
    "read_number",
]
