"""A Textual app with the furniture that most have, and nothing in it: header, three tabs, footer."""

from textual.app import App, ComposeResult
from textual.widgets import Footer, Header, Static, TabbedContent, TabPane


class Tabs(App[None]):
    """Three tabs with a line each."""

    def compose(self) -> ComposeResult:
        """Header, tabs, footer."""
        yield Header()
        with TabbedContent():
            for name in ("One", "Two", "Three"):
                with TabPane(name):
                    yield Static("No key was pressed.")
        yield Footer()


if __name__ == "__main__":
    Tabs().run()
