"""`calctui record`: a timeline as a recording that asciinema plays."""

from collections.abc import Sequence
from pathlib import Path

import click

from calctui.cli.completing import picture_words, sizes
from calctui.cli.options import marker_for, size_of, within
from calctui.cli.output import deliver
from calctui.cli.words import state_of
from calctui.explorables.catalogue import CATALOGUE
from calctui.explore.errors import SettingError
from calctui.explore.looks import MARKERS, THEMES

SMALLEST = (60, 15)
"""Below this the sentence leaves nothing for the picture."""
LONGEST_HOLD = 60
MOST_ROUNDS = 100


@click.command()
@click.argument("words", nargs=-1, metavar="EXPLORABLE [NAME=VALUE]...", shell_complete=picture_words)
@click.option("-o", "output", type=click.Path(path_type=Path, dir_okay=False), help="Write to FILE.cast.")
@click.option(
    "--size", default="80x24", show_default=True, help="Columns and rows of the screen.", shell_complete=sizes
)
@click.option("--speed", type=float, default=1, show_default=True, help="Twice as fast: 2.")
@click.option("--loop", "rounds", type=int, default=1, show_default=True, help="How often it is played.")
@click.option("--hold", type=float, default=1.0, show_default=True, help="Seconds that the end stays.")
@click.option("--theme", type=click.Choice(THEMES), default="dark", show_default=True)
@click.option(
    "--marker", type=click.Choice(MARKERS), help="How fine to draw.  [default: what the output can show]"
)
def record(
    words: Sequence[str],
    output: Path | None,
    size: str,
    speed: float,
    rounds: int,
    hold: float,
    theme: str,
    marker: str | None,
) -> None:
    """Record the timeline, from its start to its end, as an asciicast (version 2)."""
    from calctui.explore.timeline import SPEEDS
    from calctui.export.asciicast import asciicast
    from calctui.export.film import film, screens
    from calctui.maths.symbolic import Engine
    from calctui.raster import Marker
    from calctui.raster.palettes import PALETTES

    if not words:
        raise SettingError(f"record what? For instance {CATALOGUE[0].key}; calctui list names them all")
    within("--speed", speed, SPEEDS[0], SPEEDS[-1])
    within("--loop", rounds, 1, MOST_ROUNDS)
    within("--hold", hold, 0, LONGEST_HOLD)
    width, height = size_of(size, SMALLEST)
    output = None if output == Path("-") else output
    fine = Marker[marker_for(marker, "json", output).upper()]
    state = state_of(words[0], words[1:])
    with Engine() as engine:
        frames = film(state, engine)
    seen = screens(frames, width, height, fine, speed)
    lines = asciicast(frames[0], seen, PALETTES[theme], speed=speed, rounds=rounds, hold=hold)
    deliver("".join(lines), "json", output)
