"""The Jacobian's images, matrix and words; its numbers stand in tests/maths/test_jacobian.py."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shown import plots, readouts, scene, state

from calctui.explorables.parts.standing import around, roomy
from calctui.explore.errors import SettingError
from calctui.scene import Arrow, Beside, Curve, Matrix, Role, Scene, Stack


def heat(shown: Scene) -> Matrix:
    assert isinstance(shown.view, Beside)
    stack = shown.view.views[0]
    assert isinstance(stack, Stack)
    matrix = stack.views[1]
    assert isinstance(matrix, Matrix)
    return matrix


def test_every_entry_is_a_readout_and_a_cell() -> None:
    line = "jacobian f='r cos t; r sin t' at='r=2, t=0.8'"
    found = readouts(line)
    truth = np.array([[np.cos(0.8), -2 * np.sin(0.8)], [np.sin(0.8), 2 * np.cos(0.8)]])
    assert [[found["j_11"], found["j_12"]], [found["j_21"], found["j_22"]]] == pytest.approx(truth)
    assert found["determinant"] == pytest.approx(2)
    matrix = heat(scene(line))
    assert matrix.values == pytest.approx(truth)
    assert (matrix.rows, matrix.columns) == (("f1", "f2"), ("r", "t"))


@pytest.mark.parametrize("radius", [2.0, 0.5, 0.1, 0.01])
def test_the_error_is_the_square_of_the_radius(radius: float) -> None:
    """(x² - y², 2xy) is the square of a complex number: what the matrix misses is the circle's own square."""
    found = readouts(f"jacobian f='x^2 - y^2; 2x y' at='x=1, y=0.5' radius={radius}")
    assert found["error_ratio"] == pytest.approx(radius, rel=1e-9)


@given(st.integers(-9, 9), st.integers(-9, 9), st.integers(-9, 9), st.integers(-9, 9))
def test_a_linear_map_is_its_own_image(a: int, b: int, c: int, d: int) -> None:
    line = f"jacobian f='{a}x + {b}y + 1; {c}x + {d}y' at='x=1, y=2' radius=1"
    found = readouts(line)
    assert found["determinant"] == pytest.approx(a * d - b * c, abs=1e-9)
    assert found["error_ratio"] == pytest.approx(0, abs=1e-12)
    said = scene(line).sentence
    assert ("flips" in said) == (a * d - b * c < 0)
    assert ("flattens" in said) == (a * d - b * c == 0)


def test_softmax_is_symmetric_and_said_to_be() -> None:
    said = scene("jacobian f='softmax(a,b,c)' at='a=1, b=2, c=3'").sentence
    assert said.endswith("; symmetric, rows sum to 0.")
    assert "flattens" in said


@pytest.mark.parametrize(
    ("look", "sentence"),
    [
        ("f2", "Row 2 is the gradient of f2: (1, 2), a slope for each input."),
        ("y", "Column 2 is the reach of y: a unit of it moves the outputs by (-1, 2)."),
    ],
)
def test_a_row_is_a_gradient_and_a_column_a_reach(look: str, sentence: str) -> None:
    shown = scene(f"jacobian f='x^2 - y^2; 2x y' at='x=1, y=0.5' look={look}")
    assert shown.sentence == sentence
    matrix = heat(shown)
    assert (matrix.row, matrix.column) == ((1, None) if look == "f2" else (None, 1))
    before, after = plots(shown.view)
    arrows = [mark.label for plot in (before, after) for mark in plot.marks if isinstance(mark, Arrow)]
    assert ("∇" in arrows) == (look == "f2")
    assert arrows.count("x") == (2 if look == "f2" else 0)


def test_what_can_be_looked_at_follows_the_formula() -> None:
    there = state("jacobian f='u = a b; u; a + b' at='a=1, b=2' look=u")
    assert there.control("look").ends() == ("all", "b")
    with pytest.raises(SettingError, match="no choice"):
        state("jacobian look=q")
    assert there.with_text("f", "p; p^2").setting("look").value == "all"


