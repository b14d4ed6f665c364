"""The footer: the keys that matter now, and for a moment what has just happened."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from textual.content import Content
from textual.reactive import reactive
from textual.timer import Timer
from textual.widget import Widget

from calctui.explore.errors import one_line
from calctui.tui.choices import Letters
from calctui.tui.commands import Command

TABS = ("sections", "explorables")
"""The parts of the screen in which arrows choose."""
SETTING = ("select(-1)", "select(1)", "change(-1)", "change(1)")
"""The commands for settings, which need no room of their own each."""
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

    def __init__(
        self, commands: Sequence[Command], can: Callable[[str], bool], letters: Letters, *, id: str
    ) -> None:
        super().__init__(id=id)
        self._commands = {each.id: each for each in commands}
        self._can, self._letters = can, letters
        self._timer: Timer | None = None

    def render(self) -> Content:
        """The notice, or the keys in the order of the registry."""
        if self.notice:
            return Content.styled(self._letters(f" {self.notice}"), "bold")
        titles = {each.id: each.title for each in self._commands.values()}
        if self.playing:
            titles["play"] = "pause"
        if self.screen.focused and self.screen.focused.id == "stage":
            titles["point"] = "settings"
        if self.following:
            titles["tour(1)"] = "to the lecture"
        texts = {
            each.id: self._letters(f"{each.shown} {titles[each.id]}")
            for each in self._commands.values()
            if each.footer and self._can(each.id)
        }
        arrows = self._arrows()
        kept = _fitting(self._commands.values(), texts, self.size.width - len(arrows) - 2)
        return Content("  ".join([f" {arrows}", *(text for key, text in texts.items() if key in kept)]))

    def _arrows(self) -> str:
        """What the arrows do: it tells without colour where the focus is."""
        focused = self.screen.focused.id if self.screen.focused else ""
        if focused in TABS:
            keys, what = ["←", "→"], "choose"
        elif focused == "stage":
            keys, what = ["↑", "↓", "←", "→"], "move"
        else:
            keys, what = [self._commands[each].shown for each in SETTING], "set"
        shown = (" " if any(len(key) > 1 for key in keys) else "").join(keys)
        return f"{shown if self._letters(shown) == shown else 'arrows'} {what}"

    def on_mount(self) -> None:
        """Follow the focus."""
        self.watch(self.screen, "focused", self._refocused, init=False)

    def _refocused(self) -> None:
        self.refresh()

    def tell(self, notice: str) -> None:
        """Show a notice for a few seconds."""
        if self._timer:
            self._timer.stop()
        self.notice = one_line(notice)
        self._timer = self.set_timer(NOTICE_SECONDS, self._clear)

    def _clear(self) -> None:
        self.notice = ""


def _fitting(commands: Iterable[Command], texts: Mapping[str, str], room: int) -> set[str]:
    """The commands that fit into so many columns, chosen by how much they belong in a footer."""
    kept = set()
    for each in sorted(commands, key=lambda each: each.footer):
        wide = len(texts.get(each.id, "")) + 2
        if each.id in texts and wide <= room:
            room -= wide
            kept.add(each.id)
    return kept
