"""The secant's timeline as plain lines, from calctui's own scenes, for other libraries to draw.

Everything is computed before anything plays, so that only the drawing is the library's. Labels, side panel,
sentence and timeline are left out: a peer draws less than calctui does.
"""

import sys
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from textual.app import App
from textual.timer import Timer

from calctui.explorables.secant import Secant
from calctui.explore.timeline import STEPS_A_SECOND
from calctui.scene import Curve, Guide, Mark, Plot, Point, Role, Segment, Window

Colour = tuple[int, int, int]
Floats = NDArray[np.float64]
COLOURS: dict[Role, Colour] = {
    Role.FUNCTION: (120, 200, 255),
    Role.TANGENT: (120, 230, 140),
    Role.SECANT: (255, 190, 90),
    Role.ERROR: (255, 110, 110),
    Role.POINT: (255, 255, 255),
}
GREY = (110, 110, 110)


@dataclass(frozen=True)
class Line:
    """A line through places within the window, arrays of one shape; a point has one place."""

    x: Floats
    y: Floats
    colour: Colour


@dataclass(frozen=True)
class Picture:
    """What is seen at one step."""

    window: Window
    lines: tuple[Line, ...]


def pictures() -> list[Picture]:
    """Those of every step."""
    first = Secant()
    views = [first.at_step(step).scene({}).view for step in range(first.timeline.steps + 1)]
    return [
        Picture(view.window, tuple(_line(mark, view.window) for mark in view.marks))
        for view in views
        if isinstance(view, Plot)
    ]


def _line(mark: Mark, window: Window) -> Line:
    x, y = _places(mark, window)
    inside = (window.y_low <= y) & (y <= window.y_high)
    return Line(x[inside], y[inside], COLOURS.get(getattr(mark, "role", Role.GUIDE), GREY))


def _places(mark: Mark, window: Window) -> tuple[Floats, Floats]:
    match mark:
        case Curve(x, y):
            return x, y
        case Point(x, y):
            return np.array([x]), np.array([y])
        case Guide(None, y):
            return np.array([window.x_low, window.x_high]), np.full(2, y)
        case Guide(x, _):
            return np.full(2, x), np.array([window.y_low, window.y_high])
        case Segment(x0, y0, x1, y1, endless=True) if x0 != x1:
            x = np.linspace(window.x_low, window.x_high, 200)
            return x, y0 + (y1 - y0) / (x1 - x0) * (x - x0)
        case Segment(x0, y0, x1, y1):
            return np.array([x0, x1]), np.array([y0, y1])
        case _:
            raise TypeError(f"the secant has no {type(mark).__name__}")


class Player(App[None]):
    """Shows the first picture, and plays them all at the key n, as many a second as calctui does."""

    CSS = f"#plot {{ width: {sys.argv[1]}; height: {sys.argv[2]}; }}"
    step = 0
    clock: Timer | None = None

    def on_mount(self) -> None:
        """Compute the pictures and show the first."""
        self.pictures = pictures()
        self.show(self.pictures[0])

    def key_n(self) -> None:
        """Play."""
        self.clock = self.set_interval(1 / STEPS_A_SECOND, self.forward)

    def forward(self) -> None:
        """Show the next picture."""
        self.step += 1
        self.show(self.pictures[self.step])
        if self.clock and self.step == len(self.pictures) - 1:
            self.clock.stop()

    def show(self, picture: Picture) -> None:
        """Draw a picture."""
        raise NotImplementedError

    def plot(self, kind: type[Any]) -> Any:
        """The widget that is drawn on."""
        return self.query_one("#plot", kind)
