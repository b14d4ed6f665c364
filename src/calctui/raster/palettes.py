"""Palettes: what colour a role has, on a dark and on a light ground.

From the colour-blind-safe set of Okabe and Ito (2008), with those of it that stand out at 4.5 : 1 or more
on the ground; others are darkened or lightened to get there. The six that tell things apart also differ in
lightness, for those who see fewer hues.
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
    strong: frozenset[Role] = frozenset({Role.POINT, Role.TITLE, Role.SPECIAL, Role.LIT})

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
        Role.CONTOUR: "#8c8c8c",
        Role.GRADIENT: "#e69f00",
        Role.DESCENT: "#56b4e9",
        Role.LIT: "#f0e442",
        Role.FIRST: "#56b4e9",
        Role.SECOND: "#e69f00",
        Role.THIRD: "#7fe0c0",
        Role.FOURTH: "#d9531e",
        Role.FIFTH: "#f0e442",
        Role.SIXTH: "#0a84d0",
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
        Role.CONTOUR: "#6e6e6e",
        Role.GRADIENT: "#8a5a00",
        Role.DESCENT: "#0072b2",
        Role.LIT: "#b34700",
        Role.FIRST: "#0072b2",
        Role.SECOND: "#b34700",
        Role.THIRD: "#006652",
        Role.FOURTH: "#22228a",
        Role.FIFTH: "#5a1010",
        Role.SIXTH: "#a8327e",
    },
)
PALETTES = {"dark": DARK, "light": LIGHT}
"""The palettes by name."""
