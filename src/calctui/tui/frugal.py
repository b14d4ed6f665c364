"""Sends the terminal no more than it must, and nothing while it has not taken what was sent before.

This is the one place that reaches into Textual's internals, those of 8.2; what is not as expected there goes
Textual's own way. So does the first painting: it goes out before NumPy, which the others need, has loaded.
"""

import sys
import time
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Any

from rich.console import RenderableType
from textual import events
from textual._ansi_sequences import SYNC_END, SYNC_START
from textual._compositor import LayoutUpdate
from textual._context import active_message_pump
from textual._styles_cache import StylesCache
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.css.query import NoMatches
from textual.css.stylesheet import Stylesheet
from textual.driver import Driver
from textual.geometry import Region, Size
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input
from textual.worker import WorkerFailed, get_current_worker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style

    from calctui.raster import Cells
    from calctui.tui.diet import Diet

PATIENCE = 0.02
"""Seconds after which the terminal is tried again."""


class Outlet:
    """The file behind the thread that writes for Textual; knows whether the terminal has taken everything."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self.busy = False

    def write(self, text: str) -> None:
        """Pass it on."""
        self.busy = True
        self._file.write(text)

    def flush(self) -> None:
        """Pass everything on; returns once the terminal has taken it."""
        self._file.flush()
        self.busy = False

    def fileno(self) -> int:
        """The terminal's."""
        return self._file.fileno()


class ReadOnce(Stylesheet):
    """Reads its rules again only where the theme's colours are others: Textual does so at every start."""

    _stale = False

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take the theme's colours; what has been read with the same ones lasts."""
        if variables != self._variables:
            self._stale = True
            super().set_variables(variables)

    def reparse(self) -> None:
        """Read all rules anew, if that could make a difference."""
        if self._stale:
            self._stale = False
            super().reparse()


