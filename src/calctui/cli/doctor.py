"""`calctui doctor`: what this terminal can do, and what calctui will use."""

import json
import os
import sys
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from calctui import __version__
from calctui.cli.output import utf8_stdout, write_out
from calctui.explore.errors import SettingError

if TYPE_CHECKING:
    from calctui.tui.config import Config
    from calctui.tui.doctor import Found, Row

NAMES = {"Textual": "textual", "NumPy": "numpy", "SymPy": "sympy", "plotext": "plotext"}
"""The packages whose versions matter, by how people write them."""
WIDTH = 80


@click.command()
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
def doctor(form: str) -> None:
    """Tell what this terminal can do, what calctui will use, and how to have it otherwise."""
    from calctui.tui.doctor import doctor as examined

    findings = examined(_found())
    if form == "text":
        write_out(_text(findings), form)
        return
    data = {
        heading: {row.name: {"value": row.value, "note": row.note} for row in rows}
        for heading, rows in findings.items()
    }
    write_out(json.dumps(data, ensure_ascii=False, indent=1), form)


def _found() -> "Found":
    """Look around: streams, size, folders, packages."""
    from platformdirs import user_data_path, user_state_path

    from calctui.tui.doctor import Found

    config, said = _config()
    folders = {"data": user_data_path("calctui"), "state": user_state_path("calctui")}
    return Found(
        environ=os.environ,
        stdin=sys.__stdin__,
        stderr=sys.__stderr__,
        size=_size(),
        utf8_stdout=utf8_stdout(),
        forks=hasattr(os, "fork"),
        versions={"calctui": __version__, "Python": sys.version.split()[0], **_versions()},
        config=config,
        config_file=said,
        folders={purpose: (str(folder), _takes_files(folder)) for purpose, folder in folders.items()},
    )


def _config() -> "tuple[Config, tuple[str, str]]":
    """The settings file as the full screen finds it: what it says, where it is, what is wrong with it."""
    from calctui.tui.config import Config, config_file, read_config

    file = config_file()
    try:
        config = read_config(file)
    except SettingError as error:
        return Config(), (str(file), f"the full screen can't start: {error}")
    there = "is there" if file.exists() else "is not there: all is as usual"
    return config, (str(file), f"{there}; theme, marker, fps, motion and [keys]")


def _size() -> tuple[int, int] | None:
    """Of the terminal that any of the streams is; `doctor | less` has one too."""
    for stream in (0, 1, 2):
        try:
            size = os.get_terminal_size(stream)
        except OSError:
            continue
        return size.columns, size.lines
    return None


def _versions() -> Mapping[str, str]:
    from importlib.metadata import PackageNotFoundError, version

    found = {}
    for name, package in NAMES.items():
        try:
            found[name] = version(package)
        except PackageNotFoundError:
            found[name] = ""
    return found


def _takes_files(folder: Path) -> bool:
    """Whether a file can be made there, or in the nearest folder above that exists; it leaves no trace."""
    import tempfile

    nearest = next((each for each in (folder, *folder.parents) if each.is_dir()), folder)
    try:
        with tempfile.TemporaryFile(dir=nearest):
            return True
    except OSError:
        return False


def _text(findings: "Mapping[str, Sequence[Row]]") -> str:
    """Names, values and, below a value, what to do where it is not wanted."""
    column = max(len(row.name) for rows in findings.values() for row in rows) + 4
    lines = []
    for heading, rows in findings.items():
        lines += [heading, *(line for row in rows for line in _lines(row, column)), ""]
    return "\n".join(lines[:-1])


def _lines(row: "Row", column: int) -> list[str]:
    first = "  " + row.name.ljust(column - 2) + row.value
    if not row.note:
        return [first]
    if len(first) + len(row.note) + 4 <= WIDTH:
        return [f"{first}  ({row.note})"]
    notes = textwrap.wrap(f"({row.note})", WIDTH - column, break_long_words=False)
    return [first, *(" " * column + line for line in notes)]