def test_the_images_are_those_of_the_circle() -> None:
    before, after = plots(scene("jacobian f='2x; 3y' at='x=1, y=1' radius=0.5").view)
    (circle,) = (mark for mark in before.marks if isinstance(mark, Curve))
    true, linear = (mark for mark in after.marks if isinstance(mark, Curve))
    assert np.hypot(circle.x - 1, circle.y - 1) == pytest.approx(0.5)
    assert true.x == pytest.approx(2 * circle.x)
    assert true.y == pytest.approx(3 * circle.y)
    assert linear.role is Role.TANGENT
    assert linear.y == pytest.approx(true.y)
    sides = after.window.x_high - after.window.x_low, after.window.y_high - after.window.y_low
    assert sides[0] == pytest.approx(sides[1])


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("f='|x|; y' at='x=0, y=1'", "no matrix"),
        ("f='ln x; y' at='x=-1, y=1'", "f1 has no value, so there is no matrix"),
        ("f='x^2' at='x=3'", "The matrix multiplies lengths by 6"),
        ("f='a b c' at='a=1, b=1, c=1'", "3 inputs reach 1 output;"),
        ("f='x y z; x; y' at='x=1, y=1, z=2'", "The matrix multiplies volumes by 1"),
    ],
)
def test_what_is_said_of_other_maps(line: str, part: str) -> None:
    assert part in scene(f"jacobian {line}").sentence


def test_the_table_of_objects_knows_this_map() -> None:
    table = scene("jacobian f='tanh(a + 2b - c); relu(a - b + c)' at='a=1, b=1, c=1'").table
    assert table is not None
    assert [(row[0], row[1], row[3]) for row in table.rows] == [
        ("gradient", "3 each", "R^3 to R"),
        ("Jacobian", "2 x 3", "R^3 to R^2"),
        ("Hessian", "3 x 3 each", "R^3 to R"),
    ]
    assert table.lit == (1,)


def test_the_table_of_objects_has_the_numbers_here() -> None:
    table = scene("gradient f='x^2 + 3y^2' x=1 y=2").table
    assert table is not None
    assert [row[2] for row in table.rows] == ["2 12", "2 12", "2 0; 0 6"]
    assert table.lit == (0,)


def test_more_than_six_outputs_are_refused() -> None:
    with pytest.raises(SettingError, match="up to 6 formulas are wanted, not 7"):
        state("jacobian f='x; 2x; 3x; 4x; 5x; 6x; 7x'")


def test_the_mirror_among_the_presets_flips() -> None:
    (mirror,) = (preset for preset in type(state("jacobian")).presets if "mirror" in preset.title)
    assert readouts(f"jacobian {mirror.settings}")["determinant"] == -1
    assert "flips the orientation" in scene(f"jacobian {mirror.settings}").sentence


@pytest.mark.parametrize(
    ("f", "part"),
    [
        ("1e-7 x; 1e-7 y", "multiplies areas by 1e-14;"),
        ("1e-13 x + 2e-13 y; 3e-13 x + 1e-13 y", "multiplies areas by 5e-26 and flips the orientation; "
         "both images agree."),
        ("1e-13 x + 1e-13 y; 2e-13 x + 2e-13 y", "flattens what it maps: its determinant is 0"),
        ("1e200 x; 1e200 y", "multiplies areas by more than a float holds;"),
        ("exp(40x) + y; y", "multiplies areas by 9.415e18;"),
    ],
)  # fmt: skip
def test_small_and_large_maps_are_no_flat_ones(f: str, part: str) -> None:
    assert part in scene(f"jacobian f='{f}' at='x=1, y=1'").sentence


def test_what_is_symmetric_is_so_for_its_size() -> None:
    assert "symmetric" not in scene("jacobian f='1e-13 x + 2e-13 y; 3e-13 x + 1e-13 y'").sentence
    assert "symmetric" not in scene("jacobian f='exp(40x) + y; y' at='x=1, y=1'").sentence
    assert "symmetric" in scene("jacobian f='1e9 x + 3e9 y; 3e9 x + y'").sentence


