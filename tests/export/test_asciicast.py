"""Recordings: whether they keep to the published format, and show what they should when they are played."""

import json
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

import pytest
from small_terminal import PLAIN, SmallTerminal, expected

from calctui.explorables.catalogue import CATALOGUE, load
from calctui.explore.explorable import Explorable
from calctui.explore.link import command, read_settings
from calctui.explore.timeline import STEPS_A_SECOND
from calctui.export.ansi import update
from calctui.export.asciicast import asciicast
from calctui.export.film import film, screens
from calctui.maths.symbolic import Answer, Engine, Question, Status
from calctui.raster import Cells, Marker, blank, rows
from calctui.raster.changes import changes
from calctui.raster.palettes import DARK, LIGHT, PALETTES, Palette

KEYS = [entry.key for entry in CATALOGUE]


class Asked(Engine):
    """Remembers what it was asked, and answers that it took too long."""

    def __init__(self) -> None:
        super().__init__()
        self.questions: list[Question] = []

    def answer(self, questions: Mapping[str, Question], timeout: float) -> dict[str, Answer]:
        self.questions += questions.values()
        return {name: Answer(Status.TIMEOUT, reason="not found") for name in questions}


def shot(
    state: Explorable, size: tuple[int, int] = (80, 24), marker: Marker = Marker.BRAILLE
) -> tuple[Cells, ...]:
    return tuple(screens(film(state, Asked()), *size, marker, 1.0))


def recorded(
    state: Explorable,
    seen: tuple[Cells, ...],
    palette: Palette = DARK,
    *,
    speed: float = 1.0,
    rounds: int = 1,
    hold: float = 1.0,
) -> list[Any]:
    """The recording's lines, read as JSON and checked against the format."""
    first = film(state, Asked())[0]
    lines = list(asciicast(first, seen, palette, speed=speed, rounds=rounds, hold=hold))
    assert all(line.endswith("\n") and line.count("\n") == 1 for line in lines)
    read = [json.loads(line) for line in lines]
    check_header(read[0])
    check_events(read[1:], read[0]["duration"])
    return read


# The format, from https://docs.asciinema.org/manual/asciicast/v2/

TYPES = {
    "timestamp": int,
    "duration": float,
    "idle_time_limit": float,
    "command": str,
    "title": str,
    "env": dict,
    "theme": dict,
}


def check_header(header: Any) -> None:
    assert type(header) is dict
    assert header["version"] == 2
    assert type(header["width"]) is int
    assert type(header["height"]) is int
    assert set(header) <= {"version", "width", "height", *TYPES}
    for name, kind in TYPES.items():
        assert type(header.get(name, kind())) is kind
    assert all(type(value) is str for value in header["env"].values())
    theme = header["theme"]
    assert set(theme) == {"fg", "bg", "palette"}
    colours = theme["palette"].split(":")
    assert len(colours) in (8, 16)
    for colour in [theme["fg"], theme["bg"], *colours]:
        assert re.fullmatch("#[0-9a-f]{6}", colour)


def check_events(events: list[Any], duration: float) -> None:
    for event in events:
        time, code, data = event
        assert type(time) is float
        assert time == round(time, 6)
        assert code in ("o", "i", "m", "r")
        assert type(data) is str
        assert data
    times = [time for time, _, _ in events]
    assert times == sorted(times)
    assert times[0] >= 0
    assert times[-1] == duration


# What is seen


def played(lines: list[Any]) -> Iterator[tuple[float, SmallTerminal]]:
    terminal = SmallTerminal(lines[0]["width"], lines[0]["height"])
    for time, code, data in lines[1:]:
        assert code == "o"
        assert terminal.look == PLAIN, "every output ends in the terminal's own style"
        terminal.feed(data)
        yield time, terminal


