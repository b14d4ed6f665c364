"""Themes: the raster's palettes, and the chrome around the picture to go with them."""

from typing import TYPE_CHECKING

from rich.color import Color
from rich.style import Style
from textual.theme import Theme

if TYPE_CHECKING:
    from calctui.raster.palettes import Palette

PREFIX = "calctui-"
"""Before our themes' names, so that none of Textual's is meant."""
DARK = Theme(
    name="calctui-dark",
    primary="#56b4e9",
    secondary="#f0e442",
    warning="#e69f00",
    error="#e8743b",
    success="#56b4e9",
    accent="#f0e442",
    foreground="#e4e4e4",
    background="#121212",
    surface="#1c1c1c",
    panel="#262626",
    dark=True,
    variables={"scrollbar": "#808080", "scrollbar-background": "#1c1c1c"},
)
LIGHT = Theme(
    name="calctui-light",
    primary="#0072b2",
    secondary="#b34700",
    warning="#8a5a00",
    error="#a33c00",
    success="#0072b2",
    accent="#b34700",
    foreground="#1c1c1c",
    background="#ffffff",
    surface="#f2f2f2",
    panel="#e4e4e4",
    dark=False,
    variables={"scrollbar": "#767676", "scrollbar-background": "#f2f2f2"},
)
CONTRAST = Theme(
    name="calctui-contrast",
    primary="#00ffff",
    secondary="#ffff00",
    warning="#ffb000",
    error="#ff9080",
    success="#00ffff",
    accent="#ffff00",
    foreground="#ffffff",
    background="#000000",
    surface="#0c0c0c",
    panel="#1c1c1c",
    variables={
        "text": "#ffffff",
        "text-muted": "#d0d0d0",
        "block-cursor-foreground": "#000000",
        "block-cursor-background": "#ffff00",
        "scrollbar": "#ffffff",
        "scrollbar-background": "#000000",
    },
)
CONTRAST_LIGHT = Theme(
    name="calctui-contrast-light",
    primary="#0000c0",
    secondary="#882200",
    warning="#663800",
    error="#900020",
    success="#0000c0",
    accent="#882200",
    foreground="#000000",
    background="#ffffff",
    surface="#f6f6f6",
    panel="#eeeeee",
    dark=False,
    variables={
        "text": "#000000",
        "text-muted": "#303030",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-background": "#0000c0",
        "scrollbar": "#000000",
        "scrollbar-background": "#ffffff",
    },
)


def _plain(
    name: str, ground: str, ink: str, signal: str, mark: str, *, dark: bool = True, cursor: str = "none"
) -> Theme:
    """A theme of the terminal's own colours, on one ground; `cursor` is the style of that in a line."""
    return Theme(
        name=PREFIX + name,
        primary=signal,
        warning=mark,
        error=mark,
        accent=mark,
        foreground=ink,
        background=ground,
        dark=dark,
        ansi=True,
        variables={
            "ansi-background": ground,
            "ansi-foreground": ink,
            "surface": ground,
            "panel": ground,
            "text": ink,
            "text-muted": ink,
            "text-disabled": ink,
            "text-error": mark,
            "border": signal,
            "block-cursor-foreground": ground,
            "block-cursor-background": ink,
            "block-cursor-text-style": "bold underline",  # lists of Textual 8.2 can't reverse
            "input-cursor-text-style": cursor,
            "scrollbar": signal,
            "scrollbar-background": ground,
            "scrollbar-corner-color": ground,
        },
    )


ANSI = _plain("ansi", "ansi_black", "ansi_bright_white", "ansi_bright_cyan", "ansi_bright_yellow")
ANSI_LIGHT = _plain("ansi-light", "ansi_bright_white", "ansi_black", "ansi_blue", "ansi_red", dark=False)
MONO = _plain("mono", "ansi_default", "ansi_default", "ansi_default", "ansi_default", cursor="reverse")
THEMES = {
    theme.name.removeprefix(PREFIX): theme
    for theme in (DARK, LIGHT, CONTRAST, CONTRAST_LIGHT, ANSI, ANSI_LIGHT, MONO)
}
"""Our own themes by the names of the command line."""
SAID = {
    "dark": "colours on a dark ground",
    "light": "colours on a light ground, for a projector",
    "contrast": "high contrast on black",
    "contrast-light": "high contrast on white",
    "ansi": "the terminal's own 16 colours on its black",
    "ansi-light": "the terminal's own 16 colours on its white",
    "mono": "no colour: the terminal's own ink and ground",
}
"""What each is, for the palette."""
OPPOSITES = {"dark": "light", "contrast": "contrast-light", "ansi": "ansi-light"}
OPPOSITES |= {light: dark for dark, light in OPPOSITES.items()}
"""What `d` changes to; a theme without colours has the terminal's ground and no opposite."""


def own_name(theme: Theme) -> str:
    """Its name on the command line; of a theme of Textual's, that of ours which comes nearest."""
    name = theme.name.removeprefix(PREFIX)
    return name if theme.name == PREFIX + name else ("dark" if theme.dark else "light")


def inked(colour: str | int, strong: bool) -> Style:
    """A palette's look as a style: #rrggbb, or the terminal's own number, which is below 0 for its ink."""
    if isinstance(colour, str):
        return Style(color=colour, bold=strong)
    return Style(color=Color.from_ansi(colour) if colour >= 0 else Color.default(), bold=strong)


def palette_for(theme: Theme) -> "Palette":
    """The raster's palette that goes with a theme."""
    from calctui.raster.palettes import PALETTES  # brings NumPy: not before the first frame

    return PALETTES[own_name(theme)]
