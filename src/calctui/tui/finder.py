"""The palette: commands from the registry, pictures and examples from the catalogue, names from the text."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, cast

from rich.markup import escape
from textual import events
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider, SearchIcon
from textual.content import Content
from textual.errors import NoWidget

from calctui.explorables.catalogue import entries, load
from calctui.tui.choices import Letters
from calctui.tui.themes import SAID

if TYPE_CHECKING:
    from calctui.chapter.document import Link
    from calctui.session.session import Session
    from calctui.tui.commands import Command


class Opener(Protocol):
    """What the palette needs of the app."""

    session: "Session | None"
    commands: "tuple[Command, ...]"
    letters: Letters

    def can(self, command: str) -> bool:
        """Whether a command of the registry can be given now."""

    def open_stop(self, stop: int) -> None:
        """Jump to a stop of the lecture."""

    def open_explorable(self, key: str, example: int | None = None) -> None:
        """Open an explorable, at one of its presets if one is named."""

    def open_link(self, link: "Link") -> None:
        """Open what a link of the text opens."""

    def choose_theme(self, name: str) -> None:
        """Show everything in other colours."""

    def run_action(self, action: str) -> Any:
        """Give a command of the registry."""


class _Hits(CommandList):
    """A list that bears a click on what stood there before the last letter: Textual 8.2 crashes."""

    async def _on_click(self, event: events.Click) -> None:
        place = event.style.meta.get("option")
        if place is not None and place >= self.option_count:
            event.prevent_default()


class Palette(CommandPalette):
    """Textual's, without the emoji; in ASCII also without its lines and dots."""

    DEFAULT_CSS = """
    Palette.-ascii #--input, Palette.-ascii CommandList { border: blank; scrollbar-size-vertical: 0; }
    Palette.-ascii LoadingIndicator { display: none; }
    """

    def __init__(self) -> None:
        super().__init__([Finder], placeholder="Find a command, picture or example")

    def compose(self) -> ComposeResult:
        """What Textual's has, with a list of our own."""
        for widget in super().compose():
            yield _Hits() if isinstance(widget, CommandList) else widget

    def on_mount(self) -> None:
        """Put a sign of one cell in place of Textual's, whose width terminals do not agree on."""
        self.query_one(SearchIcon).icon = ">"

    def _on_click(self, event: events.Click) -> None:  # type: ignore[override]  # as Textual's own is
        """Leave alone a click on what was there before the screen shrank: Textual 8.2 crashes."""
        try:
            self.get_widget_at(event.screen_x, event.screen_y)
        except NoWidget:
            event.prevent_default()

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Close, unless that was done: a second Enter would close the app's own screen."""
        return super().dismiss(result) if self.is_active else AwaitComplete()

    def _action_command_list(self, action: str) -> None:
        """Move in the list where there is room for it: else Textual 8.2 looks for lines that it has not."""
        if self.query_one(CommandList).scrollable_content_region:
            super()._action_command_list(action)


class Finder(Provider):
    """Finds whatever can be opened or done by its name."""

    async def discover(self) -> Hits:
        """Everything, before anything is typed."""
        for title, help_text, action in self._entries():
            yield DiscoveryHit(Content(title), action, title, escape(help_text))

    async def search(self, query: str) -> Hits:
        """What matches."""
        matcher = self.matcher(query)
        for title, help_text, action in self._entries():
            score = matcher.match(title)
            if score > 0:  # Textual would read brackets as markup: a lecturer's title is none
                shown = Content(title) if "[" in title else matcher.highlight(title)
                yield Hit(score, shown, action, title, escape(help_text))

    def _stops(self, app: Opener) -> Iterator[tuple[str, str, Any]]:
        """The stops of the lecture that is given."""
        tour = app.session.tour if app.session else None
        for place, stop in enumerate(tour.stops if tour else ()):
            title = stop.title or stop.state.key()
            yield f"Stop {place + 1}: {title}", "a stop of this lecture", partial(app.open_stop, place)

    def _entries(self) -> Iterator[tuple[str, str, Any]]:
        """Title, explanation and what to do, in letters that this terminal can show."""
        app = cast(Opener, self.app)
        for title, help_text, action in self._named(app):
            yield app.letters(title), app.letters(help_text), action

    def _named(self, app: Opener) -> Iterator[tuple[str, str, Any]]:
        from calctui.chapter.index import index

        for each in entries():
            yield f"{each.section} {each.title}", each.key, partial(app.open_explorable, each.key)
            for place, preset in enumerate(load(each.key).presets):
                action = partial(app.open_explorable, each.key, place)
                yield f"{each.title}: {preset.title}", f"calctui {each.key} {preset.settings}", action
        yield from self._stops(app)
        for named in index():
            yield named.name, named.about, partial(app.open_link, named.link)
        for name, about in SAID.items():
            yield f"Theme: {name}", about, partial(app.choose_theme, name)
        for command in app.commands:
            if command.id not in ("palette", "leave") and app.can(command.id):
                yield (
                    f"{command.title.capitalize()} ({command.shown})",
                    command.help,
                    partial(app.run_action, command.id),
                )
