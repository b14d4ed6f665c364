"""From cells to Textual's strips: roles become colours here and nowhere before."""

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from calctui.raster import Cells, runs
from calctui.raster.palettes import DEFAULT, Palette
from calctui.scene import Role


def styles(palette: Palette, ground: Style) -> dict[Role, Style]:
    """A style for each role on a ground; made once a theme, since styles are slow to make."""
    return {role: ground + Style(color=_colour(palette, role), bold=role in palette.strong) for role in Role}


def _colour(palette: Palette, role: Role) -> str | Color:
    """A role's colour, by the terminal's own number where the palette leaves it to the terminal."""
    number = palette.number(role)
    if number is None:
        return palette.colour(role)
    return Color.default() if number == DEFAULT else Color.from_ansi(number)


def strips(cells: Cells, by_role: dict[Role, Style]) -> list[Strip]:
    """One strip for each row of cells."""
    return [Strip([Segment(text, by_role[role]) for text, role in line], cells.width) for line in runs(cells)]
