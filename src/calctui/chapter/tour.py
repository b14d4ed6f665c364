"""A lecture: a plain text of command lines with notes between them."""

from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

from calctui.chapter.document import Document, Heading, Span, links_of, parsed
from calctui.chapter.links import follow
from calctui.chapter.page import page
from calctui.explorables.catalogue import CATALOGUE, names, state_of
from calctui.explore.errors import SettingError, because, excerpt, printable
from calctui.explore.explorable import Explorable
from calctui.maths.spelling import nearest

MOST = 500
"""Stops; nobody's patience lasts longer."""
LONGEST = 200_000
"""Characters of a file that are read: a lecture has a few thousand."""
MOST_NOTES = 10_000
"""Characters said to a stop; the time that Markdown takes can grow with the square."""
TRIED = 76
"""Columns in which notes are set to see whether they can be."""
BUILT_IN = "the built-in lecture"


@dataclass(frozen=True, slots=True)
class Stop:
    """One picture of a lecture, and what is said to it."""

    state: Explorable
    title: str = ""
    notes: str = ""
    """Markdown."""


@dataclass(frozen=True, slots=True)
class Tour:
    """A lecture through one stop or more."""

    title: str
    stops: tuple[Stop, ...]
    source: str = ""
    """The file that it was read from; empty for the built-in one."""


def told(tour: Tour, stop: int) -> Document:
    """What is said to a stop, below where in the lecture it stands."""
    shown = tour.stops[stop]
    return headed(f"{stop + 1} of {len(tour.stops)}", shown.title, shown.notes)


def headed(place: str, title: str, notes: str) -> Document:
    """Notes below a heading.

    Raises:
        ValueError: the notes are no text.
    """
    return (Heading(3, (Span(": ".join(filter(None, (place, title)))),)), *parsed(notes))


def settable(notes: str) -> Document:
    """Notes that can be shown.

    Raises:
        ValueError: the notes, or a formula in them, can't be set.
    """
    blocks = parsed(notes)
    page(blocks, TRIED)
    return blocks


def built_in() -> Tour:
    """The lecture through the chapter that comes with calctui."""
    return read_tour(files("calctui.chapter").joinpath("text", "lecture.txt").read_text("utf-8"), BUILT_IN)


def load_tour(file: Path) -> Tour:
    """The lecture in a file.

    Raises:
        SettingError: the file can't be read, or is no lecture; one line says where and why.
    """
    name = excerpt(str(file))
    try:
        if not file.is_file():
            raise SettingError(f"{name} is {'no file' if file.exists() else 'not there'}")
        with file.open("rb") as opened:
            text = opened.read(LONGEST + 1).decode()
    except OSError as error:
        raise SettingError(f"can't read {name}: {because(error)}") from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise SettingError(f"{name}, line {line}: this is not UTF-8 text") from None
    if len(text) > LONGEST:
        raise SettingError(f"{name} has more than {LONGEST} characters: that is no lecture")
    return replace(read_tour(text, name), source=str(file.absolute()))


def read_tour(text: str, name: str) -> Tour:
    """The lecture that a text is.

    A line such as `calctui secant h=0.5  # Halfway` is a stop, with or without `calctui` and a title; what
    follows it, up to the next stop, are its notes in Markdown. A line `# Title` before the first stop gives
    the lecture its title; other lines there are the lecturer's own remarks.

    Args:
        text: the lecture.
        name: what messages call it: its file.

    Raises:
        SettingError: a stop can't be read, or there is none; names the line.
    """
    lines = [printable(line.expandtabs(4)) for line in text.splitlines()]
    starts = [number for number, line in enumerate(lines) if _is_stop(line)]
    if not starts:
        raise SettingError(f"{name} has no stop: write a line such as calctui {CATALOGUE[0].key}")
    if len(starts) > MOST:
        raise SettingError(f"{name}, line {starts[MOST] + 1}: a lecture has at most {MOST} stops")
    ends = [*starts[1:], len(lines)]
    stops = [_stop(lines[start:end], start + 1, name) for start, end in zip(starts, ends, strict=True)]
    return Tour(_title(lines[: starts[0]]) or name, tuple(stops))


def _is_stop(line: str) -> bool:
    """Whether a line is a command: it begins with `calctui`, or as an explorable is called, and has settings.

    A line that begins with a blank never is one.
    """
    words = _command(line)[0].split()
    if not words or line[:1].isspace():
        return False
    if words[0] == "calctui":
        return True
    if len(words) == 1:
        return words[0] in names()
    return "=" in words[1] and bool(nearest(words[0], names()))


def _command(line: str) -> tuple[str, str]:
    """A line's command, and the title behind its `#`; one within quotes is none."""
    quote = ""
    for place, char in enumerate(line):
        if char in "'\"" and quote in ("", char):
            quote = "" if quote else char
        if char == "#" and not quote:
            return line[:place], line[place + 1 :].strip()
    return line, ""


def _stop(lines: list[str], number: int, name: str) -> Stop:
    command, title = _command(lines[0])
    try:
        state = state_of(command)
    except SettingError as error:
        raise SettingError(f"{name}, line {number}: {error}") from None
    try:
        return Stop(state, title, _checked("\n".join(lines[1:]).strip()))
    except ValueError as error:
        raise SettingError(f"{name}, in the notes below line {number}: {error}") from None


def _checked(notes: str) -> str:
    """Notes that can be set, and whose links open something."""
    if len(notes) > MOST_NOTES:
        raise ValueError(f"they have more than {MOST_NOTES} characters")
    for link, _ in links_of(settable(notes)):
        follow(link)
    return notes


def _title(lines: list[str]) -> str:
    return next((line[2:].strip() for line in lines if line.startswith("# ")), "")
