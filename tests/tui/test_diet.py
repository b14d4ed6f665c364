"""What is sent to the terminal: whatever is painted, the terminal ends up showing it, for few bytes."""

from io import StringIO

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region, Size
from textual.strip import Strip

from calctui.raster import Cells
from calctui.scene import Role
from calctui.tui import paint
from calctui.tui.diet import Diet
from virtual_terminal import PLAIN, Pen, VirtualTerminal

SIZE = Size(12, 3)
STYLES = [
    Style.parse(each)
    for each in (
        "none",
        "bold red on blue",
        "green on blue",
        "underline green",
        "reverse",
        "#ff0000 on #101010",
    )
]
segments = st.builds(
    lambda text, style: Segment(text, style),
    st.text("ab ⠿∂", min_size=1, max_size=6),
    st.sampled_from(STYLES),
)


@st.composite
def lines(draw: st.DrawFn) -> Strip:
    """A line that fills the width."""
    strip = Strip(draw(st.lists(segments, max_size=5)))
    return strip.adjust_cell_length(SIZE.width, draw(st.sampled_from(STYLES)))


screens = st.lists(lines(), min_size=SIZE.height, max_size=SIZE.height)


def painted(strips: list[Strip]) -> dict[tuple[int, int], tuple[str, Pen]]:
    """What a terminal shows of strips that are written whole, as Textual writes them."""
    console = Console(file=StringIO(), color_system="truecolor")
    terminal = VirtualTerminal(*SIZE)
    for row, strip in enumerate(strips):
        terminal.feed(f"\x1b[{row + 1}H{strip.render(console)}")
    return terminal.seen


def alike(here: tuple[str, Pen], there: tuple[str, Pen]) -> bool:
    """Whether two cells look the same: of a blank only what is behind it and under it shows."""
    (char, (attributes, front, back)), (other, (traits, colour, ground)) = here, there
    if char != other or back != ground:
        return False
    if char != " ":
        return (attributes, front) == (traits, colour)
    shown = attributes - {"1", "2", "3"}
    return shown == traits - {"1", "2", "3"} and (not shown or front == colour)


def layout(strips: list[Strip]) -> LayoutUpdate:
    return LayoutUpdate([[strip] for strip in strips], Region(0, 0, *SIZE))


def chops(strips: list[Strip], rows: list[int], cut: int) -> ChopsUpdate:
    """Some rows, each in two pieces."""
    parts = [{0: strip.crop(0, cut), cut: strip.crop(cut)} for strip in strips]
    ends = [[cut, SIZE.width]] * SIZE.height
    return ChopsUpdate(parts, [(row, 0, SIZE.width) for row in rows], ends)


def diet() -> Diet:
    return Diet(Console(file=StringIO(), color_system="truecolor"))


@given(screens, st.lists(st.tuples(screens, st.booleans()), max_size=4), st.integers(1, SIZE.width - 1))
def test_the_terminal_shows_what_was_painted(
    first: list[Strip], later: list[tuple[list[Strip], bool]], cut: int
) -> None:
    terminal, sparing = VirtualTerminal(*SIZE), diet()
    assert sparing.take(layout(first), SIZE)
    terminal.feed(sparing.changes())
    for strips, sent in later:
        assert sparing.take(chops(strips, [0, 1, 2], cut), SIZE)
        if sent:
            terminal.feed(sparing.changes())
            assert terminal.pen == PLAIN
    terminal.feed(sparing.changes())
    expected = painted(later[-1][0] if later else first)
    for place, cell in expected.items():
        assert alike(terminal.seen[place], cell), place
    assert sparing.changes() == ""


def test_only_what_changed_is_sent() -> None:
    sparing = diet()
    lines_ = [Strip([Segment("abcdefghijkl", STYLES[1])]) for _ in range(3)]
    sparing.take(layout(lines_), SIZE)
    sparing.changes()
    changed = [lines_[0], Strip([Segment("abcdeXghijkY", STYLES[1])]), lines_[2]]
    sparing.take(chops(changed, [1], 4), SIZE)
    assert sparing.changes() == "\x1b[2;6H\x1b[1;31;44mX\x1b[5CY\x1b[0m"


def test_of_a_look_only_what_differs_is_said() -> None:
    sparing = diet()
    blank = [Strip.blank(SIZE.width, STYLES[1])] * 3
    sparing.take(layout(blank), SIZE)
    sparing.changes()
    mixed = Strip([Segment("aa", STYLES[1]), Segment("bb", STYLES[2])]).adjust_cell_length(12, STYLES[1])
    sparing.take(chops([mixed, *blank[1:]], [0], 6), SIZE)
    assert sparing.changes() == "\x1b[1H\x1b[1;31;44maa\x1b[0;32;44mbb\x1b[0m"


