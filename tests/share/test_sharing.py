"""The lecturer's end: whose file it is, what is never overwritten, and that nothing stops the lecture."""

import errno
import os
import shutil
import socket
import stat
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from lecture import lecturer, open_descriptors

from calctui.explore.errors import SettingError
from calctui.export.share import Share, Snapshot, sharing
from calctui.export.share.files import lock, opened
from calctui.export.share.record import MAGIC, decode, encode

ONE, TWO, THREE = (Snapshot(f"calctui secant h={h}") for h in (1, 0.5, 0.25))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "lecture"


@pytest.fixture(params=[0o077, 0o022, 0])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    old = os.umask(request.param)
    yield request.param
    os.umask(old)


def test_it_holds_the_newest_state(path: Path) -> None:
    with closing(Share.open(path)) as share:
        for snapshot in (Snapshot("calctui secant", notes="long " * 999), ONE, TWO):
            assert share.publish(snapshot) == ""
            assert path.read_bytes() == encode(snapshot)
    assert not path.exists()


def test_all_may_read_and_only_the_owner_may_write(path: Path, umask: int) -> None:
    with closing(Share.open(path)):
        found = path.stat()
    assert stat.S_IMODE(found.st_mode) == 0o644
    assert found.st_uid == os.geteuid()


def test_nobody_else_may_open_it_before_it_is_locked(
    path: Path, umask: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    modes = []

    def seen(handle: int) -> bool:
        modes.append(stat.S_IMODE(os.fstat(handle).st_mode) & 0o177)
        return lock(handle)

    monkeypatch.setattr(sharing, "lock", seen)
    Share.open(path).close()
    assert modes == [0]


def test_a_process_started_meanwhile_does_not_keep_the_lock(path: Path) -> None:
    with closing(Share.open(path)) as share:
        assert share._handle is not None
        assert not os.get_inheritable(share._handle)


def test_what_is_unchanged_is_not_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writes = []

    def counted(handle: int, data: bytes, offset: int) -> int:
        writes.append(data)
        return os.pwritev(handle, [data], offset)

    monkeypatch.setattr(os, "pwrite", counted)
    with closing(Share.open(path)) as share:
        for snapshot in (ONE, ONE, TWO, TWO, ONE):
            share.publish(snapshot)
        assert writes == [encode(ONE), encode(TWO), encode(ONE)]


def test_closing_twice_and_publishing_after_it_do_nothing(path: Path) -> None:
    share = Share.open(path)
    share.close()
    share.close()
    assert share.publish(ONE) == ""
    assert not path.exists()


# What is there already


@pytest.mark.parametrize("left", [b"", MAGIC, encode(ONE), encode(ONE)[:30]])
def test_what_an_earlier_lecture_left_is_replaced(path: Path, left: bytes) -> None:
    path.write_bytes(left)
    path.chmod(0o666)
    with path.open("r+b") as writer, closing(Share.open(path)) as share:
        share.publish(TWO)
        writer.write(b"whoever could write to the old file can't reach the new one")
        writer.flush()
        assert path.read_bytes() == encode(TWO)
        assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_after_a_crash_the_path_is_free(path: Path) -> None:
    with lecturer(path) as process:
        with pytest.raises(SettingError, match="someone shares at"):
            Share.open(path)
        process.kill()
        process.wait()
        with closing(Share.open(path)) as share:
            share.publish(TWO)
            assert path.read_bytes() == encode(TWO)


def a_folder(path: Path) -> None:
    path.mkdir()


def a_symbolic_link(path: Path) -> None:
    path.with_name("target").write_bytes(encode(ONE))
    path.symlink_to(path.with_name("target"))


def a_link_to_nothing(path: Path) -> None:
    path.symlink_to(path.with_name("nothing"))


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_socket(path: Path) -> None:
    here = os.getcwd()
    os.chdir(path.parent)  # a socket's whole path is short
    with socket.socket(socket.AF_UNIX) as each:
        each.bind(path.name)
    os.chdir(here)


def a_text(path: Path) -> None:
    path.write_bytes(b"# homework\n")


def a_beginning(path: Path) -> None:
    path.write_bytes(MAGIC[:4])


@pytest.mark.parametrize(
    ("put", "message"),
    [
        (a_folder, "is a folder: "),
        (a_symbolic_link, "is a symbolic link: "),
        (a_link_to_nothing, "is a symbolic link: "),
        (a_pipe, "is a pipe: "),
        (a_socket, "is a socket: "),
        (a_text, "is a file that no lecture was shared through"),
        (a_beginning, "is a file that no lecture was shared through"),
    ],
)
def test_anything_else_is_refused_and_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, put: Callable[[Path], None], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path("lecture")
    put(path)
    before, files = path.lstat(), open_descriptors()
    content = path.read_bytes() if path.is_file() else b""
    with pytest.raises(SettingError, match=f"^lecture {message}"):
        Share.open(path)
    assert os.path.samestat(path.lstat(), before)
    assert path.lstat().st_mode == before.st_mode
    assert not path.is_file() or path.read_bytes() == content
    assert open_descriptors() == files


def test_somebody_elses_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_bytes(encode(ONE))
    monkeypatch.setattr(os, "geteuid", lambda: path.stat().st_uid + 1)
    with pytest.raises(SettingError, match="belongs to somebody else"):
        Share.open(path)
    assert path.read_bytes() == encode(ONE)


@pytest.mark.parametrize("name", ["missing/lecture", "file/lecture", "x" * 300, ""])
def test_where_no_file_can_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    Path("file").write_text("")
    with pytest.raises(SettingError, match=r"^(can't share at .*: |\. is a folder)"):
        Share.open(Path(name))


def test_a_system_without_the_lock_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fcntl", None)
    with pytest.raises(SettingError, match="need Linux or macOS"):
        Share.open(path)
    assert not path.exists()


@pytest.mark.parametrize("step", ["lock", "os.fchmod"])
def test_a_disk_that_can_not_lock_or_protect_is_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(f"calctui.export.share.sharing.{step}", fail)
    files = open_descriptors()
    with pytest.raises(SettingError, match=r"^can't share at .*: no locks available$"):
        Share.open(path)
    assert not path.exists()
    assert open_descriptors() == files


# Two at once


def test_the_second_lecturer_is_refused(path: Path) -> None:
    with closing(Share.open(path)) as share:
        share.publish(ONE)
        with pytest.raises(SettingError, match=r"someone shares at .* now"):
            Share.open(path)
        assert path.read_bytes() == encode(ONE)
        assert share.publish(TWO) == ""


def test_who_is_overtaken_before_locking_gives_way(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    faster: list[Share] = []

    def overtaken(handle: int) -> bool:
        monkeypatch.setattr(sharing, "lock", lock)
        faster.append(Share.open(path))
        return lock(handle)

    monkeypatch.setattr(sharing, "lock", overtaken)
    with pytest.raises(SettingError, match=r"someone shares at .* now"):
        Share.open(path)
    with closing(faster[0]) as share:
        assert share.publish(ONE) == ""
        assert path.read_bytes() == encode(ONE)


def test_of_many_who_begin_at_once_one_shares(path: Path) -> None:
    begin, shares, reasons = threading.Barrier(8), [], []

    def start() -> None:
        begin.wait()
        try:
            shares.append(Share.open(path))
        except SettingError as error:
            reasons.append(str(error))

    for _ in range(10):
        path.write_bytes(encode(ONE))
        threads = [threading.Thread(target=start) for _ in range(8)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        (share,) = shares
        assert share.publish(TWO) == ""
        share.close()
        shares.clear()
    assert len(reasons) == 70
    assert all("someone shares at" in reason for reason in reasons)


def test_a_followers_look_does_not_keep_a_lecturer_out(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    path.write_bytes(encode(ONE))
    follower = opened(path)
    assert follower is not None
    fcntl.flock(follower, fcntl.LOCK_SH)
    monkeypatch.setattr(time, "sleep", lambda _: fcntl.flock(follower, fcntl.LOCK_UN))
    with closing(Share.open(path)) as share:
        assert share.publish(TWO) == ""
    os.close(follower)


# The lecture goes on


def full(*_: object) -> int:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_is_said_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(Share.open(path)) as share:
        assert share.publish(ONE) == ""
        for _ in range(2):
            with monkeypatch.context() as patched:
                patched.setattr(os, "pwrite", full)
                assert share.publish(TWO) == "followers don't see this: no space left on device"
                assert share.publish(TWO) == share.publish(THREE) == ""
            assert path.read_bytes() == encode(ONE)
            assert share.publish(ONE) == ""  # and said again when it comes back


def test_half_a_write_is_made_good(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(Share.open(path)) as share:
        share.publish(ONE)
        with monkeypatch.context() as patched:
            patched.setattr(os, "pwrite", lambda handle, data, at: os.pwritev(handle, [data[:40]], at))
            assert "no space left" in share.publish(TWO)
        assert decode(path.read_bytes()) is None
        assert share.publish(ONE) == ""  # unchanged since it last was written whole, but no longer there
        assert path.read_bytes() == encode(ONE)


def test_a_folder_that_vanishes_is_said_once(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "lecture"
    path.parent.mkdir()
    share = Share.open(path)
    share.publish(ONE)
    shutil.rmtree(path.parent)
    assert share.publish(TWO).endswith("was removed or replaced: nobody new can follow")
    assert share.publish(THREE) == ""
    share.close()


def test_what_took_its_place_is_left_alone(path: Path) -> None:
    share = Share.open(path)
    path.unlink()
    path.write_bytes(b"mine")
    assert "was removed or replaced" in share.publish(ONE)
    share.close()
    assert path.read_bytes() == b"mine"


def test_ending_on_a_full_disk(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    share = Share.open(path)
    share.publish(ONE)
    monkeypatch.setattr(os, "pwrite", full)
    share.close()
    assert not path.exists()
