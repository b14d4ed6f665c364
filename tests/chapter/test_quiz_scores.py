"""Scores are counted in memory; the best are kept on disk, and nothing on disk can do harm."""

import json
import os
from pathlib import Path

import pytest

from calctui.chapter.quiz import Best, Score, best_file, read_best, write_best
from calctui.explorables.catalogue import WHOLE


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data"


def put(text: str | bytes) -> None:
    best_file().parent.mkdir(parents=True)
    best_file().write_bytes(text.encode() if isinstance(text, str) else text)


# This session


def test_a_score_counts_by_section_and_in_all() -> None:
    empty = Score()
    score = empty.counted("2.1", True).counted("2.1", False).counted("2.5", True).counted("2.1", True)
    assert str(score.of("2.1")) == "2 of 3 right"
    assert str(score.of("2.5")) == "1 of 1 right"
    assert str(score.of("2.7")) == "0 of 0 right"
    assert str(score.total) == "3 of 4 right"
    assert empty == Score()


# The best


def test_the_best_only_rises() -> None:
    best = Best().finished("2.1", 6).finished("2.1", 4).finished(WHOLE, 0)
    assert (best.of("2.1"), best.of(WHOLE), best.of("2.2")) == (6, 0, None)
    assert best.finished("2.1", 9).of("2.1") == 9


def test_what_is_written_is_read(home: Path) -> None:
    best = Best().finished("2.1", 6).finished(WHOLE, 10)
    assert write_best(best) == ""
    assert best_file() == home / "calctui" / "scores.json"
    assert json.loads(best_file().read_text()) == {"2.1": 6, "all": 10}
    assert read_best() == best
    assert os.listdir(best_file().parent) == ["scores.json"]


def test_better_scores_of_another_window_are_kept() -> None:
    write_best(Best().finished("2.1", 9).finished("2.2", 3))
    assert write_best(Best().finished("2.1", 5).finished("2.2", 4)) == ""
    assert read_best() == Best({"2.1": 9, "2.2": 4})


def test_without_a_file_there_is_nothing() -> None:
    assert read_best() == Best()


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "null", "[1, 2]", '"2.1"', "7", b"\xff\xfe\x00", '{"2.1": 8} and more', "[" * 50_000, "NaN",
        '{"2.1": "8"}', '{"2.1": 8.0}', '{"2.1": true}', '{"2.1": null}', '{"2.1": [8]}', '{"2.1": 11}',
        '{"2.1": -1}', '{"2.1": 1e999}', '{"2.1": ' + "9" * 5000 + "}", '{"a\\nb": 3}', '{"\\ud800": 3}',
        '{"2.1": 8, "x": "' + "x" * 200_000 + '"}',
    ],
    ids=range(22),
)  # fmt: skip
def test_what_makes_no_sense_is_no_score_and_is_written_over(text: str | bytes) -> None:
    put(text)
    assert read_best() == Best()
    assert write_best(Best().finished("2.3", 5)) == ""
    assert read_best() == Best({"2.3": 5})


def test_of_a_strange_file_the_sound_part_counts() -> None:
    put('{"2.1": 8, "2.2": "many", "2.3": 700, "2.4": 0}')
    assert read_best() == Best({"2.1": 8, "2.4": 0})


# Folders that can't be written


def test_a_file_where_the_folder_should_be(home: Path) -> None:
    home.write_text("in the way")
    assert read_best() == Best()
    reason = write_best(Best().finished("2.1", 5))
    assert reason.startswith("best scores are not kept: ")
    assert reason.isprintable()
    assert home.read_text() == "in the way"


def test_a_folder_where_the_file_should_be() -> None:
    best_file().mkdir(parents=True)
    assert read_best() == Best()
    assert write_best(Best().finished("2.1", 5)).startswith("best scores are not kept: ")
    assert os.listdir(best_file().parent) == ["scores.json"]


@pytest.mark.parametrize("step", ["mkstemp", "fsync", "replace"])
def test_a_disk_that_is_full_leaves_the_old_file(step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    write_best(Best().finished("2.1", 5))

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(f"{'tempfile' if step == 'mkstemp' else 'os'}.{step}", fail)
    assert write_best(Best().finished("2.1", 7)) == "best scores are not kept: no space left on device"
    assert read_best() == Best({"2.1": 5})
    assert os.listdir(best_file().parent) == ["scores.json"]


def test_a_crash_between_writing_and_replacing_leaves_the_old_file(monkeypatch: pytest.MonkeyPatch) -> None:
    write_best(Best().finished("2.1", 5))
    before = best_file().read_bytes()

    def crash(new: str, old: Path) -> None:
        assert json.loads(Path(new).read_text()) == {"2.1": 7}  # the new one is whole by now
        assert Path(new).parent == old.parent
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", crash)
    with pytest.raises(KeyboardInterrupt):
        write_best(Best().finished("2.1", 7))
    assert best_file().read_bytes() == before
    assert os.listdir(best_file().parent) == ["scores.json"]


def test_what_a_killed_process_left_behind_is_not_in_the_way() -> None:
    put('{"2.1": 5}')
    (best_file().parent / ".scores.json-abc").write_text('{"2.1')
    assert read_best() == Best({"2.1": 5})
    assert write_best(Best().finished("2.1", 6)) == ""
    assert read_best() == Best({"2.1": 6})
