from calctui.raster import Cells, blank, paste, rows, runs, write
from calctui.scene import Role


def picture() -> Cells:
    return write(write(blank(6, 3), "abc", 1, 1, Role.TEXT), "X", 2, 1, Role.POINT)


def test_rows_keep_trailing_blanks() -> None:
    assert rows(picture()) == ["      ", " aXc  ", "      "]


def test_runs_split_where_the_role_changes() -> None:
    assert list(runs(picture()))[1] == [
        (" ", Role.BLANK),
        ("a", Role.TEXT),
        ("X", Role.POINT),
        ("c", Role.TEXT),
        ("  ", Role.BLANK),
    ]


def test_runs_spell_the_rows() -> None:
    assert ["".join(text for text, _ in row) for row in runs(picture())] == rows(picture())


def test_text_and_parts_are_cut_at_every_side() -> None:
    cells = write(blank(4, 2), "abcdef", -1, 0, Role.TEXT)
    assert rows(cells) == ["bcde", "    "]
    assert rows(write(cells, "no", 0, 2, Role.TEXT)) == rows(cells)
    assert rows(paste(cells, picture(), 2, -1)) == ["bc a", "    "]
    assert rows(paste(cells, picture(), 9, 9)) == rows(cells)


def test_pasting_leaves_the_ground_alone() -> None:
    ground = blank(3, 1)
    paste(ground, write(blank(1, 1), "x", 0, 0, Role.TEXT), 0, 0)
    assert rows(ground) == ["   "]


def test_nothing_is_a_picture_too() -> None:
    assert rows(blank(0, 2)) == ["", ""]
    assert list(runs(blank(0, 2))) == [[], []]
    assert rows(blank(3, 0)) == []
