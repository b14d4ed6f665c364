"""The secant through textual-plotext: `plotext_player.py COLUMNS ROWS`."""

from textual.app import ComposeResult
from textual_plotext import PlotextPlot

from picture import Picture, Player


class PlotextPlayer(Player):
    """Plays in braille, which is what calctui draws in."""

    def compose(self) -> ComposeResult:
        """The plot alone."""
        yield PlotextPlot(id="plot")

    def show(self, picture: Picture) -> None:
        """Draw a picture anew: the library has no other way."""
        widget = self.plot(PlotextPlot)
        window, plot = picture.window, widget.plt
        plot.clear_data()
        plot.xlim(window.x_low, window.x_high)
        plot.ylim(window.y_low, window.y_high)
        for line in picture.lines:
            draw = plot.plot if len(line.x) > 1 else plot.scatter
            draw(line.x.tolist(), line.y.tolist(), marker="braille", color=line.colour)
        widget.refresh()


if __name__ == "__main__":
    PlotextPlayer().run()
