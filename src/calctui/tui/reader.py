"""The chapter's text on the screen: it scrolls, and its links open what they speak of."""

from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from calctui.tui.choices import Letters

if TYPE_CHECKING:
    from calctui.chapter.document import Document, Link
    from calctui.chapter.page import Page, Piece

MARGIN = 1
"""Columns left free on either side of the text."""
WIDEST = 84
"""Columns of text at most: longer lines are hard to follow."""


class Reader(ScrollView, can_focus=True, inherit_bindings=False):
    """A page of text; one of its links is chosen, once somebody has looked for one."""

    DEFAULT_CSS = """
    Reader { overflow: hidden hidden; background: $background; }
    Reader > .reader--strong { text-style: bold; }
    Reader > .reader--heading { color: $primary; text-style: bold; }
    Reader > .reader--formula, Reader > .reader--code { color: $accent; }
    Reader > .reader--guide { color: $text-muted; }
    Reader > .reader--link { color: $primary; text-style: underline; }
    Reader > .reader--chosen { text-style: bold reverse; }
    """
    COMPONENT_CLASSES = {
        f"reader--{name}" for name in ("strong", "heading", "formula", "code", "guide", "link", "chosen")
    }
    BINDINGS = [
        Binding("down", "choose(1)", "next link", show=False),
        Binding("up", "choose(-1)", "previous link", show=False),
        Binding("pagedown", "page(1)", "page down", show=False),
        Binding("pageup", "page(-1)", "page up", show=False),
        Binding("home", "to_end(0)", "beginning", show=False),
        Binding("end", "to_end(1)", "end", show=False),
        Binding("enter", "follow", "open", show=False),
    ]

    class Followed(Message):
        """Somebody wants what a link opens."""

        def __init__(self, link: "Link") -> None:
            self.link = link
            super().__init__()

    class Turned(Message):
        """Another part of the text is in sight."""

    def __init__(self, letters: Letters, *, id: str) -> None:
        super().__init__(id=id)
        self._letters = letters
        self._blocks: Document = ()
        self._page: Page | None = None
        self._chosen: int | None = None
        self._styles: dict[str, Style] = {}
        self._wanted: tuple[int | None, str, str] | None = None

    def show(self, blocks: "Document", *, at: int | None = None, heading: str = "", key: str = "") -> None:
        """Show a document: from a line, from a heading, or from the first link that opens an explorable.

        One that has no such place is shown from its beginning.
        """
        self._blocks, self._page, self._chosen = blocks, None, None
        self._wanted = (at, heading, key)
        if self.size.width:
            self._set()

    def choose_first(self) -> None:
        """Choose the first link, so that Enter opens it."""
        self._chosen = 0 if self._page and self._page.links else None
        self.refresh()

    @property
    def chosen(self) -> "Link | None":
        """The link that Enter opens."""
        return self._page.links[self._chosen] if self._page and self._chosen is not None else None

    @property
    def share(self) -> float:
        """How much of the text lies above the lower end of what is in sight."""
        return min((self.scroll_offset.y + self.size.height) / max(self.virtual_size.height, 1), 1.0)

    def on_resize(self) -> None:
        """Set the text for the new width, with the same link in sight."""
        self._set()

    def _set(self) -> None:
        from calctui.chapter.page import page

        place = self.scroll_offset.y / max(self.virtual_size.height, 1)
        self._page = page(self._blocks, max(min(self.size.width - 2 * MARGIN, WIDEST), 10), self._letters)
        self.virtual_size = Size(self.size.width, len(self._page.lines))
        if self._wanted:
            row, self._wanted = _row_of(self._page, *self._wanted), None
        elif self._chosen is not None:
            row = self._page.rows[self._chosen] - self.size.height // 3
        else:
            row = round(place * len(self._page.lines))
        self._scroll(row)

    def _scroll(self, row: int) -> None:
        self.scroll_to(0, max(row, 0), animate=False, force=True, immediate=True)
        self.refresh()
        self.post_message(self.Turned())

    # What keys and mouse do

    def action_choose(self, by: int) -> None:
        """Choose the next link; where there is none within half a screen, scroll by a line."""
        rows = self._page.rows if self._page else ()
        top, height = self.scroll_offset.y, self.size.height
        number = _next_link(rows, self._chosen, range(top, top + height), by)
        if number is None or rows[number] not in range(top - height // 2, top + height + height // 2):
            self._scroll(top + by)
            return
        self._chosen = number
        self._scroll(min(max(top, rows[number] - height + 2), rows[number]))

    def action_page(self, by: int) -> None:
        """Scroll by what is in sight, but for two lines."""
        self._chosen = None
        self._scroll(self.scroll_offset.y + by * max(self.size.height - 2, 1))

    def action_to_end(self, which: int) -> None:
        """Go to the beginning or the end."""
        self._chosen = None
        self._scroll(self.virtual_size.height if which else 0)

    def action_follow(self) -> None:
        """Open the chosen link, or choose the first one in sight."""
        if link := self.chosen:
            self.post_message(self.Followed(link))
        else:
            self.action_choose(1)

    def on_click(self, event: events.Click) -> None:
        """Open the link that was clicked."""
        line = self._line(event.y + self.scroll_offset.y)
        column = MARGIN
        for piece in line:
            column += len(piece.text)
            if event.x < column:
                if piece.link is not None and self._page:
                    self._chosen = piece.link
                    self.action_follow()
                return

    # Painting

    def notify_style_update(self) -> None:
        """Mix the colours anew when the theme changes."""
        super().notify_style_update()
        self._styles = {}

    def render_line(self, y: int) -> Strip:
        """One row of what is in sight."""
        ground = self._style("")
        segments = [Segment(" " * MARGIN, ground)]
        segments += [
            Segment(piece.text, self._style(self._kind(piece)))
            for piece in self._line(y + self.scroll_offset.y)
        ]
        return Strip(segments).adjust_cell_length(self.size.width, ground)

    def _line(self, row: int) -> "tuple[Piece, ...]":
        lines = self._page.lines if self._page else ()
        return lines[row] if 0 <= row < len(lines) else ()

    def _kind(self, piece: "Piece") -> str:
        if piece.link is None:
            return piece.tone.name.lower()
        return "chosen" if piece.link == self._chosen else "link"

    def _style(self, kind: str) -> Style:
        if kind not in self._styles:
            name = f"reader--{kind}"
            known = name in self.COMPONENT_CLASSES
            self._styles[kind] = self.get_component_rich_style(name) if known else self.rich_style
        return self._styles[kind]


def _next_link(rows: tuple[int, ...], chosen: int | None, seen: range, by: int) -> int | None:
    """The link after or before the chosen one; if that is out of sight, the first or last one from there."""
    if chosen is not None and rows[chosen] in seen:
        following = chosen + by
        return following if 0 <= following < len(rows) else None
    if by > 0:
        return next((number for number, row in enumerate(rows) if row >= seen.start), None)
    return max((number for number, row in enumerate(rows) if row < seen.stop), default=None)


def _row_of(page: "Page", at: int | None, heading: str, key: str) -> int:
    """The line from which a page is shown."""
    from calctui.chapter.links import key_of

    if at is not None:
        return at
    if heading:
        return page.headings.get(heading, 0)
    rows = [row for link, row in zip(page.links, page.rows, strict=True) if key and key_of(link) == key]
    above = [row for row in page.headings.values() if rows and row <= rows[0]]
    return max(above, default=0)
