"""Dialogues: what is typed, and what a person who does not see the screen hears."""

from pathlib import Path

import pytest
from dialogue import Dialogue

from calctui.chapter.quiz import best_file
from calctui.chapter.tour import built_in, read_tour
from calctui.explorables import catalogue
from calctui.explorables.catalogue import CATALOGUE, SECTIONS, load, of_section, state_of
from calctui.explore.link import command
from calctui.linear.registry import COMMANDS, KEYS
from calctui.tui.commands import COMMANDS as ON_SCREEN


def shown(dialogue: Dialogue) -> str:
    return command(dialogue.talk.session.state)


# Hearing a picture


def test_a_picture_begins_with_its_name_its_sentence_and_what_can_be_changed() -> None:
    title, sentence, *numbers, hint = Dialogue().said
    assert title == "Secant becomes tangent. Section 2.1, Derivatives."
    assert sentence.startswith("Over a gap of 1 the average slope is 11; the slope at 1 is 8.")
    assert "secant slope: 11" in numbers
    assert hint == "You can change f, a, h, scheme, view, notation and span."


def test_a_picture_of_ones_own_is_heard_and_listed_too() -> None:
    catalogue.begin([Path(__file__).parents[2] / "docs" / "examples" / "my_lecture.py"])
    try:
        dialogue = Dialogue("cobweb r=3.3")
        assert dialogue.said[0] == "Order turns into chaos. Own pictures."
        assert "Own pictures: cobweb, Order turns into chaos." in dialogue.hear("list")
        assert dialogue.hear("r=2")[:2] == ["r is 2.", "Round 20: x is 0.5; it settles."]
    finally:
        catalogue.begin()


@pytest.mark.parametrize("line", ["say", "", "   "])
def test_everything_has_the_table_by_the_names_of_its_columns(line: str) -> None:
    said = Dialogue().hear(line)
    assert "Table of 6 rows:" in said
    assert "Here: h 1, slope 11, error 3" in said
    assert "The timeline moves h: step 11 of 120." in said


def test_landmarks_are_named() -> None:
    said = Dialogue("derivative f='x^3 - 3x' x=2").hear("say")
    assert "Named places along x: -1, 0, 1." in said


@pytest.mark.parametrize("key", [each.key for each in CATALOGUE])
def test_every_setting_says_what_it_may_be(key: str) -> None:
    dialogue = Dialogue(key)
    said = dialogue.hear("settings")
    for name, control in load(key).controls.items():
        line = next(line for line in said if line.startswith(f"{name} is "))
        assert control.help in line
        assert " It may be " in line
        assert dialogue.hear(f"help {name}") == [line]
    assert sum("The timeline moves it from" in line for line in said) == 1


# Changing it


@pytest.mark.parametrize("line", ["h 0.1", "h=0.1", "h = 0.1", "  h   1/10 ", "h=1/10"])
def test_a_setting_is_changed_and_only_what_differs_is_said(line: str) -> None:
    dialogue = Dialogue()
    said = dialogue.hear(line)
    assert shown(dialogue) == "calctui secant h=0.1"
    assert said[0] == "h is 0.1."
    assert said[1].startswith("Over a gap of 0.1 the average slope is 8.3;")
    assert said[2:] == ["f(a + h): 5.83", "secant slope: 8.3", "error: 0.3"]


@pytest.mark.parametrize(
    ("line", "value"),
    [
        *(("a +", "1.1"), ("a -", "0.9"), ("a + 10", "2"), ("a up 10", "2"), ("a - 20", "-1")),
        *(("a + 0.1", "1.01"), ("a down", "0.9"), ("a -2", "-2"), ("a high", "100"), ("a low", "-100")),
    ],
)
def test_steps_and_ends(line: str, value: str) -> None:
    dialogue = Dialogue()
    assert dialogue.hear(line)[0] == f"a is {value}."


def test_an_end_is_the_next_named_place_where_there_is_one() -> None:
    dialogue = Dialogue("derivative f='x^3 - 3x' x=-2")
    assert [dialogue.hear("x high")[0] for _ in range(3)] == ["x is -1.", "x is 0.", "x is 1."]
    assert dialogue.hear("x high") == ["There is nothing further above: x is 1."]


