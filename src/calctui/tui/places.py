"""The widgets that take keys and mouse: stage, panel and transport."""

from textual import events
from textual.binding import Binding
from textual.message import Message

from calctui.tui.canvas import CellsWidget


class Place(CellsWidget):
    """Says where the mouse is pressed, and where it is drawn from there."""

    class Pointed(Message):
        """Somebody points at a cell, which may lie beside the widget while they draw the mouse."""

        def __init__(self, place: "Place", x: int, y: int, pressed: bool) -> None:
            self.place, self.x, self.y = place, x, y
            self.pressed = pressed
            """Whether the button has just gone down here."""
            super().__init__()

        @property
        def control(self) -> "Place":
            """The widget, so that handlers can select by it."""
            return self.place

        def can_replace(self, message: Message) -> bool:
            """Whether it makes one before it needless: only the newest place of a drag counts."""
            return type(message) is type(self) and not (self.pressed or message.pressed)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin."""
        if event.button == 1:
            self.capture_mouse()
            self._say(event, pressed=True)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Go on, while the button is down."""
        if self.app.mouse_captured is self:
            self._say(event, pressed=False)

    def on_mouse_up(self) -> None:
        """End."""
        self.release_mouse()

    def _say(self, event: events.MouseEvent, *, pressed: bool) -> None:
        x, y = event.get_content_offset_capture(self)
        self.post_message(self.Pointed(self, x, y, pressed))


class Stage(Place, can_focus=True):
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


class Panel(Place, can_focus=True):
    """Takes the arrows; what they do is the app's."""

    class Turned(Message):
        """Somebody has turned the wheel over a cell."""

        def __init__(self, x: int, y: int, by: int) -> None:
            self.x, self.y = x, y
            self.by = by
            """1 away from oneself, -1 towards."""
            super().__init__()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Say so."""
        self._turn(event, 1)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Say so."""
        self._turn(event, -1)

    def _turn(self, event: events.MouseEvent, by: int) -> None:
        event.stop()
        x, y = event.get_content_offset_capture(self)
        self.post_message(self.Turned(x, y, by))


class Transport(Place):
    """Takes the mouse."""