@pytest.mark.parametrize("key", KEYS[::3])
def test_at_every_time_a_player_shows_that_step(key: str) -> None:
    state = load(key)()
    seen = shot(state)
    assert len(seen) == state.timeline.steps + 1
    lines = recorded(state, seen)
    sampled = {0, 1, len(seen) // 2, len(seen) - 1}
    for time, terminal in played(lines):
        step = min(int(time * STEPS_A_SECOND + 0.5), len(seen) - 1)
        assert terminal.rows() == rows(seen[step])
        if step in sampled:
            assert terminal.seen() == expected(seen[step], DARK)
    assert time == state.timeline.steps / STEPS_A_SECOND + 1
    assert terminal.cursor


@pytest.mark.parametrize("theme", PALETTES)
@pytest.mark.parametrize("marker", Marker)
@pytest.mark.parametrize("size", [(60, 15), (120, 40)])
def test_every_theme_marker_and_size(theme: str, marker: Marker, size: tuple[int, int]) -> None:
    state = read_settings(load("chain")(), "f='g = w*x + b; L = g^2' at='w=1, x=2, b=1'")
    seen, palette = shot(state, size, marker), PALETTES[theme]
    lines = recorded(state, seen, palette)
    assert (lines[0]["width"], lines[0]["height"]) == size
    for (_, terminal), cells in zip(played(lines), seen, strict=False):  # here every step changes something
        assert terminal.seen() == expected(cells, palette)
        assert not terminal.cursor
        if marker is Marker.ASCII:
            assert "".join(terminal.rows()).isascii()
    assert terminal.cursor
    assert lines[0]["theme"]["bg"] == palette.ground


def test_time_goes_by_step_and_speed() -> None:
    state = load("chain")()
    seen = shot(state)
    for speed in (0.125, 1, 3.7):
        lines = recorded(state, seen, speed=speed, hold=2)
        times = [time for time, _, _ in lines[1:-1]]
        assert times == [round(step / (STEPS_A_SECOND * speed), 6) for step in range(len(seen))]
        assert lines[0]["duration"] == round((len(seen) - 1) / (STEPS_A_SECOND * speed) + 2, 6)


@pytest.mark.parametrize(("hold", "between"), [(0.0, 0.05), (0.01, 0.05), (1.5, 1.5)])
def test_rounds_repeat_what_is_seen(hold: float, between: float) -> None:
    """One round after the other; the last screen stays for a step at least, or the eye would miss it."""
    state = load("chain")()
    seen = shot(state)
    once = len(seen) - 1
    lines = recorded(state, seen, rounds=3, hold=hold)
    screens_seen = [(time, terminal.rows()) for time, terminal in played(lines)]
    assert [shown for _, shown in screens_seen[:-1]] == [rows(cells) for cells in seen] * 3
    starts = [time for time, _ in screens_seen[:-1]][:: len(seen)]
    assert starts == pytest.approx([turn * (once * 0.05 + between) for turn in range(3)])
    assert lines[0]["duration"] == pytest.approx(3 * once * 0.05 + 2 * between + hold)
    assert lines[0] | {"duration": 0} == recorded(state, seen)[0] | {"duration": 0}


def test_the_header_says_what_it_is() -> None:
    state = read_settings(load("secant")(), "f='sin x' a=0.5")
    header = recorded(state, shot(state), LIGHT)[0]
    assert header["title"] == "Secant becomes tangent"
    assert header["command"] == command(state.at_step(0)) == "calctui secant f='sin x' a=0.5 h=2"
    assert "timestamp" not in header  # the same bytes on every run


def test_a_screen_holds_picture_numbers_sentence_and_time() -> None:
    state = load("secant")()
    first, *_, last = shot(state)
    top, *middle, readouts, one, two, below = rows(last)
    assert "f(x) = 3x² + 2x" in top
    assert len(middle) == 24 - 5
    assert readouts.startswith(" f(a) 5   f(a + h) 5.008 ")
    sentence = state.at_step(state.timeline.steps).scene({}).sentence
    assert " ".join(f"{one} {two}".split()) == sentence
    assert "120/120 1x" in below
    assert below.endswith("calctui secant h=0.001 ")
    assert below.index("●") > rows(first)[-1].index("●")


def test_no_sentence_is_cut() -> None:
    """In narrow films it takes as many lines as the longest needs, from first to last."""
    for key in KEYS[::4]:
        frames = film(load(key)(), Asked())
        for frame, cells in zip(frames, screens(frames, 60, 15, Marker.BRAILLE, 1.0), strict=True):
            assert frame.scene.sentence in " ".join(" ".join(rows(cells)).split())


def test_labels_of_readouts_stand_still() -> None:
    for key in ("secant", "derivative", "montecarlo"):
        lines = [rows(cells)[-4] for cells in shot(load(key)(), (100, 30))]
        for readout in load(key)().scene({}).readouts[:3]:
            columns = {line.find(f" {readout.label} ") for line in lines}
            assert len(columns) == 1
            assert columns.pop() >= 0


def test_sympy_is_asked_each_question_once() -> None:
    engine = Asked()
    frames = film(load("secant")(), engine)
    assert len(engine.questions) == 1
    assert all(frame.answers["derivative"].status is Status.TIMEOUT for frame in frames)
    engine = Asked()
    film(load("ftc")(), engine)
    assert len(engine.questions) == len(set(engine.questions)) > 100
    engine = Asked()
    film(load("chain")(), engine)
    assert engine.questions == []


def test_a_change_costs_a_fraction_of_a_screen() -> None:
    seen = shot(load("secant")())
    nothing = blank(80, 24)
    whole = sum(len(update(changes(nothing, cells), DARK).encode()) for cells in seen) / len(seen)
    changed = [len(update(changes(*pair), DARK).encode()) for pair in pairwise(seen)]
    assert sum(changed) / len(changed) < whole / 5