def test_a_formula_brings_its_letters() -> None:
    dialogue = Dialogue()
    assert dialogue.hear("f m x^2")[:2] == ["f is m·x².", "m is 1."]
    assert dialogue.hear("m 3")[0] == "m is 3."
    assert dialogue.hear("f + x")[0] == "f is x."  # for a formula + is no step
    assert dialogue.hear("m 3")[0].startswith("Not done: nothing is called 'm'")


def test_a_point_is_changed_in_part_and_as_a_whole() -> None:
    dialogue = Dialogue("chain")
    assert dialogue.hear("at w=5, x=1")[0] == "at is w=5, x=1."
    assert dialogue.hear("w 2")[0] == "at is w=2, x=1."
    assert dialogue.hear("at=x=4")[0] == "at is w=2, x=4."


def test_what_stays_as_it_was_is_not_said_again() -> None:
    assert Dialogue().hear("span 5") == ["span is 5."]


def test_a_choice_is_named_or_the_next() -> None:
    dialogue = Dialogue()
    assert dialogue.hear("scheme central")[0] == "scheme is central."
    assert dialogue.hear("scheme +")[0] == "scheme is forward."
    assert "It may be forward, backward or central." in dialogue.hear("scheme")[0]


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("h 7", ["h: 7 is out of range: 1e-12 to 2"]),
        ("f 3x +", ["f: ", "column 5"]),
        ("f sine x", ["did you mean sin?"]),
        ("scheme centrl", ["did you mean central?"]),
        ("exampel", ["nothing is called 'exampel'", "did you mean example?"]),
        ("tailor", ["did you mean taylor?"]),
        ("zzz", ["help names what can be typed"]),
        ("re", ["'re' may be redo, reset or return: write more of it"]),
        ("open tailor", ["did you mean taylor?"]),
        ("section 9", ["no section is called '9'"]),
        ("example 99", ["from 1 to 8", "not '99'"]),
        ("to 500", ["from 0 to 120"]),
        ("next -1", ["not '-1'"]),
        ("code fortran", ["this picture has numpy"]),
        ("quiz 2.8", ["a quiz is about a section"]),
        ("quiz 2.3 x", ["a seed is a whole number"]),
        ("help zzz", ["no help on 'zzz'"]),
        ("help exampel", ["did you mean help example?"]),
        ("calctui secant f='x", ["not closed"]),
        ("h=", ["h: "]),
        ("\x1b[31m", ["nothing is called '?[31m'"]),
    ],
)
def test_what_can_not_be_done_is_said_in_one_line_and_changes_nothing(line: str, parts: list[str]) -> None:
    dialogue = Dialogue()
    before = dialogue.talk
    said = dialogue.hear(line)
    assert dialogue.talk is before
    assert len(said) == 1
    assert said[0].startswith("Not done: ")
    assert said[0].isprintable()
    for part in parts:
        assert part in said[0]


def test_a_change_that_changes_nothing_says_so() -> None:
    dialogue = Dialogue()
    assert dialogue.hear("h 1") == ["Nothing changed: h is 1."]
    assert dialogue.hear("undo") == ["There is nothing to take back."]
    assert dialogue.hear("redo") == ["Nothing was taken back."]
    assert dialogue.hear("reset") == ["Everything is as at first."]
    assert dialogue.hear("open secant") == ["Secant becomes tangent is open already: say tells all of it."]


def test_changes_are_taken_back_and_made_again() -> None:
    dialogue = Dialogue()
    dialogue.all(["h 0.1", "a 2"])
    assert dialogue.hear("undo")[:2] == ["Taken back.", "a is 1."]
    assert dialogue.hear("redo")[:2] == ["Made again.", "a is 2."]
    assert dialogue.hear("reset")[0] == "Set back; undo brings it back."
    assert shown(dialogue) == "calctui secant"


# Names


def test_no_setting_is_hidden_by_a_command() -> None:
    """A setting is heard under its name alone, whatever begins like it."""
    for each in CATALOGUE:
        names = {setting.name for setting in load(each.key)().settings()}
        assert not names & {*COMMANDS, "help", *(entry.key for entry in CATALOGUE)}


