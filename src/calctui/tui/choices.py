"""One line of names with one chosen: the tabs, and the explorables of a section."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

Letters: TypeAlias = Callable[[str], str]
"""Text as this terminal can show it: itself, or plain ASCII."""


class ChoiceLine(Widget, can_focus=True):
    """Names in a row; arrows or the mouse choose. The chosen one stands in brackets, colour or not."""

    DEFAULT_CSS = """
    ChoiceLine { height: 1; color: $text-muted; }
    ChoiceLine:focus { background: $surface; }
    """
    BINDINGS = [("left", "choose(-1)", "previous"), ("right", "choose(1)", "next")]

    names: reactive[tuple[tuple[str, str], ...]] = reactive(())
    """Key and title of each choice."""
    chosen: reactive[str] = reactive("")
    """The key of the chosen one."""

    class Chosen(Message):
        """Somebody chose."""

        def __init__(self, line: "ChoiceLine", key: str) -> None:
            self.line, self.key = line, key
            super().__init__()

        @property
        def control(self) -> "ChoiceLine":
            """The line, so that handlers can select by it."""
            return self.line

    def __init__(self, names: Sequence[tuple[str, str]], chosen: str, letters: Letters, *, id: str) -> None:
        super().__init__(id=id)
        self.letters = letters
        self.set_reactive(ChoiceLine.names, tuple(names))
        self.set_reactive(ChoiceLine.chosen, chosen)

    def render(self) -> Content:
        """All names, or those around the chosen one where not all fit."""
        parts = [Content.styled(text, style) for _, text, style in self._shown()]
        return Content.assemble(*parts)

    def action_choose(self, by: int) -> None:
        """Choose the neighbour."""
        keys = [key for key, _ in self.names]
        if self.chosen in keys:
            self.post_message(self.Chosen(self, keys[(keys.index(self.chosen) + by) % len(keys)]))

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked."""
        column = 0
        for key, text, _ in self._shown():
            column += len(text)
            if event.x < column:
                self.post_message(self.Chosen(self, key))
                return

    def _shown(self) -> list[tuple[str, str, str]]:
        """Key, text and style of every name that fits, beginning late enough for the chosen one to fit.

        Where not all fit, titles that begin with their keys, as those of sections, are cut down to them:
        first those that are not chosen, then all.
        """
        cells = [self._cell(key, title) for key, title in self.names]
        for kept in (self.chosen, ""):
            if sum(len(cell[1]) for cell in cells) > self.size.width:
                cells = [self._cell(key, _short(key, title, kept)) for key, title in self.names]
        chosen = next((place for place, cell in enumerate(cells) if cell[0] == self.chosen), 0)
        start = 0
        while start < chosen and sum(len(cell[1]) for cell in cells[start : chosen + 1]) > self.size.width:
            start += 1
        return cells[start:]

    def _cell(self, key: str, title: str) -> tuple[str, str, str]:
        if key == self.chosen:
            return key, self.letters(f"▸{title}◂ "), "bold $text"
        return key, f" {title}  " if title != key else f" {title} ", ""


def _short(key: str, title: str, kept: str) -> str:
    return key if key != kept and title.startswith(key) else title
