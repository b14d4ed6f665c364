"""What every explorable owes to whatever shows it. A new one is covered by its line in the catalogue."""

import json
import math
import os
import re
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from catalogue_states import Case, cases, defaults, ends, presets
from hypothesis import given, settings
from hypothesis import strategies as st
from programs import run_code

from calctui.explorables.catalogue import CATALOGUE, SECTIONS, load
from calctui.explore.controls import Point, Slider
from calctui.explore.explorable import Explorable
from calctui.explore.link import command, read_settings
from calctui.explore.timeline import stepped
from calctui.export.frame import frame
from calctui.export.page import page
from calctui.maths.symbolic import Answer, Engine, Status
from calctui.raster import Cells, Marker, draw
from calctui.scene import Matrix, Outline, Role, Scene, View

SIZES = ((56, 18), (76, 20), (100, 30))
LINE = 78
"""The sentence has two lines of this width on the smallest screen."""
BESIDE_THE_MARKS = {Role.BLANK, Role.FRAME, Role.GUIDE, Role.TEXT, Role.TITLE}

CASES = cases()
USUAL = [*defaults(), *presets()]
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
each_default = pytest.mark.parametrize("case", defaults(), ids=lambda case: case.name)
each_in_time = pytest.mark.parametrize("case", [*defaults(), *presets(), *ends()], ids=lambda case: case.name)
"""Formulas are left out: time moves numbers."""
each_default_or_preset = pytest.mark.parametrize(
    "case", [*defaults(), *presets()], ids=lambda case: case.name
)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as shared:
        yield shared


@cache
def scene_of(state: Explorable) -> Scene:
    """The picture before SymPy has said anything."""
    return state.scene({})


def inside(view: View) -> Iterator[View]:
    """A view and all views in it, whichever kinds there are."""
    yield view
    for part in getattr(view, "views", ()):
        yield from inside(part)


# Pictures


@each_case
def test_pictures_fill_their_cells_exactly(case: Case) -> None:
    view = scene_of(case.state).view
    # The defaults and examples at every size, one size in turn for what is less likely.
    usual = case in USUAL
    for width, height in SIZES if usual else SIZES[len(case.name) % len(SIZES) :][:1]:
        cells = draw(view, width, height)
        assert cells.chars.shape == cells.roles.shape == (height, width)


@each_default
@pytest.mark.parametrize("marker", Marker)
@pytest.mark.parametrize("size", SIZES)
def test_every_marker_draws_the_defaults(case: Case, marker: Marker, size: tuple[int, int]) -> None:
    cells = draw(scene_of(case.state).view, *size, marker)
    assert cells.chars.shape == (size[1], size[0])
    assert marked(cells)
    if marker is Marker.ASCII:
        assert all(char.isascii() for char in cells.chars.ravel())


@each_case
def test_every_view_shows_something_or_says_why_not(case: Case) -> None:
    for view in inside(scene_of(case.state).view):
        holds_others, note = hasattr(view, "views"), getattr(view, "note", None)
        words = isinstance(view, Matrix) or (
            isinstance(view, Outline) and any(cell.text for row in view.rows for cell in row.cells)
        )
        assert holds_others or note or words or marked(draw(view, 56, 18))


def marked(cells: Cells) -> bool:
    """Whether anything but the frame, guides and words is drawn."""
    return bool(set(cells.roles.ravel().tolist()) - BESIDE_THE_MARKS)


@each_case
def test_readouts_are_finite_numbers_words_or_lists_of_them(case: Case) -> None:
    readouts = scene_of(case.state).readouts
    assert readouts
    for readout in readouts:
        check_value(readout.value)
        assert readout.name.isidentifier()
        assert readout.label
    names = [readout.name for readout in readouts]
    assert len(set(names)) == len(names)


def check_value(value: Any) -> None:
    assert type(value) in (int, float, str, list)  # exactly: a bool or a NumPy float prints otherwise
    if isinstance(value, list):
        for each in value:
            check_value(each)
    elif isinstance(value, str):
        assert value
        assert value.isprintable()
        assert value.lower() not in ("nan", "none", "infinity", "true", "false")
    else:
        assert math.isfinite(value)
        assert value or math.copysign(1, value) == 1  # -0 would read as a sign that means something


@each_case
def test_readouts_keep_their_names(case: Case) -> None:
    """Scripts read them by name, whatever the settings."""
    assert steady_names(case.state) == steady_names(type(case.state)())


