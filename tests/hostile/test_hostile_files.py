"""Hostile files on the screen: lectures, what is shared, and folders with strange names."""

import json
import zlib
from pathlib import Path

import pytest
from explorer import PATIENCE, explorer, press, screen_text, session, settle, shows
from hostile_texts import shown_safely
from textual.pilot import Pilot

from calctui.chapter.tour import load_tour
from calctui.cli.root import cli
from calctui.explore.errors import SettingError
from calctui.export.share import Shared
from calctui.export.share.record import MAGIC
from calctui.session.opening import Opening
from calctui.tui.app import CalctuiApp

EVIL = "\x1b[31m\x1b]0;title\x07\x9b2J\u202eevil[red]x[/][@click=app.quit]y[/]\x00\u2066"
LECTURE = f"""# Title {EVIL}
secant h=1  # Stop {EVIL}
Notes of mine {EVIL} and `code {EVIL}`, **{EVIL}**.

    listing {EVIL}

- item {EVIL}

| head {EVIL} |
|---|
| cell {EVIL} |

### Heading {EVIL}

roll  # {EVIL}
"""


def harmless(app: CalctuiApp) -> bool:
    """Whether nothing on the screen moves the cursor or does something when it is clicked."""
    strips = app.screen._compositor.render_strips()
    styles = [segment.style for strip in strips for segment in strip if segment.style]
    return shown_safely(screen_text(app)) and not any(style.meta.get("@click") for style in styles)


async def test_a_lecture_of_control_characters_is_shown_without_them(tmp_path: Path) -> None:
    file = tmp_path / "evil\x1b[31m.txt"
    file.write_text(LECTURE, encoding="utf-8")
    app = explorer("", tour=load_tour(file))
    async with app.run_test(size=(120, 60)) as pilot:
        await settle(pilot)
        await shows(pilot, "Stop ?[31m?]0;title??2J?evil[red]x[/][@click=app.quit]y[/]??")
        await shows(pilot, "Notes of mine ?[31m")
        assert harmless(app)
        await press(pilot, "p", *"stop")
        await shows(pilot, "Stop 1:")
        assert harmless(app)
    app.stop_engine()


def shared(path: Path, **texts: str) -> None:
    """What somebody writes who knows the format and means no good."""
    body = json.dumps(
        {"command": "", "title": "", "notes": "", "stop": ""} | texts, ensure_ascii=False
    ).encode()
    path.write_bytes(b"%s%08x %s\n" % (MAGIC, zlib.crc32(body), body))


async def test_a_share_of_control_characters_is_shown_without_them(tmp_path: Path) -> None:
    path = tmp_path / "lecture\x1b[31m"
    shared(path, command="calctui secant h=1", title=EVIL, notes=f"Notes {EVIL}\n\n$\\frac{{$", stop=EVIL)
    app = CalctuiApp(Opening(lecture=Shared(path)))
    async with app.run_test(size=(120, 40)) as pilot:
        await loaded(pilot, app)
        await shows(pilot, "Notes ?[31m")
        assert harmless(app)
        shared(path, command=f"calctui secant f='{EVIL}'")
        await shows(pilot, "Can't be shown")
        assert harmless(app)
        path.write_bytes(MAGIC + EVIL.encode() * 9999)
        await shows(pilot, "lecture: not readable")
        assert harmless(app)
    app.leave()
    app.stop_engine()


async def loaded(pilot: Pilot[None], app: CalctuiApp) -> None:
    for _ in range(PATIENCE):
        if app.session:
            return
        await pilot.pause(0.02)
    raise AssertionError("nothing was loaded")


async def test_a_folder_of_control_characters_is_named_without_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "\x1b[31m\u202e"
    folder.mkdir()
    monkeypatch.chdir(folder)
    app = explorer("secant")
    async with app.run_test(size=(200, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "s", "ctrl+u", *"a.txt", "enter")
        await shows(pilot, "Saved")
        assert harmless(app)
    assert (folder / "a.txt").exists()
    app.stop_engine()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 1000,
        b"\xff\xfe secant",
        b"secant\n" * 100_000,
        b"secant f=" + b"x" * 190_000,
        b"roll\n" + b"[" * 190_000,
        b"roll\n" + b"[" * 9000,
        b"x" * 900_000,
        b"roll\n" + b"> " * 2000 + b"x",
        b"roll\n" + b"- " * 2000 + b"x",
        b"roll\n" + b"*" * 50_000,
        b"roll\n$" + b"{" * 9999 + b"$",
        b"roll\n$" + b"\\frac" * 999 + b"$",
        b"roll\n[x](\x1b]0;y\x07)",
    ],
    ids=range(14),
)
def test_any_file_is_a_lecture_or_refused_in_one_line(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "lecture.txt"
    file.write_bytes(content)
    why = ""
    try:
        assert load_tour(file).stops
    except SettingError as error:
        why = str(error)
    assert why.isprintable()
    assert len(why) < 250


def test_a_bookmark_that_was_tampered_with_is_refused_before_the_screen_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    (tmp_path / "calctui").mkdir()
    kept = tmp_path / "calctui" / "last.json"
    for bookmark in (
        {"command": f"secant f='{EVIL}'"},
        {"command": "roll", "reading": "secant"},
        {"command": "roll", "reading": EVIL},
        {"command": "roll", "lecture": EVIL},
        {"command": "roll", "lecture": "/dev/zero"},
        {"command": "x" * 9000},
    ):
        kept.write_text(json.dumps(bookmark))
        with pytest.raises(SettingError) as refused:
            cli.main(["--resume"], standalone_mode=False)
        assert str(refused.value).isprintable()


async def test_a_score_of_control_characters_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    (tmp_path / "calctui").mkdir()
    scores = {EVIL: 9, "2.1": 10**400, "2.2": -1, "2.3": "9", "2.4": 7}
    (tmp_path / "calctui" / "scores.json").write_text(json.dumps(scores))
    app = explorer("secant")
    async with app.run_test(size=(100, 60)) as pilot:
        await settle(pilot)
        await press(pilot, "9")
        await pilot.pause(0.2)
        assert session(app).guessing.aware().best.sections == {"2.4": 7}
        assert harmless(app)
    app.stop_engine()
