"""What every explorable owes to whatever shows it. A new one is covered by its line in the catalogue."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from catalogue_states import Case, cases, defaults, ends, presets
from hypothesis import given, settings
from hypothesis import strategies as st
from programs import run_code

from calctui.explorables.catalogue import CATALOGUE, SECTIONS, load
from calctui.explore.explorable import Explorable
from calctui.explore.link import command, read_settings
from calctui.export.conformance import CHECKS, check_code, check_time
from calctui.export.conformance.checks import Check, marked, stepped_by, value_fault
from calctui.export.frame import frame
from calctui.export.page import page
from calctui.maths.symbolic import Answer, Engine, Status
from calctui.raster import Marker, draw
from calctui.scene import Scene

SIZES = ((56, 18), (76, 20), (100, 30))
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
    with Engine(limit=20.0) as shared:  # one answer takes 1.5 of the usual 2 s on a machine of its own
        yield shared


@cache
def scene_of(state: Explorable) -> Scene:
    """The picture before SymPy has said anything."""
    return state.scene({})


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
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_a_scene_is_as_it_should_be(case: Case, check: Check) -> None:
    assert list(check(case.state, scene_of(case.state))) == []


# Code


@each_case
def test_the_code_runs_alone_and_prints_the_readouts(case: Case) -> None:
    scene = scene_of(case.state)
    assert list(check_code(case.state, scene, run_code(scene.code))) == []


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


@each_default
def test_what_is_as_by_default_is_left_out(case: Case) -> None:
    assert command(case.state) == f"calctui {case.state.key()}"


# SymPy


@each_default_or_preset
def test_a_frame_with_its_answers(case: Case, engine: Engine) -> None:
    shown = frame(case.state, engine)
    assert shown.scene.unanswered == ()
    for readout in shown.scene.readouts:
        assert value_fault(readout.value) == ""
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
        assert value_fault(readout.value) == ""
    json.dumps({each.name: each.value for each in scene.readouts}, allow_nan=False)
    waits = status in (Status.TIMEOUT, Status.UNAVAILABLE)
    assert scene.unanswered == (tuple(answers) if waits else ())


# Time


@each_in_time
def test_time_runs_forward_through_distinct_states_and_back_through_the_same(case: Case) -> None:
    assert list(check_time(case.state)) == []


@given(data=st.data())
@settings(max_examples=200)
def test_a_walk_on_the_timeline_depends_only_on_where_it_ends(data: st.DataObject) -> None:
    case = data.draw(st.sampled_from(CASES))
    place = data.draw(st.integers(0, case.state.timeline.steps))
    start = state = case.state.at_step(place)
    for by in data.draw(st.lists(st.sampled_from([-1, 1]), max_size=40)):
        place = min(max(place + by, 0), state.timeline.steps)
        state = stepped_by(state, by)
        assert state == start.at_step(place)
        if 0 < place < state.timeline.steps:
            assert stepped_by(stepped_by(state, by), -by) == state


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
from calctui.export.conformance import CHECKS, check_code, check_time
from calctui.export.conformance.checks import Check, marked, stepped_by, value_fault
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
