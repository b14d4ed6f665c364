"""A widget that shows cells: the stage, the panel and the transport are made of it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from calctui.tui.themes import palette_for

if TYPE_CHECKING:
    from calctui.raster import Cells
    from calctui.scene import Role

Drawing: TypeAlias = "Callable[[int, int], Cells]"
"""Columns and rows to cells."""


class CellsWidget(Widget):
    """Draws itself by a function from its size to cells; until it has one, it is empty."""

    DEFAULT_CSS = """
    CellsWidget { height: 1fr; }
    """

    def __init__(self, *, id: str, classes: str = "") -> None:
        super().__init__(id=id, classes=classes)
        self._drawing: Drawing | None = None
        self._strips: list[Strip] = []
        self._styles: dict[Role, Style] | None = None
        self._drawn_at = Size(0, 0)

    def draw(self, drawing: Drawing) -> None:
        """Show another drawing, in this frame."""
        self._drawing = drawing
        self._strips = []
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One row; the whole is drawn when the first row of a frame is asked for."""
        if (not self._strips or self._drawn_at != self.size) and self._drawing and self.size:
            self._draw_now(self._drawing)
        if y < len(self._strips):
            return self._strips[y]
        return Strip.blank(self.size.width, self.rich_style)

    def notify_style_update(self) -> None:
        """Mix the colours anew when the theme changes."""
        super().notify_style_update()
        self._styles, self._strips = None, []

    def _draw_now(self, drawing: Drawing) -> None:
        from calctui.tui.paint import strips, styles

        if self._styles is None:
            ground = Style(bgcolor=self.rich_style.bgcolor)
            self._styles = styles(palette_for(self.app.current_theme.dark), ground)
        self._strips = strips(drawing(*self.size), self._styles)
        self._drawn_at = self.size
