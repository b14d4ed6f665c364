"""The entry: a formula or an exact value typed in place, and how it was read or what is wrong."""

from collections.abc import Callable
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Label, Static

from calctui.tui.choices import Letters

MOST = 400
"""Characters; the parser refuses more, and a paste by mistake should not fill the line."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a typed text."""

    message: str
    """How it was read, or what is wrong."""
    column: int = 0
    """The character, from 1, that is wrong; 0 for none."""
    accepted: bool = True


class _Line(Input):
    """An input that takes no more than a formula's length, and no control characters, from a paste."""

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        first = next(iter(event.text.splitlines()), "")
        clean = "".join(char for char in first if char.isprintable())
        self.insert_text_at_cursor(clean[: max(MOST - len(self.value), 0)])


class Entry(Vertical):
    """Two lines over the sentence: the text being typed, and below it the verdict."""

    DEFAULT_CSS = """
    Entry { height: 2; display: none; background: $panel; }
    Entry.-open { display: block; }
    Entry #prompt { width: auto; color: $text-muted; }
    Entry #line { border: none; height: 1; padding: 0; background: $panel; width: 1fr; }
    Entry #typed { layout: horizontal; height: 1; }
    Entry #verdict { height: 1; color: $text-muted; text-wrap: nowrap; text-overflow: ellipsis; }
    Entry #verdict.-refused { color: $text-error; text-style: bold; }
    """
    BINDINGS = [("escape", "close", "close")]

    class Closed(Message):
        """The entry was closed; what could be read stays applied."""

        def __init__(self, text: str, entered: bool) -> None:
            self.text = text
            self.entered = entered
            """Whether Enter closed it."""
            super().__init__()

    def __init__(self, letters: Letters) -> None:
        super().__init__(id="entry")
        self._letters = letters
        self._read: Callable[[str], Verdict] = lambda text: Verdict("")
        self._prompt = ""

    def compose(self) -> ComposeResult:
        """A prompt, the line, and the verdict."""
        with Vertical(id="typed"):
            yield Label("", id="prompt", markup=False)
            yield _Line(id="line", max_length=MOST, select_on_focus=False)
        yield Static("", id="verdict", markup=False)

    def open(self, prompt: str, text: str, read: Callable[[str], Verdict]) -> None:
        """Let somebody type; every text is given to `read` at once."""
        self._read, self._prompt = read, f" {self._letters(prompt)}"
        self.query_one("#prompt", Label).update(Content(self._prompt))
        self.add_class("-open")
        line = self.query_one("#line", Input)
        line.value = text
        line.cursor_position = len(text)
        self.screen.set_focus(line)  # at once: `focus()` lets keys that follow closely go elsewhere
        self._judge(text)

    @property
    def is_open(self) -> bool:
        """Whether somebody is typing."""
        return self.has_class("-open")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if self.is_open:
            self._judge(event.value)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        """Enter closes the entry, unless what stands there can't be read."""
        event.stop()
        if self.is_open and self._judge(event.value):
            self._close(event.value, entered=True)

    def action_close(self) -> None:
        """Close; the last readable text stays applied."""
        self._close(self.query_one("#line", Input).value, entered=False)

    def _close(self, text: str, *, entered: bool) -> None:
        self.remove_class("-open")
        self.post_message(self.Closed(text, entered))

    def _judge(self, text: str) -> bool:
        verdict = self._read(text)
        shown = self._pointed(verdict) if verdict.column else f" {verdict.message}"
        label = self.query_one("#verdict", Static)
        label.update(Content(self._letters(shown)))
        label.set_class(bool(text) and not verdict.accepted, "-refused")
        return verdict.accepted

    def _pointed(self, verdict: Verdict) -> str:
        """The message behind a pointer under the character, or without one where there is no room."""
        place = len(self._prompt) - 1 + verdict.column
        message = verdict.message.replace(f" at column {verdict.column}", "")
        pointed = " " * place + f"▲ {message}"
        return pointed if len(pointed) <= self.size.width else f" {verdict.message}"
