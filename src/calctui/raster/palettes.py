"""Palettes: what colour a role has, on dark and light grounds.

Dark and light: from the colour-blind-safe set of Okabe and Ito (2008), with those of it that stand out at
4.5 : 1 or more on the ground; others are darkened or lightened to get there. With contrast: 7 : 1 or more.
The six that tell things apart also differ in lightness, for those who see fewer hues. Of the terminal's own
sixteen, those are taken that can be read as xterm and as the Linux console have them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from calctui.scene import Role


@dataclass(frozen=True, slots=True)
class Palette:
    """A ground and a colour for each role, as #rrggbb; roles in `strong` are bold."""

    ground: str
    ink: str
    roles: Mapping[Role, str]
    strong: frozenset[Role] = frozenset({Role.POINT, Role.TITLE, Role.SPECIAL, Role.LIT})
    own: Mapping[str, int] = field(default_factory=dict)
    """Colours that a terminal is asked for by its own number, 0 to 15 or `DEFAULT`, and which it is."""

    def colour(self, role: Role) -> str:
        """The colour of a role."""
        return self.roles.get(role, self.ink)

    def look(self, role: Role) -> tuple[str | int, bool]:
        """Its colour, by the terminal's own number where that is asked for, and whether it is bold."""
        number = self.number(role)
        return self.colour(role) if number is None else number, role in self.strong

    def number(self, role: Role) -> int | None:
        """The terminal's own number for the colour of a role, or None where it has none."""
        return self.own.get(self.colour(role))


DEFAULT: Final = -1
"""In place of a number: whatever the terminal writes in."""
SIXTEEN: Final = (
    "#000000", "#cd0000", "#00cd00", "#cdcd00", "#0000ee", "#cd00cd", "#00cdcd", "#e5e5e5",
    "#7f7f7f", "#ff0000", "#00ff00", "#ffff00", "#5c5cff", "#ff00ff", "#00ffff", "#ffffff",
)  # fmt: skip
"""What xterm makes of the numbers 0 to 15; other terminals have other colours there."""


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
        Role.THIRD: "#4400cc",
        Role.FOURTH: "#660000",
        Role.FIFTH: "#664466",
        Role.SIXTH: "#220066",
    },
)
CONTRAST = Palette(
    "#000000",
    "#ffffff",
    {
        Role.FRAME: "#b0b0b0",
        Role.GUIDE: "#a8a8a8",
        Role.CONTOUR: "#b0b0b0",
        Role.DERIVATIVE: "#00ffff",
        Role.CURVATURE: "#ff9cff",
        Role.TANGENT: "#ffff00",
        Role.SECANT: "#00ffff",
        Role.ERROR: "#ff9080",
        Role.POINT: "#ffff00",
        Role.SPECIAL: "#ffb000",
        Role.GRADIENT: "#ffb000",
        Role.DESCENT: "#00ffff",
        Role.LIT: "#ffff00",
        Role.FIRST: "#00ffff",
        Role.SECOND: "#ffff00",
        Role.THIRD: "#ff8888",
        Role.FOURTH: "#66aa00",
        Role.FIFTH: "#cc88ff",
        Role.SIXTH: "#eecc66",
    },
)
CONTRAST_LIGHT = Palette(
    "#ffffff",
    "#000000",
    {
        Role.FRAME: "#4a4a4a",
        Role.GUIDE: "#4a4a4a",
        Role.CONTOUR: "#4a4a4a",
        Role.DERIVATIVE: "#0000c0",
        Role.CURVATURE: "#700070",
        Role.TANGENT: "#882200",
        Role.SECANT: "#0000c0",
        Role.ERROR: "#900020",
        Role.POINT: "#882200",
        Role.SPECIAL: "#663800",
        Role.GRADIENT: "#663800",
        Role.DESCENT: "#0000c0",
        Role.LIT: "#882200",
        Role.FIRST: "#0000cc",
        Role.SECOND: "#aa0022",
        Role.THIRD: "#440044",
        Role.FOURTH: "#664466",
        Role.FIFTH: "#660000",
        Role.SIXTH: "#000088",
    },
)


def _sixteen(ground: int, ink: int, roles: Mapping[Role, int]) -> Palette:
    """A palette of the terminal's own colours, by their numbers."""
    numbers = {colour: number for number, colour in enumerate(SIXTEEN)}
    return Palette(
        SIXTEEN[ground], SIXTEEN[ink], {role: SIXTEEN[number] for role, number in roles.items()}, own=numbers
    )


ANSI = _sixteen(
    0,
    15,
    {
        Role.FRAME: 7,
        Role.GUIDE: 7,
        Role.TEXT: 7,
        Role.DERIVATIVE: 14,
        Role.CURVATURE: 13,
        Role.TANGENT: 11,
        Role.SECANT: 14,
        Role.ERROR: 9,
        Role.POINT: 11,
        Role.SPECIAL: 3,
        Role.CONTOUR: 7,
        Role.GRADIENT: 3,
        Role.DESCENT: 14,
        Role.LIT: 11,
        Role.FIRST: 14,
        Role.SECOND: 3,
        Role.THIRD: 13,
        Role.FOURTH: 9,
        Role.FIFTH: 11,
        Role.SIXTH: 6,
    },
)
ANSI_LIGHT = _sixteen(
    15,
    0,
    {
        Role.FRAME: 8,
        Role.GUIDE: 8,
        Role.DERIVATIVE: 4,
        Role.CURVATURE: 5,
        Role.TANGENT: 1,
        Role.SECANT: 4,
        Role.ERROR: 1,
        Role.POINT: 1,
        Role.SPECIAL: 5,
        Role.CONTOUR: 8,
        Role.GRADIENT: 5,
        Role.DESCENT: 4,
        Role.LIT: 1,
        Role.FIRST: 4,
        Role.SECOND: 1,
        Role.THIRD: 5,
        Role.FOURTH: 0,
        Role.FIFTH: 12,
        Role.SIXTH: 8,
    },
)
MONO = Palette("#ffffff", "#000000", {}, own={"#000000": DEFAULT})
"""No colour: on the terminal whatever it writes in, in a file black on white."""
PALETTES: Final = {
    "dark": DARK,
    "light": LIGHT,
    "contrast": CONTRAST,
    "contrast-light": CONTRAST_LIGHT,
    "ansi": ANSI,
    "ansi-light": ANSI_LIGHT,
    "mono": MONO,
}
"""The palettes by name, as in `calctui.explore.looks`."""
