r"""Text for a man page, in plain ASCII.

A backslash, a hyphen and quotation marks are spelled out, or troff would set them as typographic ones that
can't be copied into a shell; a dot that begins a line would be read as a request. See groff_man_style(7).
"""

from collections.abc import Iterable

from calctui.raster.lettering import to_ascii

_SPELLED = str.maketrans({"\\": r"\e", "-": r"\-", "'": r"\(aq", "`": r"\(ga", "^": r"\(ha", "~": r"\(ti"})


def plain(text: str) -> str:
    """Text on one line, every character as it is."""
    escaped = to_ascii(" ".join(text.split())).translate(_SPELLED)
    return rf"\&{escaped}" if escaped.startswith(".") else escaped


def literal(text: str) -> str:
    """A line as it is, with its blanks."""
    escaped = to_ascii(text).translate(_SPELLED)
    return rf"\&{escaped}" if escaped.startswith(".") else escaped


def bold(text: str) -> str:
    """What is typed as it stands."""
    return rf"\fB{plain(text)}\fR"


def italic(text: str) -> str:
    """What stands for something else."""
    return rf"\fI{plain(text)}\fR"


def section(title: str, *lines: str) -> list[str]:
    """A section; the lines are roff already."""
    return [f".SH {plain(title.upper())}", *lines]


def tagged(tag: str, *lines: str) -> list[str]:
    """A paragraph that hangs on a tag; all of it roff already."""
    return [".TP", tag, *lines]


def example(lines: Iterable[str]) -> list[str]:
    """Lines as they are, set apart."""
    return [".PP", ".RS 4", ".EX", *map(literal, lines), ".EE", ".RE"]
