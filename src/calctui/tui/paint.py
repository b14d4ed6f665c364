"""From cells to Textual's strips: roles become colours here and nowhere before."""

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from calctui.raster import Cells, runs
from calctui.raster.palettes import Palette
from calctui.scene import Role
from calctui.tui.themes import inked


def styles(palette: Palette, ground: Style) -> dict[Role, Style]:
    """A style for each role on a ground; made once a theme, since styles are slow to make."""
    return {role: ground + inked(*palette.look(role)) for role in Role}


def strips(cells: Cells, by_role: dict[Role, Style]) -> list[Strip]:
    """One strip for each row of cells."""
    return [Strip([Segment(text, by_role[role]) for text, role in line], cells.width) for line in runs(cells)]
