"""A kiosk that nobody stands at any more ends by itself: the next visitor, or the server, has the room."""

from textual import events
from textual.timer import Timer

from calctui.tui.keeping import Keeping

PATIENCE = 15 * 60.0
"""Seconds without a key, a click or a paste after which a kiosk ends."""
_DOINGS = (events.Key, events.MouseEvent, events.Paste)


class Attended(Keeping):
    """Ends where nobody does anything, if it is a kiosk."""

    _patience: Timer | None = None

    def on_mount(self) -> None:
        """Begin to wait."""
        if self.opening.kiosk:
            self._patience = self.set_timer(PATIENCE, self._give_up)

    async def on_event(self, event: events.Event) -> None:
        """Wait anew whenever somebody does something."""
        if self._patience and isinstance(event, _DOINGS):
            self._patience.reset()
        await super().on_event(event)

    def _give_up(self) -> None:
        self.exit(message=f"Nobody has pressed a key for {PATIENCE / 60:g} minutes.")
