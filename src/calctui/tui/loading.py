"""Behind the first frame, which needs neither NumPy nor explorables, they load while the screen answers."""

import asyncio
import gc
from contextlib import suppress
from itertools import chain
from typing import TYPE_CHECKING, Any

from textual import events, work

from calctui.explorables.catalogue import CATALOGUE, add_packages
from calctui.tui.canvas import CellsWidget
from calctui.tui.entry import Entry
from calctui.tui.foreseeing import Foreseeing
from calctui.tui.standing import AT_ANY_TIME
from calctui.tui.themes import own_name

if TYPE_CHECKING:
    from calctui.session.session import Session
    from calctui.tui.forerunner import Forerunner


class Loading(Foreseeing):
    """Brings the first session onto the screen."""

    forerunner: "Forerunner | None" = None
    """Has drawn the first picture by the time that its place is known."""
    _loading = False

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._early: list[events.Key] = []
        """Keys that have come before there is anything to change."""
        commands = [each.keys for each in self.commands if each.id not in AT_ANY_TIME]
        self._patient = {*chain.from_iterable(commands), *"0123456789"}
        """The keys that can wait."""

    async def on_event(self, event: events.Event) -> None:
        """Keep the keys that come too early, and what is typed before they are done."""
        if isinstance(event, events.Key) and not event.is_forwarded and self._waits(event):
            self._early.append(event)
        else:
            await super().on_event(event)

    def _waits(self, key: events.Key) -> bool:
        if self._early:
            return key.is_printable or key.key in self._patient
        return self.session is None and key.key in self._patient

    def post_display_hook(self) -> None:
        """Load what is behind the first frame as soon as it stands."""
        if not self._loading:
            self._loading = True
            self._load()

    @work
    async def _load(self) -> None:
        """Import what the first picture needs while the screen already answers; then add what is hidden."""
        if self.forerunner:
            await self._show_forerun(self.forerunner)
        session = await asyncio.to_thread(self._first_session)
        from calctui.tui.library import Library
        from calctui.tui.reader import Reader

        await self.query_one("#body").mount(Library(self.letters, self.key("text"), id="library"))
        await self.query_one("#main").mount(Reader(self.letters, id="notes"), before="#sentence")
        await self.query_one("#main").mount(Entry(self.letters), after="#sentence")
        self.steady()
        self.begin(session)
        while self._early:
            await super().on_event(self._early[0])
            del self._early[0]
        await self._load_packages()

    async def _show_forerun(self, forerunner: "Forerunner") -> None:
        """Show the first picture as the forerunner has drawn it."""
        from calctui.tui.forerunner import Wish

        sizes = {str(part.id): part.size for part in self.query(CellsWidget)}
        wish = Wish(self._marker_name, own_name(self.current_theme), sizes)
        picture = await asyncio.to_thread(forerunner.drawn, wish)
        if picture is None:
            return
        with suppress(LookupError, TypeError, ValueError):  # it says what makes no sense
            for part in self.query(CellsWidget):
                part.show(picture.parts[str(part.id)], picture.looks)

    async def _load_packages(self) -> None:
        """Add what installed packages offer, after the first picture."""
        faults = await asyncio.to_thread(add_packages)
        if self.session:
            self._show_tabs(self.session)
        for fault in faults:
            self._tell(f"{fault[0].upper()}{fault[1:]}.")

    def _first_session(self) -> "Session":
        """A session whose first scene can be drawn, and SymPy asked, without further loading."""
        self.start_engine()
        session = self._started()
        with suppress(Exception):  # `_show` says what fails
            session.state.scene({})
        return session

    def _started(self) -> "Session":
        """A session with what was asked for, or else with the first picture that can be opened."""
        from calctui.explorables.catalogue import load
        from calctui.session.session import Session

        try:
            return Session.start(self.opening.state)
        except Exception as error:
            self.contain(error)
        for each in CATALOGUE:
            with suppress(Exception):
                return Session.start(load(each.key)())
        raise RuntimeError("no picture can be opened")

    def begin(self, session: "Session") -> None:
        """Show the first session."""
        self.session = session
        self.call_after_refresh(_collect_garbage)


def _collect_garbage() -> None:
    """Where the start went without, look for garbage again, but not among what it has brought: that lasts."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
