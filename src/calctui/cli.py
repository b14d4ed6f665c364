"""The command line: open the explorer, or write a frame without one."""

import codecs
import contextlib
import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from calctui import __version__
from calctui.explorables.catalogue import CATALOGUE, SECTIONS, WHOLE, of_section
from calctui.explore.errors import SettingError, excerpt, one_line
from calctui.explore.libraries import LIBRARIES, by_library
from calctui.maths.spelling import nearest

if TYPE_CHECKING:
    from calctui.explore.explorable import Explorable
    from calctui.export.frame import Frame
    from calctui.maths.symbolic import Engine

FORMATS = ("text", "ansi", "svg", "json", "code")
MARKERS = ("braille", "block", "ascii")
THEMES = ("dark", "light")
LARGEST = (500, 200)
"""A picture larger than this is a slip of the keyboard."""


class _Commands(click.Group):
    """Reads the name of an explorable as a command that opens it."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; what is none is passed on to `open`."""
        if args[0] not in self.commands:
            args = ["open", *args]
        return super().resolve_command(ctx, args)


@click.group(
    cls=_Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(__version__, prog_name="calctui")
@click.option("--theme", type=click.Choice(THEMES), help="Colours for a dark or a light terminal.")
@click.option(
    "--marker", type=click.Choice(MARKERS), help="How fine to draw.  [default: what the terminal can show]"
)
@click.option("--ascii", "marker", flag_value="ascii", help="The same as --marker ascii.")
@click.pass_context
def cli(ctx: click.Context, theme: str | None, marker: str | None) -> None:
    r"""See, change and replay every idea of calculus for machine learning.

    \b
    calctui                                  open the explorer
    calctui secant f='sin x' a=0.5 h=0.1     open a picture with these settings
    calctui show secant h=0.001              write the same picture without a terminal
    """
    ctx.obj = {"theme": theme, "marker": marker}
    if ctx.invoked_subcommand is None:
        ctx.invoke(open_explorer)


@cli.command("open")
@click.argument("explorable", required=False)
@click.argument("settings", nargs=-1)
@click.pass_context
def open_explorer(ctx: click.Context, explorable: str | None = None, settings: Sequence[str] = ()) -> None:
    """Open the explorer, at an explorable with settings such as h=0.1."""
    from calctui.tui import launch

    state = _state(explorable, settings) if explorable is not None else None
    options = ctx.find_root().obj
    ctx.exit(launch.run(state, theme=options["theme"], marker=options["marker"]))


@cli.command()
@click.argument("section", default="all")
@click.option("--seed", type=click.IntRange(0), help="The same seed, the same questions.  [default: any]")
@click.pass_context
def quiz(ctx: click.Context, section: str, seed: int | None) -> None:
    """Ask ten questions about a section such as 2.3, or about all: guess first, then see."""
    from calctui.tui import launch

    about = section if section == WHOLE else _section(section)
    if not (about == WHOLE or of_section(about)):
        raise SettingError(f"section {about} has no pictures to ask about: {WHOLE} asks about every other")
    options = ctx.find_root().obj
    ctx.exit(launch.run(None, theme=options["theme"], marker=options["marker"], quiz=(about, seed)))


@cli.command()
@click.argument("words", nargs=-1, metavar="EXPLORABLE [NAME=VALUE]...")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--size", default="80x24", show_default=True, help="Columns and rows of the picture.")
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
@click.option("-o", "output", type=click.Path(path_type=Path, dir_okay=False), help="Write to a file.")
@click.option("--batch", is_flag=True, help="Read command lines on stdin; print one JSON object a line.")
def show(
    words: Sequence[str],
    form: str,
    size: str,
    marker: str | None,
    theme: str,
    library: str | None,
    output: Path | None,
    batch: bool,
) -> None:
    """Write one frame: the picture, its numbers and its sentence."""
    if library and form != "code":
        raise SettingError("--library chooses what --format code is written in: add --format code")
    with _engine() as engine:
        if batch:
            if words or output:
                raise SettingError("--batch reads command lines on stdin and answers on stdout")
            _batch(engine)
            return
        if not words:
            raise SettingError(f"show what? For instance {CATALOGUE[0].key}; calctui list names them all")
        state, cells = _state(words[0], words[1:]), _size(size)
        text = _written(state, engine, form, cells, _marker(marker, form, output), theme, library)
    _deliver(text, form, output)


@cli.command("text")
@click.argument("section", required=False)
@click.option("--width", type=click.IntRange(34, 200), default=78, show_default=True, help="Columns.")
def read_text(section: str | None, width: int) -> None:
    """Write the chapter's text of a section such as 2.3, with the commands that open its pictures."""
    from calctui.export.reading import contents, reading

    _print(reading(_section(section), width) if section else contents(), "text")


@cli.command("list")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
def list_explorables(form: str) -> None:
    """List every explorable with its settings, their ranges, and presets."""
    from calctui.export.listing import listing, listing_text

    _print(listing_text() if form == "text" else json.dumps(listing(), ensure_ascii=False, indent=1), form)


def _section(name: str) -> str:
    """A section by its number.

    Raises:
        SettingError: there is none; names the nearest.
    """
    if name not in SECTIONS:
        meant = nearest(name, SECTIONS) or ", ".join(SECTIONS)
        raise SettingError(f"no section is called '{excerpt(name)}': did you mean {meant}?")
    return name


def _state(key: str, words: Sequence[str]) -> "Explorable":
    from calctui.explorables.catalogue import load
    from calctui.explore.link import with_settings

    if close := nearest(key, cli.commands) if key not in {each.key for each in CATALOGUE} else "":
        raise SettingError(f"no explorable is called '{excerpt(key)}': did you mean calctui {close}?")
    return with_settings(load(key)(), words)


@contextlib.contextmanager
def _engine() -> Iterator["Engine"]:
    from calctui.maths.symbolic import Engine

    with Engine() as engine:
        yield engine


def _written(
    state: "Explorable",
    engine: "Engine",
    form: str,
    size: tuple[int, int],
    marker: str,
    theme: str,
    library: str | None = None,
) -> str:
    from calctui.export.frame import as_data, frame
    from calctui.export.page import page
    from calctui.export.text import ansi_text, plain_text
    from calctui.raster import Marker
    from calctui.raster.palettes import PALETTES
    from calctui.raster.svg import spans, svg

    shown = frame(state, engine)
    if form == "code":
        return _code(shown, library or LIBRARIES[0])
    if form == "json":
        return json.dumps(as_data(shown), ensure_ascii=False, allow_nan=False, indent=1) + "\n"
    cells = page(shown, *size, Marker[marker.upper()])
    if form == "text":
        return plain_text(cells)
    palette = PALETTES[theme]
    return (
        ansi_text(cells, palette)
        if form == "ansi"
        else svg(spans(cells, palette), palette, shown.scene.sentence)
    )


def _code(shown: "Frame", library: str) -> str:
    programs = by_library(shown.state, shown.scene)
    if library not in programs:
        has = f"at these settings it has {', '.join(programs)}"
        raise SettingError(f"{shown.entry.key} has no program over {library}: {has}")
    return programs[library]


def _batch(engine: "Engine") -> None:
    """Answer each line of stdin with one JSON object, an error with an object that holds it."""
    from calctui.explore.link import split
    from calctui.export.frame import as_data, frame

    for raw in sys.stdin.buffer:
        line = raw.decode(errors="replace")
        if not line.strip():
            continue
        try:
            key, *words = _without_program(split(line))
            answer: Any = as_data(frame(_state(key, words), engine))
        except SettingError as error:
            answer = {"error": str(error)}
        _print(json.dumps(answer, ensure_ascii=False, allow_nan=False), "json")


def _without_program(words: list[str]) -> list[str]:
    """A command line may begin with `calctui` or `calctui show`, as it is copied."""
    for lead in ("calctui", "show"):
        words = words[1:] if words[:1] == [lead] else words
    if not words:
        raise SettingError("a line needs the name of an explorable")
    return words


def _size(text: str) -> tuple[int, int]:
    columns, _, rows = text.lower().partition("x")
    if not (columns.isdecimal() and rows.isdecimal() and len(text) < 20):
        raise SettingError(f"--size is COLUMNSxROWS, such as 100x30, not '{excerpt(text)}'")
    width, height = int(columns), int(rows)
    if not (1 <= width <= LARGEST[0] and 1 <= height <= LARGEST[1]):
        raise SettingError(f"--size is at most {LARGEST[0]}x{LARGEST[1]}, and at least 1x1")
    return width, height


def _marker(name: str | None, form: str, output: Path | None) -> str:
    """The marker asked for; else braille, unless the output can't encode it. An SVG draws it with shapes."""
    fine = form == "svg" or output is not None or _utf8_stdout()
    if not fine and name in ("braille", "block"):
        raise SettingError(f"--marker {name} needs UTF-8, and this output is not: --marker ascii works")
    return name or ("braille" if fine else "ascii")


def _utf8_stdout() -> bool:
    """Whether stdout takes every character. Under LC_ALL=C Python writes UTF-8, but ASCII is asked for."""
    if os.environ.get("LC_ALL") in ("C", "POSIX"):
        return False
    return codecs.lookup(getattr(sys.stdout, "encoding", None) or "ascii").name == "utf-8"


def _print(text: str, form: str) -> None:
    """Write to stdout, in ASCII where that is all it takes."""
    shown = text if _utf8_stdout() else _in_ascii(text, form)
    click.echo(shown.removesuffix("\n"), color=True)  # what goes into a pipe keeps the colours asked for


def _in_ascii(text: str, form: str) -> str:
    """The same in ASCII: what JSON and SVG hold stays what it is, the rest is spelled out."""
    from calctui.raster.lettering import to_ascii

    if form == "json":
        return re.sub(r"[^\x00-\x7f]", lambda char: json.dumps(char[0])[1:-1], text)
    if form == "svg":
        return text.encode("ascii", "xmlcharrefreplace").decode()
    return "\n".join(line if line.isascii() else to_ascii(line) for line in text.split("\n"))


def _deliver(text: str, form: str, output: Path | None) -> None:
    if output is None:
        _print(text, form)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise SettingError(f"can't write {excerpt(str(output))}: {why}") from None


def main() -> None:
    """Run the command line: an error is one line on stderr and exit status 2."""
    try:
        status = cli.main(prog_name="calctui", standalone_mode=False)
    except SettingError as error:
        status = _refused(str(error))
    except click.ClickException as error:
        status = _refused(error.format_message())
    except click.Abort:
        status = 130
    except OSError as error:  # a full disk; a closed pipe ends quietly, with status 1, by click
        status = _refused(f"can't write: {(error.strerror or str(error)).lower()}")
    sys.exit(status)


def _refused(message: str) -> int:
    click.echo(f"calctui: {one_line(message)}", err=True)
    return 2