class Frugal(App[None]):
    """Sends no more than it must, and nothing while the terminal has not taken what was sent before."""

    _diet: "Diet | None" = None
    _outlet: Outlet | None = None
    _late = False
    _asked = 0.0
    _promised = False
    _painted: "list[object] | None" = None

    def __init__(self) -> None:
        super().__init__()
        self.stylesheet = ReadOnce(variables=self.get_css_variables())

    @property
    def late(self) -> bool:
        """Whether a painting waits for the terminal: who plays may leave frames out until it is sent."""
        return self._late

    def _display(self, screen: "Screen[Any]", renderable: RenderableType | None) -> None:
        """Send what a painting of Textual's changes, or have Textual send it."""
        if renderable is None or self._batch_count:
            super()._display(screen, renderable)
            return
        if not self._may_write():
            if not self._stands(renderable):
                super()._display(screen, renderable)
            return
        if self._diet is None:
            from calctui.tui.diet import Diet

            self._diet = Diet(self.console)
        if self._diet.take(renderable, self.size):
            self._send()
            self.post_display_hook()
        else:
            super()._display(screen, renderable)

    def _stands(self, update: RenderableType) -> bool:
        """Whether a painting of the whole screen is the last one again, as Textual's first two are."""
        before, self._painted = self._painted, None
        if isinstance(update, LayoutUpdate):
            self._painted = [update.region, *map(list, update.strips)]
        return before is not None and before == self._painted

    def pop_screen(self) -> AwaitComplete:
        """Close the screen on top, and have Textual forget how it was painted.

        A cache of its own keeps a thousand gone widgets with all their strips (Textualize/textual#6665).
        """
        with suppress(AttributeError):
            StylesCache.get_inner_outer.cache_clear()
        return super().pop_screen()

    def _handle_exception(self, error: Exception) -> None:
        """End with an error; not with that of one who closes and misses what was in it.

        Textual's palette searches on while it closes, and shows that it does on widgets that have gone.
        """
        cause: BaseException = error
        whose: MessagePump | None = active_message_pump.get(None)
        if isinstance(error, WorkerFailed):
            cause, whose = error.error, get_current_worker().node
        if not (isinstance(cause, NoMatches) and getattr(whose, "_pruning", False)):
            super()._handle_exception(error)

    async def _on_resize(self, event: events.Resize) -> None:
        """Go by the terminal's size now: signal handlers interrupt each other, and say sizes in any order."""
        size = self._size_now(event.size)
        if size != event.size:
            event.prevent_default()
            event.stop()
            await super()._on_resize(events.Resize(size, size))

    def _size_now(self, told: Size) -> Size:
        """The size that the system knows; what was told, where the terminal itself tells its size."""
        driver: Any = self._driver
        if driver is None or driver.is_headless or getattr(driver, "_in_band_window_resize", True):
            return told
        return Size(*driver._get_terminal_size())

    def forget(self, _: object = None) -> None:
        """Paint the whole screen: something else has written to it."""
        self._painted = None
        if self._diet:
            self._diet.forget()
        self.screen.refresh(layout=True)

    def answered_within(self, seconds: float) -> None:
        """The terminal has answered the first question that Textual asks it, so long after the start."""

    def on_terminal_supports_synchronized_output(self) -> None:
        """Say how long the answer took."""
        self.answered_within(time.monotonic() - self._asked)

    def _build_driver(self, *args: Any, **named: Any) -> Driver:
        driver = super()._build_driver(*args, **named)
        self._asked = time.monotonic()
        if hasattr(driver, "_file") and hasattr(driver, "_writer_thread"):
            self._outlet = driver._file = Outlet(driver._file)
        return driver

    def lies_open(self, widget: Widget) -> bool:
        """Whether a widget's cells may be laid: nothing lies over it, and nothing is about to move it."""
        screen, diet = self.screen, self._diet
        if widget.screen is not screen or screen._layout_required or self._batch_count:
            return False
        # After a resize the app, the diet and the widget learn of the new size one after the other.
        if diet is None or diet.size != self.size:
            return False
        place = Region(*widget.content_region.offset, *widget.size)
        return self._may_write() and diet.size.region.contains_region(place)

    def lay(self, widget: Widget, cells: "Cells", styles: "Sequence[Style]") -> None:
        """Show a widget's cells past the compositor, which takes strips apart and together for 10 ms a frame.

        Args:
            widget: it lies open, and needs no other painting.
            cells: as many as it has.
            styles: by the roles' numbers, as Textual's filters leave them.
        """
        assert self._diet is not None
        widget._styles_cache.clear()
        self._diet.lay(cells, styles, widget.content_region.x, widget.content_region.y)
        if not self._promised:
            self._promised = True
            self.call_later(self._keep_promise)

    def _keep_promise(self) -> None:
        """Send what was laid, all of it at once."""
        self._promised = False
        if self._may_write():
            self._send()

    def _may_write(self) -> bool:
        driver = self._driver
        if driver is None or driver.is_headless or driver.is_inline or not self._running or self._closed:
            return False
        return self._outlet is not None and "numpy" in sys.modules

    def _send(self) -> None:
        """Send now, or a moment later what is wanted then: paintings in between are never queued."""
        driver: Any = self._driver
        assert self._diet is not None
        assert self._outlet is not None
        if self._outlet.busy or driver._writer_thread._queue.qsize():
            if not self._late:
                self._late = True
                self.set_timer(PATIENCE, self._send_late)
        elif changes := self._diet.changes():
            framed = f"{SYNC_START}{changes}{SYNC_END}" if self._sync_available else changes
            driver.write(framed + self._cursor())

    def _send_late(self) -> None:
        self._late = False
        if self._may_write():
            self._send()

    def _cursor(self) -> str:
        """Where an input method shows what is composed: at the line that is typed in."""
        if not isinstance(self.focused, Input):
            return ""
        x, y = self.screen.outer_size.clamp_offset(self.cursor_position)
        return f"\x1b[{y + 1};{x + 1}H"
