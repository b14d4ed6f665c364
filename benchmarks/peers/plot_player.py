"""The secant through textual-plot: `plot_player.py COLUMNS ROWS`."""

from textual.app import ComposeResult
from textual_plot import HiResMode, PlotWidget

from picture import Picture, Player


class PlotPlayer(Player):
    """Plays in braille, which is what calctui draws in."""

    def compose(self) -> ComposeResult:
        """The plot alone."""
        yield PlotWidget(id="plot")

    def show(self, picture: Picture) -> None:
        """Draw a picture anew: the library has no other way."""
        widget, window = self.plot(PlotWidget), picture.window
        widget.clear()
        widget.set_xlimits(window.x_low, window.x_high)
        widget.set_ylimits(window.y_low, window.y_high)
        for line in picture.lines:
            colour = f"rgb({','.join(map(str, line.colour))})"
            if len(line.x) > 1:
                widget.plot(line.x, line.y, line_style=colour, hires_mode=HiResMode.BRAILLE)
            else:
                widget.scatter(line.x, line.y, marker="•", marker_style=colour)


if __name__ == "__main__":
    PlotPlayer().run()