def test_blanks_of_another_ink_are_not_sent() -> None:
    sparing = diet()
    sparing.take(layout([Strip.blank(SIZE.width, STYLES[1])] * 3), SIZE)
    sparing.changes()
    sparing.take(layout([Strip.blank(SIZE.width, STYLES[2])] * 3), SIZE)
    assert sparing.changes().count(" ") == 36, "a whole painting is sent whole"
    sparing.take(chops([Strip.blank(SIZE.width, STYLES[1])] * 3, [0, 1, 2], 6), SIZE)
    assert sparing.changes() == ""


def test_wide_characters_are_sent_as_they_are() -> None:
    sparing = diet()
    wide = Strip([Segment("語a", STYLES[0])]).adjust_cell_length(SIZE.width, STYLES[0])
    plain = Strip([Segment("abcdefghijkl", STYLES[0])])
    sparing.take(layout([wide, plain, plain]), SIZE)
    assert "語a" in sparing.changes()
    sparing.take(chops([plain] * 3, [0], 4), SIZE)
    assert "abcdefghijkl" in sparing.changes(), "what was there before is not known"


def test_what_is_laid_over_wide_characters_stays_on_top() -> None:
    sparing = diet()
    wide = Strip([Segment("語a", STYLES[0])]).adjust_cell_length(SIZE.width, STYLES[0])
    plain = Strip([Segment("abcdefghijkl", STYLES[0])])
    sparing.take(layout([plain] * 3), SIZE)
    sparing.changes()
    sparing.take(LayoutUpdate([[wide]], Region(0, 1, SIZE.width, 1)), SIZE)
    sparing.take(chops([plain] * 3, [0, 1, 2], 4), SIZE)
    assert "語" not in sparing.changes().rpartition("abcdefghijkl")[2]


def test_wide_characters_stay_on_top_of_what_they_cover() -> None:
    sparing = diet()
    wide = Strip([Segment("語a", STYLES[0])]).adjust_cell_length(SIZE.width, STYLES[0])
    plain, other = (Strip([Segment(text * 12, STYLES[0])]) for text in "px")
    sparing.take(layout([plain] * 3), SIZE)
    sparing.changes()
    sparing.take(chops([plain, other, plain], [1], 4), SIZE)
    sparing.take(chops([plain, wide, plain], [1], 4), SIZE)
    assert "x" not in sparing.changes()


def test_what_is_not_known_goes_textuals_way() -> None:
    sparing = diet()
    assert not sparing.take("something else", SIZE)
    sparing.take(layout([Strip.blank(SIZE.width)] * 3), SIZE)
    assert sparing.changes()


def test_another_size_begins_anew() -> None:
    sparing = diet()
    sparing.take(layout([Strip.blank(SIZE.width)] * 3), SIZE)
    sparing.changes()
    sparing.take(LayoutUpdate([[Strip.blank(5)]], Region(0, 0, 5, 1)), Size(5, 1))
    assert " " * 5 in sparing.changes()


PLACE = (3, 1)
"""Column and row at which cells of 4 by 2 are laid."""


@given(
    screens, st.text("ab ⠿─", min_size=8, max_size=8), st.lists(st.sampled_from(Role), min_size=8, max_size=8)
)
def test_cells_that_are_laid_look_as_if_they_were_painted(
    before: list[Strip], text: str, roles: list[Role]
) -> None:
    cells = Cells(np.array(list(text)).reshape(2, 4), np.array(roles, np.uint8).reshape(2, 4))
    by_role = {role: STYLES[role % len(STYLES)] for role in Role}
    laid, taken = diet(), diet()
    seen = []
    for sparing in (laid, taken):
        terminal = VirtualTerminal(*SIZE)
        sparing.take(layout(before), SIZE)
        terminal.feed(sparing.changes())
        if sparing is laid:
            sparing.lay(cells, list(by_role.values()), *PLACE)
        else:
            middle = paint.strips(cells, by_role)
            rows = [
                Strip.join([old.crop(0, 3), new, old.crop(7)])
                for old, new in zip(before[1:], middle, strict=True)
            ]
            sparing.take(chops([before[0], *rows], [1, 2], 5), SIZE)
        terminal.feed(sparing.changes())
        seen.append(terminal.seen)
    assert all(alike(seen[0][place], cell) for place, cell in seen[1].items())
