"""What is seen: views, marks and their roles, as frozen data. Knows no character and no colour."""

from calctui.scene.marks import Curve, Floats, Glyph, Guide, Mark, Point, Role, Segment
from calctui.scene.scene import Plot, Readout, Scene, Stack, Table, Value, View
from calctui.scene.window import Window, spaced, tick_label, ticks

__all__ = [
    "Curve",
    "Floats",
    "Glyph",
    "Guide",
    "Mark",
    "Plot",
    "Point",
    "Readout",
    "Role",
    "Scene",
    "Segment",
    "Stack",
    "Table",
    "Value",
    "View",
    "Window",
    "spaced",
    "tick_label",
    "ticks",
]
