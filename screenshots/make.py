"""Draws pictures of the whole screen through the app itself, into this folder: `make screenshots`.

One picture of each explorable at its defaults, and those that the README shows besides. The app runs
without a terminal, so the bytes are the same on every run.
"""

import asyncio
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

from rich.segment import Segment
from rich.style import Style

from calctui.explorables.catalogue import CATALOGUE, load
from calctui.explore.link import read_settings
from calctui.raster.palettes import Palette
from calctui.raster.svg import Span, svg
from calctui.session.opening import Opening
from calctui.tui.app import CalctuiApp
from calctui.tui.themes import THEMES, palette_for

FOLDER = Path(__file__).parent
USUAL = ((100, 30), "dark")
Picture: TypeAlias = tuple[str, tuple[int, int], str]
PICTURES: dict[str, Picture] = {each.key: (each.key, *USUAL) for each in CATALOGUE} | {
    "secant-microscope": ("secant f='sin x' a=0.5 h=0.05 view=microscope", *USUAL),
    "secant-light": ("secant h=0.5 scheme=central", (80, 24), "light"),
    "descent-race": (
        "descent f=rosenbrock start='-1.5, 2' method=all rate=0.001 step=40 span=2.5",
        (120, 40),
        "dark",
    ),
    "descent-surface": ("descent view=surface step=12", *USUAL),
    "chain-softmax": (
        "chain f='p = e^a; q = e^b; r = e^c; s = p + q + r; L = ln s - a' at='a=1, b=2, c=0.5'",
        (120, 40),
        "dark",
    ),
    "taylor-radius": ("taylor f='1/(1+x^2)' order=20 x=0.8 span=2", (120, 40), "dark"),
    "limits-wild": ("limits f='x sin(1/x)' a=0 span=0.5 distance=0.2 epsilon=0.1", *USUAL),
    "rules-step": ("rules f='x^2 sin(3x + 1)' step=4", *USUAL),
    "hessian-surface": ("hessian f='x^2 - y^2' x=0.5 y=0.5 view=surface span=2", *USUAL),
    "directional-rose": ("directional angle=30 view=rose", (80, 24), "light"),
    "montecarlo-darts": ("montecarlo n=2000 method=hit", *USUAL),
    "nanclinic-formula": ("nanclinic case=formula", *USUAL),
    "text": ("directional x=3 y=4 angle=0", (120, 40), "dark"),
    "reference": ("hessian", (120, 40), "dark"),
    "guess": ("secant h=0.5", *USUAL),
    "derivative-cubic": ("derivative f='x^3 - 3x' x=-1.5 span=2.5", (120, 40), "dark"),
}
"""The command that a picture shows, the screen's size, and its theme, by the name of the file."""
PRESSED = {"text": "t", "reference": "8", "guess": "g"}
"""The key that is pressed before a picture is taken."""


async def take(command: str, size: tuple[int, int], theme: str, key_pressed: str = "") -> str:
    """Take one picture of the whole screen, SymPy's answers in it."""
    key, _, settings = command.partition(" ")
    app = CalctuiApp(Opening(state=read_settings(load(key)(), settings)))
    app.theme = THEMES[theme].name
    async with app.run_test(size=size) as pilot:
        while not app.settled:
            await pilot.pause(0.05)
        await pilot.press(*key_pressed)
        await pilot.pause()
        palette = palette_for(app.current_theme)
        lines = [list(_spans(strip, palette)) for strip in app.screen._compositor.render_strips()]
    app.stop_engine()
    return svg(lines, palette, f"calctui {command}")


def _spans(strip: Iterable[Segment], palette: Palette) -> Iterator[Span]:
    for text, style, _ in strip:
        style = style or Style.null()
        colour = style.color.get_truecolor().hex if style.color else palette.ink
        ground = style.bgcolor.get_truecolor().hex if style.bgcolor else ""
        yield Span(text, colour, ground, bool(style.bold))


def main() -> None:
    """Draw them all."""
    for name, picture in PICTURES.items():
        drawn = asyncio.run(take(*picture, PRESSED.get(name, "")))
        (FOLDER / f"{name}.svg").write_text(drawn, encoding="utf-8")


if __name__ == "__main__":
    main()
