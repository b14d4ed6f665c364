"""A surface over the plane, seen from a side: a wireframe that turns."""

from dataclasses import dataclass

from calctui.scene.marks import Floats, Glyph, Role


@dataclass(frozen=True, eq=False, slots=True)
class Path3:
    """A path in space: arrays of shape (k,)."""

    x: Floats
    y: Floats
    z: Floats
    role: Role
    glyph: Glyph = Glyph.DOT
    label: str = ""


@dataclass(frozen=True, eq=False, slots=True)
class Wireframe:
    """A view of z over a grid, drawn as meshed lines; what lies behind the surface is hidden.

    Values that are not finite, and those above `z_high` or below `z_low`, are left out.
    """

    x: Floats
    """Shape (n,)."""
    y: Floats
    """Shape (m,)."""
    z: Floats
    """Shape (m, n): row j, column i is the height at (x[i], y[j])."""
    z_low: float
    z_high: float
    azimuth: float
    """Degrees around the vertical, counter-clockwise from the x axis."""
    elevation: float
    """Degrees above the horizon."""
    paths: tuple[Path3, ...] = ()
    title: str = ""
    x_name: str = "x"
    y_name: str = "y"
