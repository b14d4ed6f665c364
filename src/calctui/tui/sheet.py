"""A sheet of text over the screen: help, code, words, source. It may have several pages."""

from collections.abc import Collection, Mapping

from textual import events
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from calctui.tui.choices import Letters


class Sheet(ModalScreen[None]):
    """Text that scrolls; Escape, Enter, q or the key that opened it closes it, v turns to the next page."""

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
        Binding("v,right", "turn(1)", "next page", show=False),
        Binding("left", "turn(-1)", "previous page", show=False),
        Binding("pagedown", "scroll(10)", "page down", show=False),
        Binding("pageup", "scroll(-10)", "page up", show=False),
    ]

    def __init__(
        self,
        title: str,
        pages: Mapping[str, str],
        openers: Collection[str],
        letters: Letters,
        *,
        copies: bool = False,
    ) -> None:
        """Show the first of `pages`, texts by name, and copy it if it `copies`; `openers` close it too."""
        super().__init__()
        self._heading, self._pages, self._openers, self._letters = title, pages, openers, letters
        self._copies, self._page = copies, next(iter(pages))

    def compose(self) -> ComposeResult:
        """The text, in a frame with its title and how to close it."""
        with VerticalScroll() as body:
            turn = "v next · " if len(self._pages) > 1 else ""
            body.border_subtitle = Content(self._letters(f"{turn}↑↓ scroll · Esc close"))
            yield Static(markup=False)

    def on_mount(self) -> None:
        """Show the first page, unless a key that came before has closed the sheet already."""
        if self.query(Static):
            self.action_turn(0)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Scroll and turn only what is there: keys may come before the text, and after it has gone."""
        return action not in ("scroll", "turn") or bool(self.query(Static))

    def action_turn(self, by: int) -> None:
        """Turn to another page, and copy it."""
        names = list(self._pages)
        self._page = names[(names.index(self._page) + by) % len(names)]
        text = self._pages[self._page]
        self.query_one(Static).update(Content(self._letters(text)))
        body = self.query_one(VerticalScroll)
        body.border_title = Content(self._letters(self._title()))
        body.scroll_home(animate=False)
        if self._copies:
            self.app.copy_to_clipboard(text)

    def _title(self) -> str:
        """The heading, the names of the pages with the one shown in brackets, and whether it is copied."""
        names = [f"▸{name}◂" if name == self._page else name for name in self._pages]
        parts = [self._heading, *(names if len(names) > 1 else []), *(["(copied)"] if self._copies else [])]
        return " ".join(parts)

    def on_key(self, event: events.Key) -> None:
        """The key that opened the sheet closes it."""
        if event.key in self._openers:
            event.stop()
            self.dismiss()

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Close, unless that was done: keys that were pressed before come after it."""
        return super().dismiss(result) if self.is_active else AwaitComplete()

    def action_dismiss_sheet(self) -> None:
        """Close."""
        self.dismiss()

    def action_scroll(self, by: int) -> None:
        """Scroll by lines."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)
