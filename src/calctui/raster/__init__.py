"""A Scene and a size to cells: characters and roles. Knows no calculus."""

from calctui.raster.cells import Cells, Run, blank, paste, rows, runs, write
from calctui.raster.marker import Marker
from calctui.raster.view import draw

__all__ = ["Cells", "Marker", "Run", "blank", "draw", "paste", "rows", "runs", "write"]
