"""Time: while something plays, the clock lets what has really passed pass in the session."""

import time
from typing import TYPE_CHECKING

from textual.timer import Timer

from calctui.tui.loading import Loading
from calctui.tui.terminal import USUAL

if TYPE_CHECKING:
    from calctui.session.session import Session

FAST_LINK = 0.1
"""Seconds to the terminal's first answer within which a link is fast: most of them are our own."""


class Playing(Loading):
    """Plays what the session says is playing."""

    _clock: Timer | None = None
    _ticked = 0.0
    _rested = 0.0
    """When the next frame may begin: keys get as much time as the frame before has taken."""

    def on_mount(self) -> None:
        """Make the clock ready."""
        self._clock = self.set_interval(1 / self._pace.frames, self._tick, pause=True)

    def watch_session(self, old: "Session | None", session: "Session | None") -> None:
        """Show the newest session, and let the clock run as long as it plays."""
        super().watch_session(old, session)
        if session is None or self._clock is None:
            return
        if session.playback.playing and (old is None or not old.playback.playing):
            self._ticked = time.monotonic()
            self._clock.resume()
        elif not session.playback.playing:
            self._clock.pause()

    def answered_within(self, seconds: float) -> None:
        """Go up to the usual pace where the terminal has answered quickly."""
        if self._pace.hopeful and seconds < FAST_LINK and self._clock:
            self._clock.stop()
            self._pace = USUAL
            self._clock = self.set_interval(1 / USUAL.frames, self._tick, pause=not self._playing)

    @property
    def frames_a_second(self) -> int:
        """How many are drawn at most while something plays."""
        return self._pace.frames

    @property
    def _playing(self) -> bool:
        return self.session is not None and self.session.playback.playing

    def leave_out_time(self) -> None:
        """Play on as if no time had passed since the last frame."""
        self._ticked = time.monotonic()

    def _tick(self) -> None:
        """Let the time that has really passed pass in the session; while keys or terminal lag, it gathers."""
        now = time.monotonic()
        if self.late or now < self._rested:
            return
        seconds, self._ticked = now - self._ticked, now
        self._do(lambda session: session.advanced(seconds))
        done = time.monotonic()
        self._rested = done + (done - now)
