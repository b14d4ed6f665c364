"""Every theme on the real screen: what is written can be read, and nothing is said by colour alone."""

from collections.abc import Iterator

import pytest
from explorer import explorer, press, running, screen_text, settle, shows
from rich.color import Color
from rich.style import Style
from textual.pilot import Pilot

from calctui.explore.looks import THEMES as NAMES
from calctui.raster.palettes import SIXTEEN
from calctui.tui.app import CalctuiApp
from calctui.tui.themes import OPPOSITES, SAID, THEMES, own_name

LEAST = {"dark": 4.0, "light": 4.0, "contrast": 7.0, "contrast-light": 7.0, "ansi": 3.0, "ansi-light": 3.0}
"""As in the palettes' own test; 4 for frames and guides."""


def luminance(colour: Color) -> float:
    if colour.number is not None and colour.triplet is None:
        colour = Color.parse(SIXTEEN[colour.number])
    parts = [part / 255 for part in colour.get_truecolor()]
    straight = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), straight, strict=True))


def written(app: CalctuiApp) -> Iterator[tuple[str, Style]]:
    """What is written on the screen, or on what lies over it: what is below that is out of use."""
    screen = app.screen
    over = [each.region for each in screen.query("Sheet > VerticalScroll, #--input, CommandList")]
    strips = screen._compositor.render_strips()
    for region in over or [screen.region]:
        for strip in strips[region.y : region.bottom]:
            segments = list(strip.crop(region.x, region.right))
            for each in app.get_line_filters():
                segments = each.apply(segments, app.background_colors[1])
            yield from ((text, style or Style()) for text, style, _ in segments if text.strip(" ▁▂▃▄▅▆▇█▔▊▎"))


def lowest(app: CalctuiApp) -> tuple[float, str]:
    """The lowest contrast ratio on the screen, and what is written in it."""
    found = [(21.0, "")]
    for text, style in written(app):
        assert style.color is not None
        assert style.bgcolor is not None
        own = style.color.is_default or style.bgcolor.is_default
        assert not own, f"{text}: on whatever ground the terminal has"
        low, high = sorted(map(luminance, (style.color, style.bgcolor)))
        found.append(((high + 0.05) / (low + 0.05), text))
    return min(found)


SCREENS: tuple[list[str], ...] = (
    [],
    ["t"],
    ["t", "f", "+"],
    ["escape", "question_mark"],
    ["escape", "p", "t", "h"],
)
"""Keys that lead through what one meets: picture, text, a refused formula, a sheet, the palette."""


async def through(pilot: Pilot[None]) -> "list[tuple[float, str]]":
    """The lowest contrast of each screen."""
    app = pilot.app
    assert isinstance(app, CalctuiApp)
    found = []
    for keys in SCREENS:
        await press(pilot, *keys)
        found.append(lowest(app))
    return found


@pytest.mark.parametrize("name", LEAST)
async def test_everything_on_the_screen_can_be_read(name: str) -> None:
    app = explorer("gradient")
    app.theme = THEMES[name].name
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        for ratio, text in await through(pilot):
            assert ratio >= LEAST[name], text
    app.stop_engine()


async def test_without_colour_there_is_none() -> None:
    app = explorer("gradient")
    app.theme = THEMES["mono"].name
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for keys in SCREENS:
            await press(pilot, *keys)
            for text, style in written(app):
                assert style.color is None or style.color.is_default, text
                assert style.bgcolor is None or style.bgcolor.is_default, text
        chosen = [text for text, style in written(app) if style.underline and len(text) > 1]
        assert chosen[-1:] == ["roll"], "the chosen entry of the palette is underlined, with its help"
        await press(pilot, "escape", "f", "home")
        assert [text for text, style in written(app) if style.reverse] == ["x"], "the cursor is"
    app.stop_engine()


async def test_the_palette_and_d_change_the_theme() -> None:
    async with running() as (app, pilot):
        await press(pilot, "d")
        assert own_name(app.current_theme) == "light"
        await press(pilot, "d")
        assert own_name(app.current_theme) == "dark"
        await press(pilot, "p", *"theme: contrast-l")
        await shows(pilot, SAID["contrast-light"])
        await press(pilot, "enter")
        await pilot.pause(0.1)
        assert own_name(app.current_theme) == "contrast-light"
        await press(pilot, "d")
        assert own_name(app.current_theme) == "contrast"
        app.choose_theme("mono")
        await press(pilot, "d")
        await shows(pilot, "the terminal's own ground; p finds other themes")


def test_every_theme_is_there_under_its_name() -> None:
    assert tuple(THEMES) == NAMES == tuple(SAID)
    assert all(own_name(theme) == name for name, theme in THEMES.items())
    assert set(OPPOSITES) == set(THEMES) - {"mono"}
    assert all(THEMES[name].dark is not THEMES[other].dark for name, other in OPPOSITES.items())


async def test_the_footer_tells_where_the_focus_is() -> None:
    async with running("gradient") as (app, pilot):
        assert "↑↓←→ set" in screen_text(app)
        await press(pilot, "m")
        app.query_one("#footer").notice = ""  # type: ignore[attr-defined]
        await shows(pilot, "↑↓←→ move")
        await shows(pilot, "m settings")
        app.query_one("#sections").focus()
        await shows(pilot, "←→ choose")


async def test_without_motion_no_cursor_blinks() -> None:
    from textual.widgets import Input

    app = explorer("secant")
    app.animation_level = "none"
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "p")
        await pilot.pause(0.1)
        assert [line.cursor_blink for screen in app.screen_stack for line in screen.query(Input)] == [
            False
        ] * 3
    app.stop_engine()
