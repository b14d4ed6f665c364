"""Starts the explorer in this terminal, or says in one line why it can't."""

import gc
import os
import sys

from calctui.session.opening import Opening
from calctui.tui.terminal import few_colours, own_theme, pace, prepare_environment, refusal, wants_ascii
from calctui.tui.terminal import run as run_guarded


def run(
    opening: Opening,
    *,
    theme: str | None = None,
    marker: str | None = None,
    fps: int | None = None,
    frugal: bool = False,
) -> int:
    """Run the explorer full screen; returns the exit status."""
    if why := refusal(sys.__stdin__, sys.__stderr__, os.environ):
        print(why, file=sys.__stderr__)
        return 2
    prepare_environment(os.environ)
    # Modules and widgets last: to look through them for garbage takes a tenth of the start. `Shell` resumes.
    gc.disable()
    from calctui.tui.app import CalctuiApp  # Textual reads the environment as it is imported
    from calctui.tui.themes import THEMES

    stderr = sys.__stderr__
    plain = wants_ascii(os.environ, stderr.encoding if stderr else None)
    fine = marker or ("ascii" if plain else "braille")
    app = CalctuiApp(opening, fine, pace(fps, frugal, os.environ))
    app.few_colours = few_colours(os.environ)
    app.no_color = app.few_colours == 0  # what Textual otherwise marks by colour it then reverses
    if name := own_theme(theme, os.environ):
        app.theme = THEMES[name].name
    return run_guarded(app, at_exit=[app.leave, app.remember, app.stop_engine])
