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
    Region,
    Role,
    Scatter,
    Segment,
    Shade,
    Trail,
)
from calctui.scene.matrix import Matrix
from calctui.scene.outline import Cell, Outline, Row
from calctui.scene.scene import Beside, Plot, Readout, Scene, Stack, Table, Value, View
from calctui.scene.surface import Path3, Wireframe
from calctui.scene.window import Window, spaced, tick_label, ticks

__all__ = [
    "Arrow",
    "Arrows",
    "Beside",
    "Box",
    "Cell",
    "Contour",
    "Curve",
    "Diagram",
    "Floats",
    "Glyph",
    "Guide",
    "Link",
    "Mark",
    "Matrix",
    "Outline",
    "Path3",
    "Plot",
    "Point",
    "Readout",
    "Region",
    "Role",
    "Row",
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
