"""What is seen: views, marks and their roles, as frozen data. Knows no character and no colour."""

from calctui.scene.diagram import Box, Diagram, Link
from calctui.scene.marks import (
    Arrow,
    Arrows,
    Contour,
    Curve,
    Floats,
    Glyph,
    Guide,
    Mark,
    Point,
    Role,
    Scatter,
    Segment,
    Shade,
    Trail,
)
from calctui.scene.scene import Beside, Plot, Readout, Scene, Stack, Table, Value, View
from calctui.scene.surface import Path3, Wireframe
from calctui.scene.window import Window, spaced, tick_label, ticks

__all__ = [
    "Arrow",
    "Arrows",
    "Beside",
    "Box",
    "Contour",
    "Curve",
    "Diagram",
    "Floats",
    "Glyph",
    "Guide",
    "Link",
    "Mark",
    "Path3",
    "Plot",
    "Point",
    "Readout",
    "Role",
    "Scatter",
    "Scene",
    "Segment",
    "Shade",
    "Stack",
    "Table",
    "Trail",
    "Value",
    "View",
    "Window",
    "Wireframe",
    "spaced",
    "tick_label",
    "ticks",
]
