"""The palette: commands from the registry, pictures and examples from the catalogue, names from the text."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from calctui.explorables.catalogue import CATALOGUE, load
from calctui.tui.themes import SAID

if TYPE_CHECKING:
    from calctui.chapter.document import Link
    from calctui.tui.commands import Command
    from calctui.tui.session import Session


class Opener(Protocol):
    """What the palette needs of the app."""

    session: "Session | None"
    commands: "tuple[Command, ...]"

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


class Finder(Provider):
    """Finds whatever can be opened or done by its name."""

    async def discover(self) -> Hits:
        """Everything, before anything is typed."""
        for title, help_text, action in self._entries():
            yield DiscoveryHit(title, action, help=help_text)

    async def search(self, query: str) -> Hits:
        """What matches."""
        matcher = self.matcher(query)
        for title, help_text, action in self._entries():
            score = matcher.match(title)
            if score > 0:
                yield Hit(score, matcher.highlight(title), action, help=help_text)

    def _stops(self, app: Opener) -> Iterator[tuple[str, str, Any]]:
        """The stops of the lecture that is given."""
        tour = app.session.tour if app.session else None
        for place, stop in enumerate(tour.stops if tour else ()):
            title = stop.title or stop.state.key()
            yield f"Stop {place + 1}: {title}", "a stop of this lecture", partial(app.open_stop, place)

    def _entries(self) -> Iterator[tuple[str, str, Any]]:
        from calctui.chapter.index import index

        app = cast(Opener, self.app)
        for each in CATALOGUE:
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
