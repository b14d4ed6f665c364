"""What is written of a snapshot is read again, whole or not at all, and can do no harm."""

import json
import zlib
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from calctui.explore.errors import SettingError
from calctui.export.share.record import (
    LARGEST,
    MAGIC,
    NOTES,
    Ended,
    Record,
    Snapshot,
    cleaned,
    decode,
    encode,
)

TEXTS = st.text(st.characters(exclude_categories=()))
SNAPSHOTS = st.builds(Snapshot, TEXTS, TEXTS, TEXTS, TEXTS)
RECORDS: st.SearchStrategy[Record] = SNAPSHOTS | st.just(Ended())


def with_checksum(body: bytes) -> bytes:
    return MAGIC + f"{zlib.crc32(body):08x} ".encode() + body + b"\n"


SOUND = {"command": "c", "title": "", "notes": "", "stop": ""}
CHANGES: list[dict[str, object]] = [
    {"command": 7},
    {"notes": None},
    {"title": True},
    {"stop": []},
]


def test_a_record_is_two_lines() -> None:
    written = encode(Snapshot("calctui secant h=0.5", "Secants", "One.\nTwo.", "3 of 20"))
    first, second, rest = written.split(b"\n")
    assert (first, rest) == (b"calctui share 1", b"")
    assert json.loads(second.partition(b" ")[2]) == {
        "command": "calctui secant h=0.5",
        "title": "Secants",
        "notes": "One.\nTwo.",
        "stop": "3 of 20",
    }


@given(SNAPSHOTS)
@example(Snapshot("", notes="One.\n\n"))
def test_any_snapshot_comes_back_cleaned(snapshot: Snapshot) -> None:
    assert decode(encode(snapshot)) == cleaned(snapshot) == cleaned(cleaned(snapshot))


def test_what_people_write_comes_back_as_it_is() -> None:
    plain = Snapshot("calctui secant f='x²'", "∂f/∂x – “slopes”", "Ask:\n\n  why? 😀\nThen h → 0.", "1 of 2")
    assert decode(encode(plain)) == plain


@given(SNAPSHOTS)
def test_no_text_can_move_the_cursor(snapshot: Snapshot) -> None:
    read = decode(encode(snapshot))
    assert isinstance(read, Snapshot)
    assert all(text.isprintable() for text in (read.command, read.title, read.stop, *read.notes.split("\n")))


@pytest.mark.parametrize("char", ["a", "ä", "√", "😀", '"', "\\", "\n", "\x1b", "\u202e"])
def test_the_longest_texts_fit(char: str) -> None:
    huge = char * 100_000
    written = encode(Snapshot(huge, huge, huge, huge))
    assert len(written) <= LARGEST
    assert isinstance(decode(written), Snapshot)


def test_notes_are_cut() -> None:
    read = decode(encode(Snapshot("calctui secant", notes="x" * NOTES + "y")))
    assert isinstance(read, Snapshot)
    assert read.notes == "x" * NOTES


# Half of it


@given(RECORDS, RECORDS, st.data())
def test_a_torn_write_is_nothing_yet_or_one_of_both(old: Record, new: Record, data: st.DataObject) -> None:
    before, after = encode(old), encode(new)
    cut = data.draw(st.integers(0, len(after)))
    assert decode(after[:cut] + before[cut:]) in (None, decode(before), decode(after))


@given(RECORDS, st.data())
def test_a_beginning_is_nothing_yet(record: Record, data: st.DataObject) -> None:
    written = encode(record)
    assert decode(written[: data.draw(st.integers(0, len(written) - 1))]) is None


@given(RECORDS, RECORDS)
def test_what_is_left_of_a_longer_record_does_not_count(old: Record, new: Record) -> None:
    before, after = encode(old), encode(new)
    assert decode(after + before[len(after) :]) == decode(after)


@given(RECORDS, st.data())
def test_a_changed_byte_is_never_believed(record: Record, data: st.DataObject) -> None:
    written = bytearray(encode(record))
    place = data.draw(st.integers(len(MAGIC), len(written) - 2))
    written[place] ^= data.draw(st.integers(1, 255))
    assert decode(bytes(written)) is None


# Something else


@pytest.mark.parametrize(
    "raw",
    [
        b"\n", b"# notes\n", b"\x7fELF", b"calctui share 2\n", b"calctui share 1 \n", b"Calctui", bytes(99),
        MAGIC + b"x" * LARGEST, b"x" * (LARGEST + 1),
    ],
    ids=range(9),
)  # fmt: skip
def test_other_content_is_refused(raw: bytes) -> None:
    with pytest.raises(SettingError, match="not shared by this version"):
        decode(raw)


@pytest.mark.parametrize(
    "body",
    [
        b"", b"null", b"[]", b"{}", b"7", b'"ended"', b"Ended", b"\xff", b"[" * 50_000, b"9" * 5000, b"NaN",
        *(json.dumps(SOUND | change).encode() for change in CHANGES),
        json.dumps({name: value for name, value in SOUND.items() if name != "title"}).encode(),
    ],
    ids=range(16),
)  # fmt: skip
def test_strange_records_are_refused(body: bytes) -> None:
    with pytest.raises(SettingError, match="makes no sense"):
        decode(with_checksum(body))


def test_what_a_later_version_adds_is_left_alone() -> None:
    assert decode(with_checksum(json.dumps(SOUND | {"more": [1]}).encode())) == Snapshot("c")


def test_what_is_read_is_cleaned_whoever_wrote_it() -> None:
    wild = SOUND | {"title": "\x1b]0;x\x07 " + "t" * 999, "notes": "a\x1b[2J\r\nb\u202e\ud800"}
    read = decode(with_checksum(json.dumps(wild).encode()))
    assert isinstance(read, Snapshot)
    assert (read.title[:6], len(read.title), read.notes) == ("?]0;x?", 200, "a?[2J\nb??")


@given(st.binary())
def test_no_bytes_bring_it_down(raw: bytes) -> None:
    for content in (raw, MAGIC + raw, with_checksum(raw)):
        with suppress(SettingError):
            assert decode(content) is None or isinstance(decode(content), Snapshot | Ended)