def steady_names(state: Explorable) -> list[str]:
    """The readouts' names, without those made from a formula's own names or shape, as dL_dw and j_12."""
    names = [each.name for each in scene_of(state).readouts]
    inputs = [name for name, control in state.controls.items() if isinstance(control, Point)]
    made = {f"_d{part}" for name in inputs for part, _ in getattr(state, name)}
    kept = [name for name in names if not any(name.endswith(end) for end in made)]
    return [name for name in kept if not re.fullmatch(r"j_\d\d", name)]


@each_case
def test_the_sentence_is_one_that_fits(case: Case) -> None:
    sentence = scene_of(case.state).sentence
    assert sentence.endswith(".")
    assert sentence[0] == sentence[0].upper() or sentence.startswith("f ")
    assert sentence.isprintable()
    assert not re.search(r"\b(nan|inf|none|undefined)\b", sentence, re.IGNORECASE)
    assert "  " not in sentence
    assert len(textwrap.wrap(sentence, LINE)) <= 2, sentence


@each_case
def test_tables_hold_words_and_numbers(case: Case) -> None:
    table = scene_of(case.state).table
    if table is not None:
        assert all(len(row) == len(table.columns) for row in table.rows)
        assert all(type(cell) in (float, int, str) for row in table.rows for cell in row)
        assert all(0 <= row < len(table.rows) for row in table.lit)


# Code


@each_case
def test_the_code_runs_alone_and_prints_the_readouts(case: Case) -> None:
    scene = scene_of(case.state)
    printed = run_code(scene.code)
    shown = {each.name: each.value for each in scene.readouts if isinstance(each.value, int | float)}
    size = max([1.0, *(abs(float(value)) for value in shown.values())])
    # A difference quotient loses up to twelve of a float's sixteen digits to its gap.
    dust = 1e-12 if case.state == type(case.state)() else 1e-3
    for name in shown.keys() & printed.keys():
        assert printed[name] == pytest.approx(shown[name], rel=1e-9, abs=dust * size) or is_chaotic(
            case.state, name
        ), name


def is_chaotic(state: Explorable, name: str) -> bool:
    """Whether rounding decides a readout: a change in the settings' last digits changes its first ones."""
    found = []
    for change in (0.0, 1e-15, -1e-15, 3e-15):
        shaken = state
        for setting in state.adjustable():
            if type(setting.value) is float:
                shaken = shaken.with_value(setting.name, setting.value * (1 + change))
        found += [each.value for each in shaken.scene({}).readouts if each.name == name]
    numbers = [value for value in found if isinstance(value, int | float)]
    return len(numbers) < len(found) or max(numbers) - min(numbers) > 1e-3 * max(map(abs, numbers))


@each_default_or_preset
def test_the_code_prints_some_readout_by_name(case: Case) -> None:
    scene = scene_of(case.state)
    assert run_code(scene.code).keys() & {each.name for each in scene.readouts}


@each_default
def test_the_code_needs_nothing_of_ours(case: Case) -> None:
    code = scene_of(case.state).code
    assert not re.search(r"calctui|sympy|eval|exec", code)
    # In a process of its own, where a warning is an error: the defaults are nowhere near the edge.
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip()


# Links


@each_case
def test_every_state_is_a_command_line(case: Case) -> None:
    line = command(case.state)
    assert line.isprintable()  # one line, and safe to print
    program, key, *rest = line.split(" ", 2)
    assert (program, key) == ("calctui", case.state.key())
    again = read_settings(type(case.state)(), "".join(rest))
    assert again == case.state
    assert command(again) == line


@each_default
def test_what_is_as_by_default_is_left_out(case: Case) -> None:
    assert command(case.state) == f"calctui {case.state.key()}"


# SymPy


@each_default_or_preset
def test_a_frame_with_its_answers(case: Case, engine: Engine) -> None:
    shown = frame(case.state, engine)
    assert shown.scene.unanswered == ()
    for readout in shown.scene.readouts:
        check_value(readout.value)
    for marker in Marker:
        cells = page(shown, 76, 20, marker)
        assert cells.width == 76
        assert cells.height > 20


