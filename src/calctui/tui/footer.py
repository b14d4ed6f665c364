"""The footer: the keys that matter now, and for a moment what has just happened."""

from collections.abc import Callable

from textual.content import Content
from textual.reactive import reactive
from textual.timer import Timer
from textual.widget import Widget

from calctui.explore.errors import one_line
from calctui.tui.choices import Letters
from calctui.tui.commands import COMMANDS

ARROWS = "↑↓←→ set"
NOTICE_SECONDS = 4.0


class Footer(Widget):
    """As many keys as fit, the most needed first; a notice takes their place and goes by itself."""

    DEFAULT_CSS = """
    Footer { height: 1; background: $panel; color: $foreground; }
    """

    playing: reactive[bool] = reactive(False)
    """Whether the key that plays will pause."""
    following: reactive[bool] = reactive(False)
    """Whether the key for the next stop leads back to a lecturer."""
    notice: reactive[str] = reactive("")
    """What has just happened."""

    def __init__(self, can: Callable[[str], bool], letters: Letters, *, id: str) -> None:
        super().__init__(id=id)
        self._can, self._letters = can, letters
        self._timer: Timer | None = None

    def render(self) -> Content:
        """The notice, or the keys in the order of the registry."""
        if self.notice:
            return Content.styled(self._letters(f" {self.notice}"), "bold")
        texts = {
            each.id: f"{each.shown} {each.title}" for each in COMMANDS if each.footer and self._can(each.id)
        }
        if self.playing:
            texts["play"] = "space pause"
        if self.following:
            texts["tour(1)"] = "j to the lecture"
        arrows = ARROWS if self._letters(ARROWS) == ARROWS else "arrows set"
        kept = _fitting(texts, self.size.width - len(arrows) - 2)
        return Content("  ".join([f" {arrows}", *(text for key, text in texts.items() if key in kept)]))

    def tell(self, notice: str) -> None:
        """Show a notice for a few seconds."""
        if self._timer:
            self._timer.stop()
        self.notice = one_line(notice)
        self._timer = self.set_timer(NOTICE_SECONDS, self._clear)

    def _clear(self) -> None:
        self.notice = ""


def _fitting(texts: dict[str, str], room: int) -> set[str]:
    """The commands that fit into so many columns, chosen by how much they belong in a footer."""
    kept = set()
    for each in sorted(COMMANDS, key=lambda each: each.footer):
        wide = len(texts.get(each.id, "")) + 2
        if each.id in texts and wide <= room:
            room -= wide
            kept.add(each.id)
    return kept
