"""Screens as an asciicast: a recording that asciinema plays.

Version 2 of the format, https://docs.asciinema.org/manual/asciicast/v2/: a header, then a line an output.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

from calctui.explore.link import command
from calctui.explore.timeline import STEPS_A_SECOND
from calctui.export.ansi import update
from calctui.export.frame import Frame
from calctui.raster import Cells, blank
from calctui.raster.changes import changes
from calctui.raster.palettes import Palette
from calctui.scene import Role

_CLEAR, _HIDE, _SHOW = "\x1b[2J", "\x1b[?25l", "\x1b[?25h"
_ANSI = (Role.ERROR, Role.THIRD, Role.TANGENT, Role.DERIVATIVE, Role.CURVATURE, Role.SECANT, Role.TEXT)
"""Behind the ground, the roles that come nearest to the colours from red to white."""


def asciicast(
    first: Frame, seen: Iterable[Cells], palette: Palette, *, speed: float, rounds: int, hold: float
) -> Iterator[str]:
    """The lines of a recording.

    Args:
        first: what the title and the command are taken from.
        seen: a screen for each step, all of one size.
        palette: of the screens, and of the player.
        speed: times `STEPS_A_SECOND`.
        rounds: how often the screens are played.
        hold: seconds that the last screen stays; between rounds one step at least.
    """
    screens = list(seen)
    palette = replace(palette, own={})  # a recording brings its own colours, and not the player's
    texts = [update(changes(before, after), palette) for before, after in pairwise(screens)]
    again = update(changes(screens[-1], screens[0]), palette)
    step = 1 / (STEPS_A_SECOND * speed)
    whole = len(texts) * step + max(hold, step)
    end = (rounds - 1) * whole + len(texts) * step + hold
    yield _json(_header(first, screens[0], palette, end))
    opening = (
        _HIDE + _CLEAR + update(changes(blank(screens[0].width, screens[0].height), screens[0]), palette)
    )
    for turn in range(rounds):
        for place, text in enumerate([again if turn else opening, *texts]):
            if text:
                yield _json([round(turn * whole + place * step, 6), "o", text])
    yield _json([round(end, 6), "o", f"\x1b[{screens[0].height};{screens[0].width}H{_SHOW}"])


def _header(first: Frame, screen: Cells, palette: Palette, duration: float) -> Mapping[str, Any]:
    colours = [palette.ground, *map(palette.colour, _ANSI)]
    return {
        "version": 2,
        "width": screen.width,
        "height": screen.height,
        "duration": round(duration, 6),
        "title": first.entry.title,
        "command": command(first.state),
        "env": {"TERM": "xterm-256color"},
        "theme": {"fg": palette.ink, "bg": palette.ground, "palette": ":".join(colours)},
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False) + "\n"
