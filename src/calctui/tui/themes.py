"""Themes: the raster's palettes, and the chrome around the picture to go with them."""

from typing import TYPE_CHECKING

from textual.theme import Theme

if TYPE_CHECKING:
    from calctui.raster.palettes import Palette

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
)
THEMES = {"dark": DARK, "light": LIGHT}
"""Our own themes by the names of the command line."""


def palette_for(dark: bool) -> "Palette":
    """The raster's palette for a dark or a light ground."""
    from calctui.raster import palettes  # brings NumPy: not before the first frame

    return palettes.DARK if dark else palettes.LIGHT
