"""Where results go: stdout, in ASCII where that is all it takes, or a file."""

import codecs
import json
import os
import re
import sys
from pathlib import Path

import click

from calctui.explore.errors import SettingError, because, excerpt


def deliver(text: str, form: str, output: Path | None) -> None:
    """Write to a file, as UTF-8, or to stdout.

    Raises:
        SettingError: the file can't be written.
    """
    if output is None:
        write_out(text, form)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise SettingError(f"can't write {excerpt(str(output))}: {because(error)}") from None


def write_out(text: str, form: str) -> None:
    """Write to stdout, in ASCII where that is all it takes."""
    shown = text if utf8_stdout() else _in_ascii(text, form)
    click.echo(shown.removesuffix("\n"), color=True)  # what goes into a pipe keeps the colours asked for


def utf8_stdout() -> bool:
    """Whether stdout takes every character. Under LC_ALL=C Python writes UTF-8, but ASCII is asked for."""
    if os.environ.get("LC_ALL") in ("C", "POSIX"):
        return False
    return codecs.lookup(getattr(sys.stdout, "encoding", None) or "ascii").name == "utf-8"


def _in_ascii(text: str, form: str) -> str:
    """The same in ASCII: what JSON and SVG hold stays what it is, the rest is spelled out."""
    from calctui.raster.lettering import to_ascii

    if form == "json":
        return re.sub(r"[^\x00-\x7f]", lambda char: json.dumps(char[0])[1:-1], text)
    if form == "svg":
        return text.encode("ascii", "xmlcharrefreplace").decode()
    return "\n".join(line if line.isascii() else to_ascii(line) for line in text.split("\n"))
