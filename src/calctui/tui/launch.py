"""Starts the explorer in this terminal, or says in one line why it can't."""

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from calctui.session.opening import Opening
from calctui.tui.config import Config, config_file, read_config
from calctui.tui.running import run as run_guarded
from calctui.tui.terminal import (
    few_colours,
    over_ssh,
    own_theme,
    pace,
    prepare_environment,
    refusal,
    theme_named,
    wants_ascii,
)

if TYPE_CHECKING:
    from calctui.tui.forerunner import Forerunner


def run(
    opening: Opening,
    *,
    theme: str | None = None,
    marker: str | None = None,
    fps: int | None = None,
    frugal: bool = False,
    no_motion: bool = False,
) -> int:
    """Run the explorer full screen; returns the exit status.

    What is given here counts before the environment, and that before the settings file.

    Raises:
        SettingError: the environment or the settings file says what can't be done.
    """
    if why := refusal(sys.__stdin__, sys.__stderr__, os.environ):
        print(why, file=sys.__stderr__)
        return 2
    with _forerunner(opening, frugal) as forerunner:
        # A kiosk is the same wherever it stands: nobody's own settings, keys least of all, change it.
        config = Config() if opening.kiosk else read_config(config_file())
        look = own_theme(theme or theme_named(os.environ) or config.theme, os.environ)
        prepare_environment(os.environ, kiosk=opening.kiosk)
        # Modules and widgets last: to look through them for garbage takes a tenth of the start.
        gc.disable()
        from calctui.tui.app import CalctuiApp  # Textual reads the environment as it is imported
        from calctui.tui.keymap import with_keys
        from calctui.tui.themes import THEMES

        stderr = sys.__stderr__
        plain = wants_ascii(os.environ, stderr.encoding if stderr else None)
        fine = marker or config.marker or ("ascii" if plain else "braille")
        frames = fps or (None if frugal else config.fps)
        app = CalctuiApp(opening, fine, pace(frames, frugal, os.environ), with_keys(config.keys))
        app.forerunner = forerunner
        app.few_colours = few_colours(os.environ)
        app.no_color = app.few_colours == 0  # what Textual otherwise marks by colour it then reverses
        if look:
            app.theme = THEMES[look].name
        if no_motion or config.motion == "none":
            app.animation_level = "none"
        return run_guarded(app, at_exit=[app.leave, app.remember, app.stop_engine])


@contextmanager
def _forerunner(opening: Opening, frugal: bool) -> "Iterator[Forerunner | None]":
    """Who draws the first picture, where it stands by itself and there is a processor to spare.

    Not over SSH: what it draws is sent besides what the app draws.
    """
    from calctui.tui.forerunner import Forerunner, processor_to_spare

    guided = opening.quiz or opening.tour or opening.bookmark or opening.lecture
    first = None if guided or frugal or over_ssh(os.environ) else _first(opening)
    begun = Forerunner.start(first) if first is not None and processor_to_spare() else None
    try:
        yield begun
    finally:
        if begun:
            begun.end()


def _first(opening: Opening) -> str | None:
    """The command of the first picture, empty for the catalogue's; None where it comes from outside."""
    if opening.state is None:
        return ""
    from calctui.explorables.catalogue import added
    from calctui.explore.link import command

    return None if type(opening.state) in added() else command(opening.state)
