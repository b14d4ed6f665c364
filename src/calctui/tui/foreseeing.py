"""What the same key would show next is drawn while nobody waits, and is there when the key comes again.

A key that is held comes thirty times a second, and a picture takes some 5 ms. The one before is kept, too
(`sight`), so that a key back is as quick.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from textual.timer import Timer

from calctui.tui.shell import Shell

if TYPE_CHECKING:
    from calctui.session.session import Session

PAUSE = 0.01
"""Seconds until nobody waits: what was drawn has gone to the terminal."""
QUICK = 0.02
"""Seconds: where a picture takes longer, another key would have to wait for one that nobody asked for."""


class Foreseeing(Shell):
    """Draws ahead."""

    _took = 0.0
    """Seconds for the picture that was drawn last."""
    _pause: Timer | None = None

    def _catch_up(self) -> None:
        """Take the time."""
        began = time.perf_counter()
        super()._catch_up()
        self._took = time.perf_counter() - began

    def _do_again(self, change: "Callable[[Session], Session]") -> None:
        """Do what the same key is likely to be pressed for again, and foresee that."""
        self._do(change)
        if self._pause:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, lambda: self._foresee(change))

    def _foresee(self, change: "Callable[[Session], Session]") -> None:
        """Draw what a change would lead to, unless there is something else to do."""
        session = self.session
        if session is None or session.playback.playing or self.message_queue_size or self._took > QUICK:
            return
        with suppress(Exception):  # whoever comes there is told what fails
            ahead = change(session)
            sight = self._sight(ahead, self.known(ahead.state.questions()))
            for part, (width, height) in self._sizes().items():
                sight.cells(part, width, height)
