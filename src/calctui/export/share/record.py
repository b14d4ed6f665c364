"""What is shared, as the bytes of a file: what the lecturer shows, or the word that the lecture has ended.

The file holds two lines: which format it is, and a record with its checksum before it. It is written over
in place, so a reader may meet half of a record: the checksum tells. What follows the second line is left
from a longer record.
"""

import json
import zlib
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, TypeAlias

from calctui.explore.errors import SettingError, one_line, printable

MAGIC = b"calctui share 1\n"
LARGEST = 65_536
"""Bytes of a file: enough for all texts at their longest, in characters of four bytes."""
COMMAND, TITLE, NOTES, STOP = 4000, 200, 8000, 40
"""Characters of each text. The parser takes 400 of a formula, so no command line is cut."""
_ENDED = b"ended"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What the lecturer shows at one moment."""

    command: str
    """The command line that opens the picture, as `explore.link` writes it."""
    title: str = ""
    notes: str = ""
    """What the lecture says here, in lines."""
    stop: str = ""
    """Where the lecture stands, such as `3 of 20`."""


@dataclass(frozen=True, slots=True)
class Ended:
    """The lecturer has gone, and said so."""


Record: TypeAlias = Snapshot | Ended


def cleaned(snapshot: Snapshot) -> Snapshot:
    """The same with texts cut to their bounds, and nothing in them that a terminal would obey."""
    notes = "\n".join(printable(line) for line in snapshot.notes[:NOTES].splitlines())
    return replace(
        snapshot,
        command=one_line(snapshot.command[:COMMAND]),
        title=one_line(snapshot.title[:TITLE]),
        notes=notes.rstrip("\n"),
        stop=one_line(snapshot.stop[:STOP]),
    )


def encode(record: Record) -> bytes:
    """A file's bytes, `LARGEST` at most."""
    body = _ENDED
    if isinstance(record, Snapshot):
        body = json.dumps(asdict(cleaned(record)), ensure_ascii=False).encode()
    return b"%s%s %s\n" % (MAGIC, _checksum(body), body)


def decode(raw: bytes) -> Record | None:
    """The record in a file's bytes, its texts cleaned; None where it is not, or not all, written yet.

    Raises:
        SettingError: this was written by something else.
    """
    if len(raw) > LARGEST or not (raw.startswith(MAGIC) or MAGIC.startswith(raw)):
        raise SettingError("what it holds is not shared by this version of calctui")
    line, end, _ = raw.removeprefix(MAGIC).partition(b"\n")
    checksum, _, body = line.partition(b" ")
    if not end or checksum != _checksum(body):
        return None
    return Ended() if body == _ENDED else _snapshot(body)


def _checksum(body: bytes) -> bytes:
    return b"%08x" % zlib.crc32(body)


def _snapshot(body: bytes) -> Snapshot:
    try:
        data: Any = json.loads(body)
    except (ValueError, RecursionError):
        data = None
    if not (
        isinstance(data, dict) and all(type(data.get(each.name)) is each.type for each in fields(Snapshot))
    ):
        raise SettingError("what it holds makes no sense")
    return cleaned(Snapshot(**{each.name: data[each.name] for each in fields(Snapshot)}))
