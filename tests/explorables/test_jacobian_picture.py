"""The Jacobian's images, matrix and words; its numbers stand in tests/maths/test_jacobian.py."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shown import plots, readouts, scene, state

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