@each_default_or_preset
@pytest.mark.parametrize("status", Status)
def test_every_ending_of_a_question_can_be_shown(case: Case, status: Status) -> None:
    if status is Status.FOUND:
        answer = Answer(
            status, plain="besselj(0, x)", pretty="besselj(0, x)"
        )  # no graph: no counterpart here
    else:
        answer = Answer(status, reason=status.value)
    answers = dict.fromkeys(case.state.questions(), answer)
    scene = case.state.scene(answers)
    for readout in scene.readouts:
        check_value(readout.value)
    json.dumps({each.name: each.value for each in scene.readouts}, allow_nan=False)
    waits = status in (Status.TIMEOUT, Status.UNAVAILABLE)
    assert scene.unanswered == (tuple(answers) if waits else ())


# Time


def at_step(state: Explorable, step: int) -> Explorable:
    sweep = state.timeline
    return state.with_value(sweep.setting, sweep.value(step, moved(state)))


def moved(state: Explorable) -> Slider:
    control = state.control(state.timeline.setting)
    assert isinstance(control, Slider)
    return control


def forward(state: Explorable, by: int = 1) -> Explorable:
    """A step as the shell takes it: from where the state says that it stands."""
    sweep = state.timeline
    position = sweep.position(state.setting(sweep.setting).value, moved(state))
    return at_step(state, min(max(stepped(position, by), 0), sweep.steps))


@each_in_time
def test_positions_and_values_match(case: Case) -> None:
    sweep, control = case.state.timeline, moved(case.state)
    for step in range(sweep.steps + 1):
        assert sweep.position(sweep.value(step, control), control) == step
    low, high = control.ends()
    for step in (-1, 0, sweep.steps, sweep.steps + 1):
        assert low <= sweep.value(step, control) <= high


@each_in_time
def test_time_runs_forward_through_distinct_states_and_back_through_the_same(case: Case) -> None:
    state = at_step(case.state, 0)
    way = [state]
    for _ in range(state.timeline.steps):
        way.append(forward(way[-1]))
    assert len(set(way)) == state.timeline.steps + 1
    assert way[-1] == forward(way[-1])  # the end stays the end
    back = [way[-1]]
    while len(back) < len(way):
        back.append(forward(back[-1], -1))
    assert back == way[::-1]
    assert back[-1] == forward(back[-1], -1)


@given(data=st.data())
@settings(deadline=None, max_examples=200)
def test_a_walk_on_the_timeline_depends_only_on_where_it_ends(data: st.DataObject) -> None:
    case = data.draw(st.sampled_from(CASES))
    place = data.draw(st.integers(0, case.state.timeline.steps))
    start = state = at_step(case.state, place)
    for by in data.draw(st.lists(st.sampled_from([-1, 1]), max_size=40)):
        place = min(max(place + by, 0), state.timeline.steps)
        state = forward(state, by)
        assert state == at_step(start, place)
        if 0 < place < state.timeline.steps:
            assert forward(forward(state, by), -by) == state


# The catalogue itself


@pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.key)
def test_an_entry_and_its_file(entry: Any) -> None:
    explorable = load(entry.key)
    assert explorable.key() == entry.key
    assert entry.section in SECTIONS
    assert entry.title[0].isupper()
    assert explorable.__doc__
    assert explorable.controls
    for name, control in explorable.controls.items():
        assert name.isidentifier()
        assert control.help, name


@pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.key)
def test_presets_are_titled_and_distinct(entry: Any) -> None:
    explorable = load(entry.key)
    assert explorable.presets
    titles = [preset.title for preset in explorable.presets]
    assert len(set(titles)) == len(titles)
    assert all(title.isprintable() for title in titles)
    states = [read_settings(explorable(), preset.settings) for preset in explorable.presets]
    assert len(set(states)) == len(states)


def test_keys_and_titles_are_distinct() -> None:
    assert (
        len({entry.key for entry in CATALOGUE}) == len({entry.title for entry in CATALOGUE}) == len(CATALOGUE)
    )
    assert list(dict.fromkeys(entry.section for entry in CATALOGUE)) == list(SECTIONS)[:8]


def test_the_same_command_gives_the_same_bytes_in_another_process() -> None:
    """Also with another hash seed: no picture may hang on the order of a set."""
    program = """
import sys
from calctui.explorables.catalogue import CATALOGUE, load
from calctui.export.formats import written
from calctui.export.frame import frame
from calctui.maths.symbolic import Engine

with Engine() as engine:
    for entry in CATALOGUE:
        shown = frame(load(entry.key)(), engine)
        for form in ("text", "words", "ansi", "svg", "json", "code"):
            sys.stdout.buffer.write(written(shown, form, (80, 24), "braille", "dark").encode())
"""
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
    assert len(outputs.pop()) > 1000
