"""The text beside or over the stage: a line to search in, the page, and which keys move it."""

from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from calctui.tui.choices import Letters
from calctui.tui.reader import Reader

if TYPE_CHECKING:
    from calctui.chapter.document import Document

HINTS = "↑↓ link  Enter open  PgDn on"
FINDING = "type to find  ↑↓ choose  Enter open  Esc back"
NOTHING = "Nothing here speaks of that. Fewer letters find more."


class _Search(Input):
    """Takes letters; while it is empty, digits and the question mark are commands still."""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether a key is a letter for this line."""
        return not self._is_command(character) and super().check_consume_key(key, character)

    def on_key(self, event: events.Key) -> None:
        """Leave commands to whom they belong."""
        if self._is_command(event.character):
            event.prevent_default()

    def _is_command(self, character: str | None) -> bool:
        return not self.value and character is not None and character in "0123456789?"


class Library(Vertical):
    """Shows a section's text, and remembers where each was left."""

    DEFAULT_CSS = """
    Library { display: none; background: $background; }
    Library #search { display: none; border: none; height: 1; padding: 0 1; background: $surface; }
    Library.-searched #search { display: block; }
    Library #hints { height: 1; padding: 0 1; background: $surface; color: $text-muted; }
    Library:focus-within #hints { color: $text; }
    """
    BINDINGS = [
        Binding("escape,backspace", "back", "back", show=False),
        Binding("down", "choose(1)", "next", show=False),
        Binding("up", "choose(-1)", "previous", show=False),
        Binding("pagedown", "page(1)", "on", show=False),
        Binding("pageup", "page(-1)", "back", show=False),
    ]

    class Back(Message):
        """Somebody has read enough here."""

    def __init__(self, letters: Letters, closing: str, *, id: str) -> None:
        """`closing` is the key that closes it, as people write it."""
        super().__init__(id=id)
        self._letters, self._closer = letters, closing
        self._section = ""
        self._left: dict[str, int] = {}

    def compose(self) -> ComposeResult:
        """Search, text, hints."""
        yield _Search(placeholder="find", id="search", select_on_focus=False)
        yield Reader(self._letters, id="reader")
        yield Static("", id="hints", markup=False)

    def open(self, section: str, anchor: str, key: str, notes: "Document" = ()) -> None:
        """Show a section: at a heading, where it was left, or where it speaks of an explorable.

        Args:
            section: `2.3`.
            anchor: the heading, or nothing.
            key: the explorable on the stage.
            notes: what is to stand below the text.
        """
        from calctui.chapter.finding import SEARCHED
        from calctui.chapter.texts import document

        reader = self.query_one(Reader)
        self._leave()
        self._section = section
        self.set_class(section in SEARCHED, "-searched")
        with self.prevent(Input.Changed):
            self.query_one(_Search).value = ""
        at = None if anchor else self._left.get(section)
        reader.show(document(section) + notes, at=at, heading=anchor, key=key)
        self.screen.set_focus(self.query_one(_Search) if section in SEARCHED and not anchor else reader)

    def close(self) -> None:
        """Remember where the text was left."""
        self._leave()
        self._section = ""

    def _leave(self) -> None:
        if self._section and not self.query_one(_Search).value:
            self._left[self._section] = self.query_one(Reader).scroll_offset.y

    # Searching

    @on(Input.Changed)
    def _search(self, event: Input.Changed) -> None:
        """Show what speaks of the words, with the first link chosen."""
        from calctui.chapter.document import Paragraph, Span
        from calctui.chapter.finding import matching
        from calctui.chapter.texts import document

        event.stop()
        if not self._section:  # closed since this was typed
            return
        reader = self.query_one(Reader)
        found = matching(document(self._section), event.value)
        reader.show(found or (Paragraph((Span(NOTHING),)),))
        if event.value:
            reader.choose_first()

    @on(Input.Submitted)
    def _open_found(self, event: Input.Submitted) -> None:
        event.stop()
        reader = self.query_one(Reader)
        self.screen.set_focus(reader)
        if link := reader.chosen:
            self.post_message(Reader.Followed(link))  # from here: Textual stops what a child is made to say

    @on(Reader.Turned)
    def _turned(self, event: Reader.Turned) -> None:
        """Say which keys there are, and how far down the text is."""
        event.stop()
        reader = self.query_one(Reader)
        hints = FINDING if self.has_class("-searched") else f"{HINTS}  {self._closer} close"
        share = f"{reader.share:.0%}"
        room = self.size.width - 2 - len(share)
        text = self._letters(hints)
        self.query_one("#hints", Static).update(Content(text[:room].ljust(room) + share), layout=False)

    def action_choose(self, by: int) -> None:
        """Choose another link, from the line that is typed in."""
        self.query_one(Reader).action_choose(by)

    def action_page(self, by: int) -> None:
        """Scroll, from the line that is typed in."""
        self.query_one(Reader).action_page(by)

    def action_back(self) -> None:
        """Empty the line that is typed in, or go back to where the text came from."""
        search = self.query_one(_Search)
        if search.value:
            search.value = ""
        else:
            self.post_message(self.Back())