def test_commands_can_be_shortened_and_settings_come_first() -> None:
    dialogue = Dialogue("riemann")
    assert dialogue.hear("exampl")[0].startswith("Example 1 of ")
    assert dialogue.hear("SETT")[0].startswith("f is ")
    assert dialogue.hear("n")[0].startswith("n is ")  # and not next
    assert dialogue.hear("hel pl") == dialogue.hear("help pl")


def test_keys_that_the_texts_speak_of_do_the_same_here() -> None:
    keys = {key: each.title for each in ON_SCREEN for key in (*each.keys, each.shown)}
    assert set(KEYS) <= set(keys)
    dialogue = Dialogue("gradient")
    assert dialogue.hear("e")[0].startswith("Example 1")
    assert dialogue.hear("n")[0].startswith("Step ")
    dialogue.hear("q")
    assert dialogue.talk.over


def test_help_names_every_command_and_each_by_itself() -> None:
    dialogue = Dialogue()
    said = dialogue.hear("help")
    assert f"Commands: {', '.join(COMMANDS)}." in said
    every = dialogue.hear("help all")
    assert len(every) == len(COMMANDS)
    for name in COMMANDS:
        assert dialogue.hear(f"help {name}")[0] in every


@pytest.mark.parametrize("key", [each.key for each in CATALOGUE])
def test_the_examples_in_the_help_work(key: str) -> None:
    first = Dialogue(key).hear("help")[0].removeprefix("A setting and a value change the picture: ")
    assert not Dialogue(key).hear(first.partition(". ")[0])[0].startswith("Not done")


def test_help_while_a_question_is_open() -> None:
    dialogue = Dialogue()
    dialogue.hear("guess")
    assert dialogue.hear("help")[0].startswith("A question is open: type your answer.")
    assert dialogue.talk.asking


def test_of_a_long_row_of_numbers_the_beginning_is_said() -> None:
    said = Dialogue("taylor order=20").hear("say")
    assert next(line for line in said if line.startswith("coefficients: ")).endswith(" and 13 more")


# Time


def test_steps_along_the_timeline() -> None:
    dialogue = Dialogue("secant h=2")
    assert dialogue.hear("next")[:2] == ["Step 1 of 120.", "h is 1.88."]
    assert dialogue.hear("next 9")[0] == "Step 10 of 120."
    assert dialogue.hear("back 3")[0] == "Step 7 of 120."
    assert dialogue.hear("to 7") == ["This is step 7 of 120 already."]
    assert dialogue.hear("to end")[:2] == ["Step 120 of 120.", "h is 0.001."]
    assert dialogue.hear("next") == ["This is the end of the timeline: to start goes back."]
    assert dialogue.hear("to start")[0] == "Step 0 of 120."
    assert dialogue.hear("back") == ["This is its start: step 0."]


def test_playing_speaks_at_a_few_places_and_leads_to_the_end() -> None:
    dialogue = Dialogue("secant h=2")
    said = dialogue.hear("play")
    steps = [int(line.split(",")[0].removeprefix("Step ")) for line in said if line.startswith("Step ")]
    assert len(steps) == 7
    assert steps == sorted(set(steps))
    assert steps[-1] == 120
    assert shown(dialogue) == "calctui secant h=0.001"
    assert "secant slope: 8.003" in said
    assert dialogue.hear("play")[0].startswith("Step 0, h is 2: Over a gap of 2 ")


# Going about


def test_every_picture_is_listed_and_can_be_opened() -> None:
    dialogue = Dialogue()
    said = " ".join(dialogue.hear("list"))
    for each in CATALOGUE:
        assert f"{each.key}, {each.title}" in said
    assert dialogue.hear("open tayl")[0] == "Taylor series. Section 2.5, Taylor."
    assert dialogue.hear("open Monte Carlo")[0] == "Monte Carlo. Section 2.6, Integrals."
    assert dialogue.hear("descent rate=0.3")[0] == "Descent. Section 2.7, Numerics."
    assert dialogue.hear("calctui secant h=0.5")[0] == "Secant becomes tangent. Section 2.1, Derivatives."
    assert shown(dialogue) == "calctui secant h=0.5"


