"""Computation graphs as cells: layers, rows and tracks, then boxes and lines."""

from calctui.raster.diagram.drawing import draw_diagram

__all__ = ["draw_diagram"]
