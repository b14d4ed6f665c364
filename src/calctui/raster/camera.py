"""A camera on a surface: orthographic, turning around the vertical.

Space is measured so that the box around the surface reaches from -1 to 1 along x, y and z.
"""

import math
from dataclasses import dataclass

from calctui.raster.area import TALL
from calctui.scene import Floats

HEIGHT = 0.62
"""How high the box is, as a share of its width."""
CORNER = math.sqrt(2.0)
"""How far the box's corners are from its axis."""
_STRETCH = (0.75, 1.7)
"""How much wider than high one unit may be drawn, so that a turning box is not squeezed."""
_INSET = 0.94
"""The share of the picture that the box may fill."""


@dataclass(frozen=True, slots=True)
class Camera:
    """Where it stands, and how large a unit is as a fraction of the picture."""

    sine: float
    cosine: float
    """Of the azimuth."""
    lift: float
    fall: float
    """Sine and cosine of the elevation."""
    wide: float
    high: float
    """A unit across and up."""

    def seen(self, space: Floats) -> tuple[Floats, Floats, Floats]:
        """Points (k, 3) as fractions across and up the picture, and how far away they are."""
        x, y, z = space.T
        across, away = y * self.cosine - x * self.sine, -x * self.cosine - y * self.sine
        return 0.5 + self.wide * across, self.up(away, z), away

    def up(self, away: Floats, z: Floats) -> Floats:
        """The fractions up the picture of points so far away and so high, arrays of one shape."""
        return 0.5 + self.high * (z * (HEIGHT * self.fall) + away * self.lift)


def camera(azimuth: float, elevation: float, width: int, height: int) -> Camera:
    """A camera that sees the whole box at any azimuth, in the same size."""
    turn, tilt = math.radians(azimuth % 360.0), math.radians(min(max(elevation, -90.0), 90.0))
    lift, fall = math.sin(tilt), math.cos(tilt)
    wide = _INSET * width / (2 * CORNER)
    high = _INSET * height * TALL / (2 * (HEIGHT * fall + CORNER * abs(lift)))
    least, most = _STRETCH
    wide, high = min(wide, high * most), min(high, wide / least)
    return Camera(math.sin(turn), math.cos(turn), lift, fall, wide / width, high / (height * TALL))
