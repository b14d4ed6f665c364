"""A sheet of text over the screen: help, code, words, source."""

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from calctui.tui.choices import Letters


class Sheet(ModalScreen[None]):
    """Text that scrolls; Escape, Enter, q or the key that opened it closes it."""

    DEFAULT_CSS = """
    Sheet { align: center middle; }
    Sheet > VerticalScroll {
        width: 90%; max-width: 110; height: auto; max-height: 90%;
        border: round $primary; border-title-color: $text; background: $surface; padding: 0 1;
    }
    Sheet.-ascii > VerticalScroll { border: ascii $primary; scrollbar-size-vertical: 0; }
    Sheet Static { width: 100%; height: auto; }
    """
    BINDINGS = [
        Binding("escape,enter,q,space", "dismiss_sheet", "close"),
        Binding("down,n", "scroll(1)", "down", show=False),
        Binding("up,b", "scroll(-1)", "up", show=False),
        Binding("pagedown", "scroll(10)", "page down", show=False),
        Binding("pageup", "scroll(-10)", "page up", show=False),
    ]

    def __init__(self, title: str, text: str, opener: str, letters: Letters) -> None:
        super().__init__()
        self._heading, self._text, self._opener = title, letters(text), opener
        self._hint = letters("↑↓ scroll · Esc close")

    def compose(self) -> ComposeResult:
        """The text, in a frame with its title and how to close it."""
        with VerticalScroll() as body:
            body.border_title = Content(self._heading)
            body.border_subtitle = Content(self._hint)
            yield Static(Content(self._text), markup=False)

    def on_key(self, event: events.Key) -> None:
        """The key that opened the sheet closes it."""
        if event.key == self._opener:
            event.stop()
            self.dismiss()

    def action_dismiss_sheet(self) -> None:
        """Close."""
        self.dismiss()

    def action_scroll(self, by: int) -> None:
        """Scroll by lines."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)