@pytest.mark.parametrize("number", [number for number in SECTIONS if of_section(number)])
def test_a_section_goes_round_its_pictures(number: str) -> None:
    dialogue = Dialogue("roll" if number != "2.0" else "secant")
    keys = [each.key for each in of_section(number)]
    for key in [*keys, keys[0]] if len(keys) > 1 else keys:
        dialogue.hear(f"section {number}")
        assert dialogue.talk.session.key == key


def test_the_text_is_read_part_by_part_and_its_links_are_followed() -> None:
    dialogue = Dialogue()
    first = dialogue.hear("text")
    assert first[0] == "Heading: 2.1 Derivatives"
    assert first[-1] == "more reads on: Limits."
    second = dialogue.hear("more")
    number = next(line for line in second if "undefined" in line).rpartition("(link ")[2].rstrip(")")
    said = dialogue.hear(f"follow {number}")
    assert said[0] == "Limits. Section 2.1, Derivatives."
    assert said[1].startswith("From both sides f tends to 4, but it has no value at 2")
    assert dialogue.hear("more")[0] == "Heading: Secant and tangent"
    assert dialogue.hear("follow 0")[0].startswith("Not done: links have numbers from 1 to ")


@pytest.mark.parametrize("number", SECTIONS)
def test_reading_on_reaches_the_end_of_every_section(number: str) -> None:
    dialogue = Dialogue()
    said = dialogue.hear(f"text {number}")
    for _ in range(100):
        if said[0].startswith("Section "):
            break
        assert said[0].startswith("Heading: ")
        assert all(line.strip() for line in said)
        said = dialogue.hear("more")
    assert said == [f"Section {number} ends here. text and a number reads another."]


def test_following_before_reading() -> None:
    assert Dialogue().hear("follow 1") == ["No link has been read yet: text and find name some."]


def test_finding_names_pictures_examples_and_terms() -> None:
    dialogue = Dialogue()
    said = dialogue.hear("find newton")
    assert said[0].startswith("1. ")
    assert said[-1] == "Type follow and a number."
    term = next(place for place, line in enumerate(said, 1) if "Newton's method" in line)
    assert dialogue.hear(f"follow {term}")[0] == "Heading: Newton's method"
    assert dialogue.hear("find newtn") == ["Nothing is called 'newtn'. Did you mean find newton?"]
    assert "more: add another word" in dialogue.hear("find a")[-1]


# Guessing


def test_a_question_hides_the_numbers_until_the_guess() -> None:
    dialogue = Dialogue()
    asked = dialogue.hear("guess")
    assert "Question: What is the secant slope?" in asked
    assert "11" not in " ".join(asked)
    assert "11" not in " ".join(dialogue.hear("say"))
    assert dialogue.hear("what?")[0].startswith("Not done: a number is wanted")
    told = dialogue.hear("11")
    assert told[0] == "Right: the secant slope is 11."
    assert "secant slope: 11" in told
    assert told[-1] == "This session: 1 of 1 right. Type guess for the next question."


@pytest.mark.parametrize("line", ["code", "save tell.json", "settings", "h 0.1"])
def test_while_a_question_is_open_nothing_else_is_heard(line: str) -> None:
    dialogue = Dialogue()
    dialogue.hear("guess")
    assert dialogue.hear(line)[0].startswith("Not done: a number is wanted")
    assert dialogue.talk.asking


def test_a_question_is_left() -> None:
    dialogue = Dialogue()
    dialogue.hear("guess")
    assert dialogue.hear("skip") == ["You left the question."]
    assert dialogue.hear("skip") == ["No question is open."]
    assert dialogue.hear("h 0.1")[0] == "h is 0.1."


@pytest.mark.parametrize("kiosk", [False, True])
def test_ten_questions_are_played_to_the_end(kiosk: bool) -> None:
    best_file().unlink(missing_ok=True)
    dialogue = Dialogue(kiosk=kiosk)
    assert dialogue.hear("quiz 2.3 7")[0] == "Ten questions about section 2.3, of seed 7."
    for place in range(1, 11):
        assert any(line.startswith(f"Question {place} of 10: ") for line in dialogue.said[-4:])
        question = dialogue.talk.session.guessing.question
        assert question
        answer = question.answer if isinstance(question.answer, str) else repr(question.answer)
        assert dialogue.hear(answer)[0].startswith("Right: ")
        last = dialogue.hear("guess")
    assert last[0] == "Ten questions about section 2.3: 10 right."
    assert last[-1] == "The same again: calctui quiz 2.3 --seed 7"
    assert best_file().exists() is not kiosk


