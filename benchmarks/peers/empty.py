"""The smallest Textual app: one line, which says how many keys were pressed."""

from textual.app import App, ComposeResult
from textual.events import Key
from textual.widgets import Static


class Empty(App[None]):
    """One line on an empty screen."""

    keys = 0

    def compose(self) -> ComposeResult:
        """The line."""
        yield Static("No key was pressed.", id="line")

    def on_key(self, event: Key) -> None:
        """Count it."""
        self.keys += 1
        self.query_one("#line", Static).update(f"{self.keys} keys, {event.key} last.", layout=False)


if __name__ == "__main__":
    Empty().run()
