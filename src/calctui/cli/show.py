"""`calctui show`: one frame as text, ANSI, SVG, JSON or code."""

from collections.abc import Sequence
from pathlib import Path

import click

from calctui.cli.batch import answer_lines
from calctui.cli.completing import picture_words, sizes
from calctui.cli.options import marker_for, size_of
from calctui.cli.output import deliver
from calctui.cli.words import state_of
from calctui.explorables.catalogue import CATALOGUE
from calctui.explore.errors import SettingError
from calctui.explore.libraries import LIBRARIES
from calctui.explore.looks import MARKERS, THEMES

FORMATS = ("text", "ansi", "svg", "json", "code")


@click.command()
@click.argument("words", nargs=-1, metavar="EXPLORABLE [NAME=VALUE]...", shell_complete=picture_words)
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option(
    "--size",
    default="80x24",
    show_default=True,
    help="Columns and rows of the picture.",
    shell_complete=sizes,
)
@click.option(
    "--marker", type=click.Choice(MARKERS), help="How fine to draw.  [default: what the output can show]"
)
@click.option(
    "--theme", type=click.Choice(THEMES), default="dark", show_default=True, help="Of ansi and svg."
)
@click.option(
    "--library",
    type=click.Choice(LIBRARIES),
    help="What the code is written in.  [default: numpy]",
)
@click.option("--describe", is_flag=True, help="In words, without the picture: for screen readers.")
@click.option("-o", "output", type=click.Path(path_type=Path, dir_okay=False), help="Write to a file.")
@click.option("--batch", is_flag=True, help="Read command lines on stdin; print one JSON object a line.")
def show(
    words: Sequence[str],
    form: str,
    size: str,
    marker: str | None,
    theme: str,
    library: str | None,
    describe: bool,
    output: Path | None,
    batch: bool,
) -> None:
    """Write one frame: the picture, its numbers and its sentence."""
    _agree(form, library, describe)
    from calctui.export.formats import written
    from calctui.export.frame import frame
    from calctui.maths.symbolic import Engine

    with Engine() as engine:
        if batch:
            if words or output or describe:
                raise SettingError("--batch reads command lines on stdin and answers on stdout")
            answer_lines(engine)
            return
        if not words:
            raise SettingError(f"show what? For instance {CATALOGUE[0].key}; calctui list names them all")
        state, cells = state_of(words[0], words[1:]), size_of(size)
        fine = marker_for(marker, form, output)
        text = written(frame(state, engine), "words" if describe else form, cells, fine, theme, library)
    deliver(text, form, output)


def _agree(form: str, library: str | None, describe: bool) -> None:
    """Refuse options that a format has no use for."""
    if library and form != "code":
        raise SettingError("--library chooses what --format code is written in: add --format code")
    if describe and form != "text":
        raise SettingError(f"--describe writes words: leave out --format {form}")
