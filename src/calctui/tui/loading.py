"""Behind the first frame, which needs neither NumPy nor explorables, they load while the screen answers."""

import asyncio
import gc
from contextlib import suppress
from typing import TYPE_CHECKING

from textual import work

from calctui.explorables.catalogue import CATALOGUE, add_packages
from calctui.tui.entry import Entry
from calctui.tui.foreseeing import Foreseeing

if TYPE_CHECKING:
    from calctui.session.session import Session


class Loading(Foreseeing):
    """Brings the first session onto the screen."""

    _loading = False

    def post_display_hook(self) -> None:
        """Load what is behind the first frame as soon as it stands."""
        if not self._loading:
            self._loading = True
            self._load()

    @work
    async def _load(self) -> None:
        """Import what the first picture needs while the screen already answers; then add what is hidden."""
        session = await asyncio.to_thread(self._first_session)
        from calctui.tui.library import Library
        from calctui.tui.reader import Reader

        await self.query_one("#body").mount(Library(self.letters, self.key("text"), id="library"))
        await self.query_one("#main").mount(Reader(self.letters, id="notes"), before="#sentence")
        await self.query_one("#main").mount(Entry(self.letters), after="#sentence")
        self.steady()
        self.begin(session)
        await self._load_packages()

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
