"""A widget that shows cells: the stage, the panel and the transport are made of it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from calctui.tui.frugal import Frugal
from calctui.tui.themes import inked, palette_for

if TYPE_CHECKING:
    from calctui.raster import Cells
    from calctui.scene import Role
    from calctui.tui.forerunner import Look, Row

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
        self._filtered: list[Style] | None = None
        self._drawn_at = Size(0, 0)

    def draw(self, drawing: Drawing) -> None:
        """Show another drawing, in this frame."""
        self._drawing = drawing
        self._strips = []
        app = self.app
        if isinstance(app, Frugal) and self.size and app.lies_open(self):
            app.lay(self, drawing(*self.size), self._by_role())
        else:
            self.refresh()

    def show(self, rows: "Sequence[Row]", looks: "Sequence[Look]") -> None:
        """Show rows of cells that another process has drawn, until this one draws."""
        if self._drawing is None and len(rows) == self.size.height:
            styles = [self._ground() + inked(*look) for look in looks]
            self._strips = [Strip([Segment(text, styles[look]) for text, look in row]) for row in rows]
            self._drawn_at = self.size
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """One row; the whole is drawn when the first row of a frame is asked for."""
        if not self._strips or self._drawn_at != self.size:
            self._draw_now()
        return self._strips[y]

    def notify_style_update(self) -> None:
        """Mix the colours anew when the theme changes."""
        super().notify_style_update()
        self._styles, self._filtered, self._strips = None, None, []

    def _draw_now(self) -> None:
        if self._drawing is None:
            self._strips = [Strip.blank(self.size.width, self.rich_style)] * self.size.height
        else:
            from calctui.tui.paint import strips

            self._strips = strips(self._drawing(*self.size), self._style_of())
        self._drawn_at = self.size

    def _style_of(self) -> "dict[Role, Style]":
        from calctui.tui.paint import styles

        if self._styles is None:
            self._styles = styles(palette_for(self.app.current_theme), self._ground())
        return self._styles

    def _ground(self) -> Style:
        return Style(bgcolor=self.rich_style.bgcolor)

    def _by_role(self) -> list[Style]:
        """Styles by the roles' numbers, with Textual's filters, such as that for NO_COLOR, applied."""
        if self._filtered is None:
            _, background = self.background_colors
            segments = [Segment("x", style) for style in self._style_of().values()]
            for line_filter in self.app.get_line_filters():
                segments = line_filter.apply(segments, background)
            self._filtered = [segment.style or Style() for segment in segments]
        return self._filtered
