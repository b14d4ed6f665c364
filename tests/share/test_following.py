"""A follower's end: it sees the newest state, says how the lecture goes, and can change nothing."""

import os
import shlex
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lecture import BUSY, lecturer, open_descriptors, somebody_else

from calctui.explorables.catalogue import CATALOGUE, load
from calctui.explore.errors import SettingError
from calctui.explore.explorable import Explorable
from calctui.explore.link import command, read_settings
from calctui.export.share import News, Share, Shared, Snapshot, Status, following, state_of
from calctui.export.share.files import has_writer, lock
from calctui.export.share.record import LARGEST, decode, encode

ONE, TWO = Snapshot("calctui secant", "One"), Snapshot("calctui taylor order=4", "Two", "Notes.")


@pytest.fixture
def path() -> Iterator[Path]:
    """A place that other users can reach."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        yield Path(folder, "lecture")


@pytest.fixture
def shared(path: Path) -> Iterator[Shared]:
    with closing(Shared(path)) as each:
        yield each


@pytest.fixture
def share(path: Path) -> Iterator[Share]:
    with closing(Share.open(path)) as each:
        yield each


def looked(shared: Shared) -> News:
    news = shared.look()
    assert news is not None
    assert shared.look() is None, "nothing has changed since"
    return news


# How a lecture goes


def test_from_before_the_beginning_to_the_end(path: Path, shared: Shared) -> None:
    assert looked(shared).status is Status.WAITING
    share = Share.open(path)
    assert shared.look() is None, "nothing is shared yet"
    share.publish(ONE)
    assert looked(shared) == News(Status.LIVE, ONE, "")
    share.publish(ONE)
    assert shared.look() is None
    share.publish(TWO)
    assert looked(shared) == News(Status.LIVE, TWO, "")
    share.close()
    assert looked(shared) == News(Status.ENDED, TWO, "the lecture has ended")
    assert shared.newest == TWO


def test_who_comes_late_sees_the_newest(share: Share, shared: Shared) -> None:
    share.publish(ONE)
    share.publish(TWO)
    assert looked(shared).snapshot == TWO


def test_two_states_of_one_length_within_one_tick(path: Path, share: Share, shared: Shared) -> None:
    before = Snapshot("calctui secant h=1")
    share.publish(before)
    assert looked(shared).snapshot == before
    date = path.stat()
    share.publish(after := Snapshot("calctui secant h=2"))
    os.utime(path, ns=(date.st_atime_ns, date.st_mtime_ns))
    assert (path.stat().st_mtime_ns, path.stat().st_size) == (date.st_mtime_ns, date.st_size)
    assert looked(shared).snapshot == after


def test_a_crash_is_said_and_the_last_state_kept(path: Path, shared: Shared) -> None:
    with lecturer(path) as process:
        assert looked(shared) == News(Status.LIVE, Snapshot("calctui secant", "0"), "")
        process.kill()
        process.wait()
        news = looked(shared)  # one look of three that fit in 0.3 s
    assert (news.status, news.snapshot) == (Status.CRASHED, Snapshot("calctui secant", "0"))
    assert news.notice.startswith("the lecture broke off")


def test_a_crash_is_said_to_who_comes_after_it(path: Path, shared: Shared) -> None:
    path.write_bytes(encode(ONE))
    news = looked(shared)
    assert (news.status, news.snapshot) == (Status.CRASHED, ONE)


def test_a_crash_in_the_middle_of_writing(path: Path, share: Share, shared: Shared) -> None:
    share.publish(ONE)
    looked(shared)
    handle = share._handle
    assert handle is not None
    os.pwrite(handle, encode(TWO)[:60], 0)
    assert shared.look() is None, "the other half is still to come"
    os.close(handle)
    share._handle = None
    news = looked(shared)
    assert (news.status, news.snapshot) == (Status.CRASHED, ONE)


def test_a_new_lecture_at_the_same_path(path: Path, shared: Shared) -> None:
    for snapshot in (ONE, TWO, ONE):
        with closing(Share.open(path)) as share:
            share.publish(snapshot)
            assert looked(shared) == News(Status.LIVE, snapshot)
        assert looked(shared).status is Status.ENDED


def test_a_new_lecture_after_a_crash(path: Path, shared: Shared) -> None:
    path.write_bytes(encode(ONE))
    assert looked(shared).status is Status.CRASHED
    with closing(Share.open(path)) as share:
        news = looked(shared)
        assert (news.status, news.snapshot) == (Status.WAITING, ONE)
        share.publish(ONE)
        assert looked(shared) == News(Status.LIVE, ONE)


def test_a_new_lecture_that_begins_between_two_looks(path: Path, shared: Shared) -> None:
    for snapshot in (ONE, TWO):
        share = Share.open(path)
        share.publish(snapshot)
        assert looked(shared) == News(Status.LIVE, snapshot)
        share.close()


def test_a_file_that_loses_its_name_is_followed_on(path: Path, share: Share, shared: Shared) -> None:
    share.publish(ONE)
    looked(shared)
    path.unlink()
    assert shared.look() is None
    share.publish(TWO)
    assert looked(shared) == News(Status.LIVE, TWO)
    share.close()
    assert looked(shared).status is Status.ENDED


def test_detaching_and_rejoining(share: Share, shared: Shared) -> None:
    share.publish(ONE)
    looked(shared)
    shared.close()
    share.publish(TWO)
    assert looked(shared) == News(Status.LIVE, TWO)


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("name", ["has_writer", "os.pread", "stands_at"])
def test_an_end_in_the_middle_of_a_look_is_no_crash(
    share: Share, shared: Shared, monkeypatch: pytest.MonkeyPatch, name: str, after: bool
) -> None:
    share.publish(ONE)
    looked(shared)
    plain: Callable[..., object] = os.pread if name == "os.pread" else getattr(following, name)

    def ended(*args: object) -> object:
        monkeypatch.undo()
        if not after:
            share.close()
        result = plain(*args)
        share.close()
        return result

    monkeypatch.setattr(f"calctui.export.share.following.{name}", ended)
    news = shared.look() or shared.look()
    assert news is not None
    assert news.status is Status.ENDED


# What it meets


def test_a_state_is_seen_whole_or_not_at_all(path: Path, shared: Shared) -> None:
    """A lecturer who writes without a pause, short and long in turn."""
    seen: list[int] = []
    with lecturer(path, BUSY) as process:
        while len(seen) < 300:
            if news := shared.look():
                assert news.status is Status.LIVE
                assert news.snapshot
                seen.append(int(news.snapshot.title))
                number = f"{seen[-1]} "
                assert news.snapshot.notes == (number * (seen[-1] * 7 % 500) if seen[-1] else "")
        process.kill()
        process.wait()
        end = shared.look()
    assert end is not None
    assert end.status is Status.CRASHED
    assert seen == sorted(seen), "never back in time"


@pytest.mark.parametrize("content", [b"# homework\n", encode(ONE) + bytes(LARGEST), b"x" * 10_000_000])
def test_other_content_is_refused(path: Path, shared: Shared, content: bytes) -> None:
    path.write_bytes(content)
    news = looked(shared)
    assert news.status is Status.REFUSED
    assert news.notice.startswith("can't follow ")
    path.unlink()
    with closing(Share.open(path)) as share:
        share.publish(ONE)
        assert looked(shared) == News(Status.LIVE, ONE)


def test_what_is_no_plain_file_is_refused_at_once(path: Path) -> None:
    path.with_name("target").write_bytes(encode(ONE))
    made: dict[str, Callable[[Path], None]] = {
        "folder": os.mkdir,
        "pipe": os.mkfifo,
        "symbolic link": lambda place: place.symlink_to("target"),
    }
    files = open_descriptors()
    for kind, make in made.items():
        place = path.with_name(kind)
        make(place)
        news = looked(Shared(place))
        assert (news.status, news.snapshot) == (Status.REFUSED, None)
        assert f"is a {kind}: a lecture is shared through a plain file" in news.notice
    assert "is a device" in looked(Shared(Path("/dev/zero"))).notice
    assert open_descriptors() == files


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (os.mkfifo, "is a pipe: "),
        (os.mkdir, "is a folder: "),
        (lambda path: path.symlink_to("plain"), "symbolic links"),
    ],
)
def test_what_is_exchanged_before_opening_is_refused(
    path: Path, shared: Shared, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], None], message: str
) -> None:
    plain = path.with_name("plain")
    plain.write_bytes(encode(ONE))
    make(path)
    monkeypatch.setattr(os, "lstat", lambda _: os.stat(plain))
    files = open_descriptors()
    news = looked(shared)
    assert news.status is Status.REFUSED
    assert message in news.notice
    assert open_descriptors() == files


def test_what_takes_its_place_is_seen(path: Path, share: Share, shared: Shared) -> None:
    share.publish(ONE)
    looked(shared)
    path.unlink()
    path.symlink_to("elsewhere")
    news = looked(shared)
    assert (news.status, news.snapshot) == (Status.REFUSED, ONE)


@pytest.mark.parametrize("name", ["missing/lecture", "lecture"])
def test_where_nothing_is_it_waits(path: Path, name: str) -> None:
    news = looked(Shared(path.parent / name))
    assert (news.status, news.snapshot) == (Status.WAITING, None)
    assert news.notice.startswith("nobody shares at ")


def test_a_name_that_can_not_be_is_refused(path: Path) -> None:
    assert looked(Shared(path.parent / ("x" * 300))).notice.endswith(": file name too long")
    path.write_bytes(b"")
    assert looked(Shared(path / "lecture")).notice.endswith(": not a directory")


def test_a_disk_that_fails_is_said_and_got_over(
    share: Share, shared: Shared, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> bytes:
        raise OSError(5, "Input/output error")

    share.publish(ONE)
    with monkeypatch.context() as patched:
        patched.setattr(os, "pread", fail)
        news = looked(shared)
    assert (news.status, news.notice.rpartition(": ")[2]) == (Status.REFUSED, "input/output error")
    assert looked(shared) == News(Status.LIVE, ONE)


def test_a_system_without_the_lock_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fcntl", None)
    with pytest.raises(SettingError, match="need Linux or macOS"):
        Shared(path)


# What it can't do


def test_another_user_sees_it_and_can_not_write(path: Path, share: Share) -> None:
    """Where the tests may not become another user, the mode has to do."""
    share.publish(ONE)
    with somebody_else() as really, closing(Shared(path)) as shared:
        assert looked(shared) == News(Status.LIVE, ONE)
        if really:
            for forbidden in (lambda: path.open("r+b"), path.unlink, lambda: path.chmod(0o666)):
                with pytest.raises(PermissionError):
                    forbidden()
    assert path.stat().st_mode & 0o777 == 0o644


def test_another_user_is_told_what_can_not_be_read(path: Path) -> None:
    path.write_bytes(encode(ONE))
    path.chmod(0)
    with somebody_else(), closing(Shared(path)) as shared:
        assert looked(shared).notice.endswith(": permission denied")


def test_it_reads_only_and_leaves_no_lock(path: Path, shared: Shared) -> None:
    import fcntl

    path.write_bytes(encode(ONE))
    before = path.stat()
    looked(shared)
    handle = shared._handle
    assert handle is not None
    assert fcntl.fcntl(handle, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY
    assert not os.get_inheritable(handle)
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.write(handle, b"x")
    assert path.read_bytes() == encode(ONE)
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    with path.open("rb") as lecturers:
        assert lock(lecturers.fileno())
        assert has_writer(handle)


def test_following_for_long_opens_nothing_more(path: Path, shared: Shared) -> None:
    looked(shared)
    files = open_descriptors()
    for _ in range(20):
        with closing(Share.open(path)) as share:
            share.publish(ONE)
            looked(shared)
        looked(shared)
    shared.close()
    assert open_descriptors() == files


# What it believes


@pytest.mark.parametrize("key", [each.key for each in CATALOGUE])
def test_every_example_opens_as_it_was_shared(key: str) -> None:
    default = load(key)()
    for state in (default, *(read_settings(default, preset.settings) for preset in default.presets)):
        read = decode(encode(Snapshot(command(state))))
        assert isinstance(read, Snapshot)
        assert state_of(read) == state


@pytest.mark.parametrize(
    "line",
    ["", "'", "calctui", "secant", "rm -rf /", "rm secant", "calctui quiz 2.1", "calctui secant h",
     "calctui secant h=-1", "calctui secant f='__import__(\"os\")'",
     "calctui ../secant", "calctui secant h=1; ls"],
)  # fmt: skip
def test_no_other_command_is_obeyed(line: str) -> None:
    with pytest.raises(SettingError):
        state_of(Snapshot(line))


KEYS = st.sampled_from([each.key for each in CATALOGUE])
WORDS = st.sampled_from(["f", "a", "h", "x", "order", "seed", "view"]) | st.text()


@given(KEYS | st.text(), st.lists(st.tuples(WORDS, st.text() | st.floats().map(str)), max_size=3))
def test_any_command_is_a_picture_or_one_line_of_why(key: str, settings: list[tuple[str, str]]) -> None:
    line = shlex.join(["calctui", key, *(f"{name}={value}" for name, value in settings)])
    with suppress(SettingError):
        assert isinstance(state_of(Snapshot(line)), Explorable)
