import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from calctui.raster import Marker, draw, rows
from calctui.raster.axes import Dress, axes
from calctui.raster.scale import x_ticks, y_ticks
from calctui.scene import Curve, Plot, Role, Window

WINDOW = Window(-2, 2, 0, 8)


def test_frame_title_ticks_and_name() -> None:
    found = axes(WINDOW, 30, 9, Marker.BRAILLE, gutter=1, title="f(x) = x²", x_name="x")
    assert rows(found.cells) == [
        " ┌ f(x) = x² ────────────────┐",
        " │                           │",
        " │                           │",
        "5┤                           │",
        " │                           │",
        " │                           │",
        "0┤                           │",
        " └┬─────┬──────┬──────┬─ x ─┬┘",
        " -2    -1      0      1     2 ",
    ]
    assert (found.x, found.y, found.width, found.height) == (2, 1, 27, 6)


def test_the_ascii_frame_is_ascii() -> None:
    found = axes(WINDOW, 30, 7, Marker.ASCII, gutter=1, title="f′(x) = 3x² · π and much more", x_name="θ")
    assert rows(found.cells) == [
        " + f'(x) = 3x^2 * pi and... -+",
        " |                           |",
        "5+                           |",
        " |                           |",
        "0+                           |",
        " ++------+-----+------+-----++",
        " -2     -1     0      1     2 ",
    ]


def test_less_dress_leaves_more_to_draw_in() -> None:
    framed = axes(WINDOW, 6, 3, Marker.BRAILLE, Dress.FRAMED)
    assert rows(framed.cells) == ["┌────┐", "│    │", "└────┘"]
    bare = axes(WINDOW, 3, 2, Marker.BRAILLE, Dress.BARE)
    assert rows(bare.cells) == ["   ", "   "]
    assert (bare.width, bare.height) == (3, 2)


def test_frame_labels_and_title_have_their_roles() -> None:
    cells = axes(WINDOW, 30, 9, Marker.BRAILLE, gutter=1, title="f", x_name="x").cells
    of = {
        str(char): Role(int(role))
        for char, role in zip(cells.chars.ravel(), cells.roles.ravel(), strict=True)
    }
    assert of["f"] is Role.TITLE
    assert of["5"] is of["x"] is Role.TEXT
    assert of["┌"] is of["┤"] is of["┬"] is Role.FRAME


def test_axes_are_kept_while_nothing_in_them_changes() -> None:
    first = axes(Window(-2, 2, 0, 8), 40, 10, Marker.BLOCK, gutter=2)
    assert axes(Window(-2, 2, 0, 8), 40, 10, Marker.BLOCK, gutter=2) is first
    assert axes(Window(-2, 2.5, 0, 8), 40, 10, Marker.BLOCK, gutter=2) is not first


@pytest.mark.parametrize(
    ("low", "high", "labels"),
    [
        (0.0, 1.0, ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
        (0.0, 1.2e6, ["0", "0.2e6", "0.4e6", "0.6e6", "0.8e6", "1.0e6", "1.2e6"]),
        (0.0, 1.1e-4, ["0", "0.2e-4", "0.4e-4", "0.6e-4", "0.8e-4", "1.0e-4"]),
        (-1e308, 7e307, ["-1.0e308", "-0.5e308", "0", "0.5e308"]),
        (3.0, 3.0 + 4.5e-9, ["3.000000000", "3.000000001", "3.000000002", "3.000000003", "3.000000004"]),
        (5e-324, 1e-322, []),
    ],
)
def test_labels_agree_in_decimals_and_powers(low: float, high: float, labels: list[str]) -> None:
    assert [label for _, label in y_ticks(Window(0, 1, low, high), 14, Marker.BRAILLE)] == labels


finite = st.floats(allow_nan=False, allow_infinity=False)


@given(finite, finite, st.integers(1, 130), st.sampled_from(Marker))
def test_x_labels_never_touch_and_all_arrive(low: float, high: float, width: int, marker: Marker) -> None:
    try:
        window = Window(low, high, 0, 1)
    except ValueError:
        return
    found = axes(window, width + 2, 5, marker)
    labels = [label for _, label in x_ticks(window, width, marker)]
    # Ticks are one blank or more apart, so splitting gives back each label whole.
    assert rows(found.cells)[-1].split() == labels
    assert rows(found.cells)[-2].count("┬" if marker is not Marker.ASCII else "+") == len(labels) + 2 * (
        marker is Marker.ASCII
    )


@example(-1.7976931348623157e308, -1.7976931348623155e308, 3, Marker.BRAILLE)
@given(finite, finite, st.integers(1, 45), st.sampled_from(Marker))
def test_y_labels_are_whole_and_each_has_its_row(
    low: float, high: float, height: int, marker: Marker
) -> None:
    try:
        window = Window(0, 1, low, high)
    except ValueError:
        return
    ticks = y_ticks(window, height, marker)
    gutter = max((len(label) for _, label in ticks), default=0)
    found = axes(window, gutter + 12, height + 2, marker, Dress.Y_TICKS, gutter=gutter)
    beside = {y: row[:gutter].strip() for y, row in enumerate(rows(found.cells)) if row[:gutter].strip()}
    assert beside == {row + 1: label for row, label in ticks}
    assert len({label for _, label in ticks}) == len(ticks)


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6), st.integers(3, 40), st.sampled_from(Marker))
def test_a_level_line_at_a_tick_lies_in_the_row_of_the_tick(
    low: float, span: float, height: int, marker: Marker
) -> None:
    window = Window(0, 1, low, low + span)
    for row, label in y_ticks(window, height, marker):
        level = min(max(float(label), low), low + span)
        curve = Curve(np.array([0.0, 1.0]), np.array([level, level]), Role.FUNCTION)
        cells = draw(Plot(window, (curve,)), 60, height + 3, marker)
        assert np.flatnonzero((cells.roles == Role.FUNCTION).any(axis=1)).tolist() == [row + 1]
        assert label in rows(cells)[row + 1]


def test_plotext_waits_for_the_first_picture() -> None:
    code = "import sys, calctui.raster; sys.exit('plotext' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_threads_share_plotext_without_mixing_their_frames() -> None:
    windows = [Window(0, 1 + k / 64, 0, 1) for k in range(24)]

    def frame(window: Window) -> list[str]:
        return rows(axes(window, 40, 8, Marker.BRAILLE, gutter=3, title=f"{window.x_high}").cells)

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # as often as can be, or the threads may never meet
    try:
        with ThreadPoolExecutor(8) as pool:
            together = list(pool.map(frame, windows))
    finally:
        sys.setswitchinterval(interval)
    axes.cache_clear()
    assert together == [frame(window) for window in windows]
