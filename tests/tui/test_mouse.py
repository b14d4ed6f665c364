"""The mouse: a press meets what is drawn there, and the geometry behind it is exact to a cell or a step."""

import math
from dataclasses import replace

import pytest
from explorer import running, session, setting, shows, state
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.events import MouseScrollDown, MouseScrollUp
from textual.pilot import Pilot

from calctui.explore.controls import Choice, Slider
from calctui.explore.controls.sliders import Count, Integer, LogSlider
from calctui.raster import Marker, draw, rows
from calctui.raster.spots import spots
from calctui.scene import Beside, Guide, Plot, Point, Role, Stack, View, Window
from calctui.session.session import Session
from calctui.tui.app import CalctuiApp
from calctui.tui.panel import panel, touched

SLIDERS = (Slider(-100, 100), Slider(0, 1, 0.05), LogSlider(1e-12, 2), Integer(1, 400), Count(1, 10**7))
SIZES = ((26, 18), (40, 30), (60, 2), (80, 9))
"""Of the panel in a terminal of 80x24, 120x40 and 60x18, and below a text."""


@given(st.sampled_from(SLIDERS), st.floats(0, 1))
def test_a_share_of_a_slider_comes_back_within_a_step(slider: Slider, share: float) -> None:
    value = slider.at(share)
    assert slider.low <= value <= slider.high
    assert slider.read(slider.write(value)) == value
    beside = [slider.share(each) for each in (slider.step(value, -1), slider.step(value, 1))]
    assert beside[0] <= max(share, slider.share(value))
    assert abs(slider.share(value) - share) <= max(
        beside[1] - slider.share(value), slider.share(value) - beside[0], 5e-4
    )


@pytest.mark.parametrize("slider", SLIDERS, ids=lambda slider: type(slider).__name__)
def test_the_ends_of_a_bar_are_the_ends_of_the_range(slider: Slider) -> None:
    assert (slider.at(0), slider.at(1)) == slider.ends()
    assert (slider.at(-3), slider.at(7)) == slider.ends()


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("marker", [Marker.BRAILLE, Marker.ASCII])
@pytest.mark.parametrize("command", ["gradient", "descent"])
def test_what_answers_in_the_panel_is_what_is_drawn(
    command: str, size: tuple[int, int], marker: Marker
) -> None:
    now = Session.start(state(command))
    scene = now.state.scene({})
    drawn = rows(panel(now.state, now.selected, scene, *size, marker))
    names = {each.name for each in now.state.adjustable()}
    for row, text in enumerate(drawn):
        for column in range(size[0]):
            hit = touched(now.state, now.selected, scene, size, marker, (column, row))
            if hit is None:
                continue
            assert hit.touch.setting in names
            control = now.state.setting(hit.touch.setting).control
            if hit.touch.bar:
                assert set(text[hit.column : hit.column + hit.width]) <= set("─●-@")
                assert isinstance(control, Slider)
            elif hit.touch.choice:
                assert isinstance(control, Choice)
                assert hit.touch.choice in control.choices
    assert touched(now.state, now.selected, scene, size, marker, (3, 0)) is not None


PLOT = Plot(Window(-3, 5, 0.001, 0.002), (Guide(x=0.0),), "t")


