import numpy as np

from calctui.raster import Marker, blank, draw, rows, write
from calctui.raster.labels import Label, labelled
from calctui.scene import Plot, Role, Window


def beside_the_left_end(text: str, role: Role) -> Label:
    """A label that fits nowhere but two cells right of the first cell."""
    return Label(text, role, np.array([[0, 0]]), of_point=True)


def test_a_label_never_covers_another_even_where_nothing_else_is_free() -> None:
    labels = [beside_the_left_end("abcd", Role.POINT), beside_the_left_end("wxyz", Role.SPECIAL)]
    assert rows(labelled(blank(7, 1), labels, [])) == ["  abcd "]


def test_a_label_never_covers_a_point_even_where_nothing_else_is_free() -> None:
    cells = write(blank(7, 1), "●", 4, 0, Role.POINT)
    assert rows(labelled(cells, [beside_the_left_end("abcd", Role.SPECIAL)], [(4, 0)])) == ["    ●  "]


def test_a_label_covers_a_stroke_rather_than_being_lost() -> None:
    cells = write(blank(7, 1), "⠒⠒⠒⠒⠒⠒⠒", 0, 0, Role.FUNCTION)
    assert rows(labelled(cells, [beside_the_left_end("abcd", Role.SPECIAL)], [])) == ["⠒⠒abcd⠒"]


def test_wide_signs_in_a_title_do_not_shift_the_frame() -> None:
    assert rows(draw(Plot(Window(0, 1, 0, 1), (), "a漢b"), 20, 8, Marker.BLOCK))[0] == "   ┌ a?b ──────────┐"
