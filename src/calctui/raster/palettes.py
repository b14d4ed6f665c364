"""Palettes: what colour a role has, on a dark and on a light ground.

From the colour-blind-safe set of Okabe and Ito (2008), with those of it that stand out at 4.5 : 1 or more
on the ground; the light palette darkens green and orange to get there.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from calctui.scene import Role


@dataclass(frozen=True, slots=True)
class Palette:
    """A ground and a colour for each role, as #rrggbb; roles in `strong` are bold."""

    ground: str
    ink: str
    roles: Mapping[Role, str]
    strong: frozenset[Role] = frozenset({Role.POINT, Role.TITLE, Role.SPECIAL})

    def colour(self, role: Role) -> str:
        """The colour of a role."""
        return self.roles.get(role, self.ink)


DARK = Palette(
    "#121212",
    "#e4e4e4",
    {
        Role.FRAME: "#808080",
        Role.GUIDE: "#767676",
        Role.TEXT: "#c6c6c6",
        Role.FUNCTION: "#ffffff",
        Role.DERIVATIVE: "#56b4e9",
        Role.CURVATURE: "#cc79a7",
        Role.TANGENT: "#f0e442",
        Role.SECANT: "#56b4e9",
        Role.ERROR: "#e8743b",
        Role.POINT: "#f0e442",
        Role.SPECIAL: "#e69f00",
    },
)
LIGHT = Palette(
    "#ffffff",
    "#1c1c1c",
    {
        Role.FRAME: "#767676",
        Role.GUIDE: "#767676",
        Role.TEXT: "#3a3a3a",
        Role.FUNCTION: "#000000",
        Role.DERIVATIVE: "#0072b2",
        Role.CURVATURE: "#8f3f6f",
        Role.TANGENT: "#b34700",
        Role.SECANT: "#0072b2",
        Role.ERROR: "#a33c00",
        Role.POINT: "#b34700",
        Role.SPECIAL: "#8a5a00",
    },
)
PALETTES = {"dark": DARK, "light": LIGHT}
"""The palettes by name."""