def test_the_same_seed_opens_the_same_questions() -> None:
    assert Dialogue().hear("quiz 2.6 3") == Dialogue().hear("quiz 2.6 3")
    assert Dialogue(quiz=("2.6", 3)).said == Dialogue().hear("quiz 2.6 3")


# Taking along


def test_programs_and_commands_are_said_as_they_are() -> None:
    dialogue = Dialogue("derivative x=2")
    assert dialogue.hear("command") == ["calctui derivative x=2"]
    code = dialogue.hear("code sympy")
    assert code[0] == "import sympy as sp"
    assert code[-1] == "# also: code numpy"
    compile("\n".join(code), "code", "exec")
    compile("\n".join(dialogue.hear("source")), "source", "exec")


def test_a_picture_is_saved_once(tmp_path: Path) -> None:
    dialogue = Dialogue()
    path = tmp_path / "slope.svg"
    assert dialogue.hear(f"save {path}") == [f"Saved {path}"]
    assert path.read_text("utf-8").startswith("<svg")
    assert "is there already" in dialogue.hear(f"save {path}")[0]
    assert "must end in" in dialogue.hear(f"save {tmp_path / 'slope'}")[0]
    assert "can't be a file: file name too long" in dialogue.hear(f"save {'long' * 100}.svg")[0]
    assert "can't be a file: embedded null byte" in dialogue.hear("save \0.svg")[0]
    assert "there is no folder" in dialogue.hear(f"save {tmp_path / 'no' / 'slope.svg'}")[0]


def test_a_kiosk_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    dialogue = Dialogue(kiosk=True)
    assert dialogue.hear("save slope.svg") == ["Not done: in a kiosk no file is written."]
    assert dialogue.hear("save") == ["Not done: in a kiosk no file is written."]
    assert not list(tmp_path.iterdir())


# Lectures


def test_a_lecture_is_given_stop_by_stop() -> None:
    tour = read_tour("secant h=1  # Far\nSee [the corner](<secant f='|x|'>).\nsecant h=0.5 # Near", "file")
    dialogue = Dialogue(tour=tour)
    assert "Stop 1 of 2: Far." in dialogue.said
    assert "See the corner (link 1)." in dialogue.said
    assert dialogue.hear("forward")[:2] == ["Stop 2 of 2: Near.", "h is 0.5."]
    assert dialogue.hear("forward") == ["This is the last stop."]
    dialogue.hear("h 0.1")
    assert dialogue.hear("return")[:2] == ["Back at stop 2.", "h is 0.5."]
    assert dialogue.hear("return")[0] == "Stop 1 of 2: Far."
    assert dialogue.hear("return") == ["This is the first stop."]
    assert dialogue.hear("stop 2")[0] == "Stop 2 of 2: Near."
    dialogue.hear("stop 1")
    dialogue.hear("follow 1")
    assert shown(dialogue) == "calctui secant f='|x|'"


def test_the_built_in_lecture_reads_whole() -> None:
    tour = built_in()
    dialogue = Dialogue(tour=tour)
    for stop in tour.stops[1:]:
        said = dialogue.hear("forward")
        assert stop.title in said[0]
        assert dialogue.talk.session.state == stop.state


def test_without_a_lecture() -> None:
    for line in ("stop", "forward", "return"):
        assert Dialogue().hear(line) == ["No lecture is given: calctui --linear tour begins one."]


@pytest.mark.parametrize("key", [each.key for each in CATALOGUE])
def test_every_example_is_told_with_what_it_changes(key: str) -> None:
    dialogue = Dialogue(key)
    for place, preset in enumerate(load(key).presets, 1):
        assert preset.title in dialogue.hear(f"example {place}")[0]
        assert dialogue.talk.session.state == state_of(f"{key} {preset.settings}")
    assert len(dialogue.hear("examples")) == len(load(key).presets) + 1
