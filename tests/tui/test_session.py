"""The session: every command is a pure function from one to the next."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from explorer import state
from hypothesis import given, settings
from hypothesis import strategies as st

from calctui.explorables.catalogue import CATALOGUE, Entry, load, state_of
from calctui.explore.errors import SettingError
from calctui.explore.link import command
from calctui.explore.timeline import SPEEDS
from calctui.session.session import Session


def test_it_starts_with_the_setting_that_the_timeline_moves() -> None:
    assert Session.start(state("secant")).selected == "h"


def test_a_refused_text_changes_nothing() -> None:
    session = Session.start(state("secant"))
    with pytest.raises(SettingError, match="out of range"):
        session.with_text("h", "7")
    assert session == Session.start(state("secant"))


def test_selection_goes_round_and_survives_only_what_exists() -> None:
    session = Session.start(state("secant f='k x'"))
    names = [setting.name for setting in session.state.settings()]
    for name in [*names[names.index("h") + 1 :], *names]:
        session = session.select(1)
        assert session.selected == name
        if name == names[-1]:
            break
    at_k = replace(session, selected="k")
    assert at_k.with_text("f", "x^2").selected == "h"


def test_at_the_end_playing_starts_over() -> None:
    session = Session.start(state("secant"))
    ended = session.at_step(session.state.timeline.steps)
    assert ended.toggled().position() == 0
    assert ended.toggled().playback.playing


def test_playing_stops_at_the_end() -> None:
    session = Session.start(state("secant")).toggled().advanced(60)
    assert session.position() == session.state.timeline.steps
    assert not session.playback.playing


def test_speed_stays_within_its_steps() -> None:
    session = Session.start(state("secant"))
    for _ in range(20):
        session = session.faster(1)
    assert session.playback.speed == SPEEDS[-1]
    for _ in range(20):
        session = session.faster(-1)
    assert session.playback.speed == SPEEDS[0]


def test_undo_takes_back_changes_but_not_the_motion_of_the_timeline() -> None:
    session = Session.start(state("secant")).changed(1).stepped(1).stepped(1)
    assert session.undone().state == Session.start(state("secant")).state
    assert Session.start(state("secant")).undone() == Session.start(state("secant"))


def test_home_and_end_jump_between_the_named_places() -> None:
    """x³ - 3x has its peak at -1, its inflection at 0 and its valley at 1."""
    session = Session.start(state("derivative f='x^3 - 3x' x=-2 span=2.5"))
    seen = []
    for _ in range(4):
        session = session.at_end(1)
        seen.append(session.setting.value)
    assert seen == pytest.approx([-1, 0, 1, 1])
    assert session.at_end(0).setting.value == pytest.approx(0)
    assert session.at_end(0).at_end(0).at_end(0) == session.at_end(0).at_end(0)


def test_home_and_end_go_to_both_ends_of_a_flat_stretch() -> None:
    session = Session.start(state("derivative f='max(x^2, 1)' x=-3"))
    assert session.at_end(1).setting.value == pytest.approx(-1, abs=1e-6)
    assert session.at_end(1).at_end(1).setting.value == pytest.approx(1, abs=1e-6)


def test_without_named_places_they_go_to_the_ends() -> None:
    session = Session.start(state("derivative f='3x + 1'"))
    assert session.at_end(1).setting.value == 100
    assert Session.start(state("secant")).at_end(0).setting.value == 1e-12


def test_a_notation_once_chosen_holds_for_all_pictures() -> None:
    session = Session.start(state("secant")).turned("notation").opened("derivative")
    assert session.state.setting("notation").value == "leibniz"
    assert session.opened("chain").opened("secant").state.setting("notation").value == "leibniz"
    back = session.turned("notation").opened("secant")
    assert back.state.setting("notation").value == "lagrange"
    assert session.linked(state("secant")).state.setting("notation").value == "leibniz"


def test_what_an_explorable_has_not_is_not_turned() -> None:
    session = Session.start(state("chain"))
    assert session.turned("notation") is session


NAMED = ("home", "end", "space")
KEYS = st.sampled_from(
    [
        *"nbxevlruafjkg+",
        "left",
        "right",
        "up",
        "down",
        "pageup",
        "comma",
        "move",
        "far",
        "home",
        "end",
        "space",
    ]
)
FORMULAS = ("k*x^2 + y", "sin(w x)", "x/3 - |x|", "a = x^2; b = a*x", "softmax(p, q)", "0.1x", "e^-x")


def press(session: Session, key: str) -> Session:
    """What a key does."""
    steps: dict[str, Callable[[], Session]] = {
        "n": lambda: session.stepped(1),
        "b": lambda: session.stepped(-1),
        "left": lambda: session.changed(-1),
        "right": lambda: session.changed(1),
        "pageup": lambda: session.changed(10),
        "comma": lambda: session.changed(-0.1),
        "move": lambda: session.moved(1, -1),
        "far": lambda: session.moved(-10, 10),
        "up": lambda: session.select(-1),
        "down": lambda: session.select(1),
        "x": lambda: session.sibling(1),
        "e": lambda: session.with_example(session.example + 1),
        "v": lambda: session.turned("view"),
        "l": lambda: session.turned("notation"),
        "home": lambda: session.at_end(0),
        "end": lambda: session.at_end(1),
        "space": lambda: session.toggled().advanced(0.3),
        "r": session.reset,
        "u": session.undone,
        "a": session.redone,
        "f": lambda: typed(session),
        "j": lambda: session.toured(1),
        "k": lambda: session.toured(-1),
        "g": session.asked,
        "+": lambda: session.faster(1),
    }
    return steps[key]()


def typed(session: Session) -> Session:
    """Another formula, where there is one to type; which depends on what is there, for good measure."""
    name = session.formula()
    text = FORMULAS[len(command(session.state)) % len(FORMULAS)]
    if name is None:
        return session
    try:
        return session.with_text(name, text)
    except SettingError:
        return session


@given(st.sampled_from(CATALOGUE), st.integers(0, 9), st.lists(KEYS, max_size=10))
@settings(max_examples=150)
def test_every_state_is_its_command_line(entry: Entry, example: int, keys: list[str]) -> None:
    session = Session.start(load(entry.key)()).with_example(example)
    for key in keys:
        session = press(session, key)
        line = command(session.state)
        assert state_of(line) == session.state, line
        assert command(state_of(line)) == line


@given(st.lists(KEYS, max_size=12))
@settings(max_examples=60)
def test_any_keys_lead_to_a_picture(keys: list[str]) -> None:
    session = Session.start(state("secant"))
    for key in keys:
        session = press(session, key)
    scene = session.state.scene({})
    assert scene.sentence.endswith(".")
    assert 0 <= session.position() <= session.state.timeline.steps


@given(st.integers(0, 119))
def test_forward_and_back_is_where_it_was(step: int) -> None:
    session = Session.start(state("secant")).at_step(step)
    assert session.stepped(1).stepped(-1).state == session.state


def test_texts_are_gone_back_through() -> None:
    session = Session.start(state("roll")).read("2.0").read("2.7#descent").read("2.10#zig-zag")
    assert session.section_open == "2.10"
    assert session.back().reading == "2.7"
    assert session.back().back().reading == "2.0"
    assert session.back().back().back().reading == ""
    assert session.closed().section_open == "2.0"
    assert session.read("2.10#zig-zag") is session


def test_who_reads_goes_on_reading_in_another_section() -> None:
    session = Session.start(state("roll")).read("2.0").section("2.3")
    assert (session.key, session.reading) == ("gradient", "2.3")
    assert session.section("2.8").reading == "2.8"
    assert session.section("2.8").key == "gradient"
    assert session.section("2.8").section("2.1").reading == "", "a section of pictures shows a picture"
    assert session.section("2.8").section("2.3").key == "gradient"
    assert Session.start(state("roll")).section("2.3").reading == ""


def test_a_state_is_shown_as_it_is() -> None:
    shown = Session.start(state("roll")).shown(state("secant h=0.5"))
    assert shown.state == state("secant h=0.5")
    assert shown.shown(state("secant h=0.25")).undone().state == state("secant h=0.5")
