"""The widgets that take keys and mouse: stage, panel and transport."""

from textual import events
from textual.binding import Binding
from textual.message import Message

from calctui.tui.canvas import CellsWidget


class Stage(CellsWidget, can_focus=True):
    """Takes the arrows where there is a point to be moved over a map."""

    DEFAULT_CSS = """
    Stage:focus { background: $surface; }
    """
    BINDINGS = [
        Binding("left", "app.move(-1, 0)", "left", show=False),
        Binding("right", "app.move(1, 0)", "right", show=False),
        Binding("up", "app.move(0, 1)", "up", show=False),
        Binding("down", "app.move(0, -1)", "down", show=False),
        Binding("shift+left", "app.move(-10, 0)", "far left", show=False),
        Binding("shift+right", "app.move(10, 0)", "far right", show=False),
        Binding("shift+up,pageup", "app.move(0, 10)", "far up", show=False),
        Binding("shift+down,pagedown", "app.move(0, -10)", "far down", show=False),
    ]


class Panel(CellsWidget, can_focus=True):
    """Takes the arrows; what they do is the app's."""


class Transport(CellsWidget):
    """Takes the mouse."""

    class Scrubbed(Message):
        """Somebody pointed at the timeline."""

        def __init__(self, column: int, width: int) -> None:
            self.column, self.width = column, width
            super().__init__()

    def on_click(self, event: events.Click) -> None:
        """Say where."""
        self.post_message(self.Scrubbed(event.x, self.size.width))