def test_images_agree_only_if_they_do_in_every_output() -> None:
    assert "both images agree" in scene("jacobian f='1e20 x; 3y'").sentence
    assert "both images agree" not in scene("jacobian f='1e20 x; y^2'").sentence


def test_the_determinant_that_is_said_to_be_0_reads_so() -> None:
    assert readouts("jacobian f='softmax(a,b,c)' at='a=1, b=2, c=3'")["determinant"] == 0


@pytest.mark.parametrize(
    ("line", "torn"),
    [
        ("f='x y; x/y' at='x=1, y=0.3' radius=0.5", True),
        ("f='tan x; y' at='x=1.3, y=1' radius=0.3", True),
        ("f='floor x; y' at='x=0.5, y=0.5' radius=1", True),
        ("f='tan x; y' at='x=1.3, y=1' radius=0.25", False),
        ("f='tanh(100x); y' at='x=0.4, y=0' radius=4", False),
        ("f='relu(x); y' at='x=0.4, y=0' radius=10", False),
        ("f='x - y' at='x=100, y=-100' radius=0.001", False),
    ],
)
def test_a_circle_that_is_torn_is_told_from_one_that_is_stretched(line: str, torn: bool) -> None:
    shown = scene(f"jacobian {line}")
    assert ("the map jumps or has a pole" in shown.sentence) == torn
    _, after = plots(shown.view)
    true = next(mark for mark in after.marks if isinstance(mark, Curve) and mark.label == "true")
    assert np.isnan(true.x).any() == torn


def test_a_wide_matrix_stands_below_the_planes() -> None:
    shown = scene("jacobian f='softmax(a,b,c,d,h,g)'")
    assert isinstance(shown.view, Stack)
    assert isinstance(shown.view.views[1], Matrix)
    assert shown.view.views[1].values.shape == (6, 6)


def test_an_input_outside_the_plane_shows_its_reach() -> None:
    _, after = plots(scene("jacobian f='x + 3z; y - 2z' at='x=1, y=1, z=1' radius=0.5 look=z").view)
    (arrow,) = (mark for mark in after.marks if isinstance(mark, Arrow))
    assert (arrow.x1 - arrow.x0, arrow.y1 - arrow.y0) == pytest.approx((1.5, -1))


@given(
    st.floats(-100, 100),
    st.floats(-100, 100),
    st.floats(1e-3, 1e3),
)
def test_a_window_is_wide_enough_and_no_wider_than_it_must(x: float, y: float, half: float) -> None:
    corners = np.array([[x - half, x + half], [y, y]])
    window = around(corners)
    assert window.x_low <= x - half
    assert window.x_high >= x + half
    assert window.y_low < y < window.y_high
    assert window.x_high - window.x_low <= 2 * 1.4 * np.sqrt(2) * half * (1 + 1e-9)
    assert window.x_high - window.x_low == pytest.approx(window.y_high - window.y_low)


def test_windows_stand_still_while_the_circle_shrinks_a_little() -> None:
    windows = {
        plots(scene(f"jacobian radius={radius}").view)[1].window for radius in np.linspace(0.4, 0.5, 20)
    }
    assert len(windows) <= 3
    assert roomy(0.0) == 1
    assert roomy(4.0) == pytest.approx(4)


@pytest.mark.parametrize(
    ("line", "hessian"),
    [
        ("f='|x| + y^2' at='x=0, y=1'", "- -; - 2"),
        ("f='x |x| + y' at='x=0, y=1'", "- 0; 0 0"),
        ("f='ln x' at='x=-1'", "-"),
        ("f='x^2 y' at='x=1, y=2'", "4 2; 2 0"),
    ],
)
def test_the_hessian_in_the_table_is_there_only_where_it_exists(line: str, hessian: str) -> None:
    table = scene(f"jacobian {line}").table
    assert table is not None
    assert table.rows[2][2] == hessian
