"""A frame in any of the formats that it can be written in."""

import json
from pathlib import Path

from calctui.explore.errors import SettingError, because, excerpt
from calctui.explore.libraries import LIBRARIES, by_library
from calctui.export.ansi import ansi_text
from calctui.export.frame import Frame, as_data
from calctui.export.page import page
from calctui.export.text import plain_text
from calctui.export.words import described
from calctui.raster import Marker
from calctui.raster.palettes import PALETTES
from calctui.raster.svg import spans, svg

ENDINGS = {".svg": "svg", ".txt": "text", ".ansi": "ansi", ".json": "json", ".py": "code"}
"""The formats by how a file's name ends."""
SAVED_SIZE = (100, 30)
"""Columns and rows of a saved picture, whatever the screen's."""


def written(
    shown: Frame, form: str, size: tuple[int, int], marker: str, theme: str, library: str | None = None
) -> str:
    """A frame as text, ansi, svg, json, code or, without its picture, in words.

    Args:
        shown: the frame.
        form: one of the formats, or `words`.
        size: columns and rows of a picture.
        marker: how fine it is drawn.
        theme: its colours.
        library: what code is written in; NumPy unless it is named.

    Raises:
        SettingError: there is no code over this library.
    """
    if form == "code":
        return _code(shown, library or LIBRARIES[0])
    if form == "words":
        return described(shown)
    if form == "json":
        return json.dumps(as_data(shown), ensure_ascii=False, allow_nan=False, indent=1) + "\n"
    cells, palette = page(shown, *size, Marker[marker.upper()]), PALETTES[theme]
    if form == "text":
        return plain_text(cells)
    if form == "ansi":
        return ansi_text(cells, palette)
    return svg(spans(cells, palette), palette, shown.scene.sentence)


def path_of(name: str) -> Path:
    """Where a name points; one that begins with somebody who has no home here is taken as it is."""
    try:
        return Path(name).expanduser()
    except RuntimeError:
        return Path(name)


def _code(shown: Frame, library: str) -> str:
    programs = by_library(shown.state, shown.scene)
    if library not in programs:
        has = f"at these settings it has {', '.join(programs)}"
        raise SettingError(f"{shown.entry.key} has no program over {library}: {has}")
    return programs[library]


def form_of(path: Path) -> str:
    """The format that a file's name asks for.

    Raises:
        SettingError: it asks for none, or no file can be there.
    """
    if path.suffix.lower() not in ENDINGS:
        raise SettingError(f"the name must end in {', '.join(ENDINGS)}, so that it says what to write")
    try:
        path.lstat()
    except FileNotFoundError:
        pass
    except (OSError, ValueError) as error:  # its name is too long, or holds what no name can
        raise SettingError(f"{excerpt(str(path))} can't be a file: {because(error)}") from None
    if path.is_dir():
        raise SettingError(f"{excerpt(str(path))} is a folder")
    if not path.absolute().parent.is_dir():
        raise SettingError(f"there is no folder {excerpt(str(path.parent))}")
    return ENDINGS[path.suffix.lower()]