@settings(max_examples=25)
@given(
    st.integers(20, 90),
    st.integers(6, 40),
    st.sampled_from(Marker),
    st.sampled_from([PLOT, Stack((PLOT, PLOT), (1, 2)), Beside((PLOT, PLOT), (1, 1))]),
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_a_cell_of_a_plot_and_its_place_are_one(
    width: int, height: int, marker: Marker, view: Plot | Stack | Beside, across: float, down: float
) -> None:
    for spot in spots(view, width, height, marker):
        column = spot.x + round(across * (spot.area.width - 1))
        row = spot.y + round(down * (spot.area.height - 1))
        assert spot.holds(column, row)
        x, y = spot.place(column, row)
        assert len(f"{x:.10g}") <= 6, "a round number"
        marked = Plot(spot.plot.window, (Point(x, y, Role.POINT),), "t")
        again: View = marked
        if not isinstance(view, Plot):
            again = replace(view, views=(marked, marked))
        assert rows(draw(again, width, height, marker))[row][column] in "●@"


def test_beside_a_plot_the_nearest_cell_counts() -> None:
    (spot,) = spots(PLOT, 60, 20, Marker.BRAILLE)
    assert not spot.holds(spot.x - 1, spot.y)
    assert not spot.holds(spot.x, spot.y + spot.area.height)
    low, high = spot.place(-99, 999), spot.place(999, -99)
    assert math.isclose(low[0], -3, abs_tol=0.1)
    assert math.isclose(high[0], 5, abs_tol=0.1)
    assert low[1] < high[1]


# On the screen


async def drag(pilot: Pilot[None], widget: str, *places: tuple[int, int]) -> None:
    """Press at the first place, go through the others, and let go at the last."""
    await pilot.mouse_down(widget, offset=places[0])
    for place in places[1:]:
        await pilot.hover(widget, offset=place)
    await pilot.mouse_up(widget, offset=places[-1])
    await pilot.pause()


def cell(app: CalctuiApp, sign: str, widget: str) -> tuple[int, int]:
    """Where a sign stands in a widget."""
    region = app.query_one(widget).region
    lines = [strip.text for strip in app.screen._compositor.render_strips()]
    for y in range(region.y, region.bottom):
        if (x := lines[y].find(sign, region.x, region.right)) >= 0:
            return x - region.x, y - region.y
    raise AssertionError(f"{sign} is not in {widget}")


@pytest.mark.parametrize("size", [(80, 24), (60, 18)], ids=str)
async def test_the_point_of_a_map_comes_to_the_mouse_and_follows_it(size: tuple[int, int]) -> None:
    async with running("gradient", size) as (app, pilot):
        await pilot.click("#stage", offset=(30, 5))
        await pilot.pause()
        assert cell(app, "●", "#stage") == (30, 5)
        assert app.query_one("#stage").has_focus
        await shows(pilot, "↑↓←→ move")
        before = session(app)
        await drag(pilot, "#stage", (30, 5), (24, 4), (20, 3))
        assert cell(app, "●", "#stage") == (20, 3)
        assert len(session(app).past) == len(before.past) + 1, "a drag is one change"
        await pilot.press("u")
        assert session(app).state == before.state
        await pilot.click("#stage", offset=(0, 0))
        await pilot.pause()
        assert session(app).state == before.state, "the frame is no place"
        await pilot._post_mouse_events([MouseScrollDown], "#stage", (20, 3), 0)
        await pilot.pause()
        assert session(app).state == before.state


async def test_where_there_is_no_map_the_stage_stays() -> None:
    async with running("secant h=0.5") as (app, pilot):
        before = session(app).state
        await drag(pilot, "#stage", (20, 8), (25, 9))
        assert session(app).state == before


async def test_settings_are_chosen_and_set_by_the_mouse() -> None:
    async with running("secant h=0.5", (120, 40)) as (app, pilot):
        names = [each.name for each in session(app).state.adjustable()]
        await pilot.click("#panel", offset=(4, names.index("a")))
        await pilot.pause()
        assert session(app).selected == "a"
        x, _ = cell(app, "●", "#panel")
        row = names.index("h")
        await drag(pilot, "#panel", (x, row), (39, row), (39, 20))
        assert (session(app).selected, setting(app, "h")) == ("h", 2)
        assert len(session(app).past) == 1
        await pilot.press("u")
        assert setting(app, "h") == 0.5


async def test_the_wheel_steps_the_setting_under_it() -> None:
    async with running("secant h=0.5", (60, 18)) as (app, pilot):
        await pilot._post_mouse_events([MouseScrollUp, MouseScrollUp], "#panel", (5, 0), 0)
        await pilot.pause()
        assert setting(app, "h") == 0.631
        await pilot._post_mouse_events([MouseScrollDown], "#panel", (5, 0), 0)
        await pilot.pause()
        assert setting(app, "h") == 0.562
        await pilot._post_mouse_events([MouseScrollDown], "#panel", (5, 1), 0)
        await pilot.pause()
        assert setting(app, "h") == 0.562, "readouts don't turn"
        await pilot.click("#panel", offset=(3, 0))
        await pilot.pause()
        assert session(app).selected != "h", "in one line, the name leads to the next setting"


async def test_choices_are_chosen_where_they_stand() -> None:
    async with running("secant h=0.5", (120, 40)) as (app, pilot):
        before = setting(app, "scheme")
        x, y = cell(app, "central", "#panel")
        await pilot.click("#panel", offset=(x + 1, y))
        await pilot.pause()
        assert (before, setting(app, "scheme")) == ("forward", "central")


async def test_the_timeline_is_drawn_along_and_its_sign_plays() -> None:
    async with running("riemann") as (app, pilot):
        steps = session(app).state.timeline.steps
        await drag(pilot, "#transport", (3, 0), (20, 0), (79, 0))
        assert session(app).position() == steps
        await drag(pilot, "#transport", (60, 0), (10, 0))
        assert session(app).position() == steps, "a drag that begins beside it draws nothing"
        await pilot.click("#transport", offset=(1, 0))
        await pilot.pause(0.1)
        assert session(app).playback.playing
        await pilot.press("space")
