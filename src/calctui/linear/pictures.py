"""Going from picture to picture, and along the timeline of one."""

from collections.abc import Iterator

from calctui.explorables.catalogue import CATALOGUE, OWN, of_section, section_named, sections, state_of
from calctui.explore.errors import SettingError, excerpt
from calctui.explore.timeline import stepped
from calctui.linear.reading import part
from calctui.linear.talk import Reply, Talk, reply
from calctui.linear.told import at_stop, everything, notes, numbers, position
from calctui.maths.spelling import nearest

PLAYED = 6
"""Places at which playing stops to speak."""


def say(talk: Talk, words: str) -> Reply:
    """Say everything about the picture."""
    return reply(talk, *everything(talk))


def open_picture(talk: Talk, words: str) -> Reply:
    """Open a picture as it was left, or with the settings given, as a command line has them.

    Raises:
        SettingError: there is none of this name, or a setting can't be read.
    """
    if not words:
        return reply(talk, "Open what? list names the pictures; for instance: open taylor")
    keys = {each.key for each in CATALOGUE}
    if words not in keys:
        return _with_settings(talk, words, keys)
    if words == talk.session.key:
        return reply(talk, f"{talk.session.entry.title} is open already: say tells all of it.")
    return reply(talk.shows(talk.session.opened(words)))


def _with_settings(talk: Talk, line: str, keys: set[str]) -> Reply:
    """Open what a line such as `calctui secant h=0.1` opens; one word may be the beginning of a name."""
    if (begun := [key for key in keys if key.startswith(line)]) and len(begun) == 1:
        return open_picture(talk, begun[0])
    try:
        return reply(talk.shows(talk.session.shown(state_of(line))))
    except SettingError:
        titles = {each.title.casefold(): each.key for each in CATALOGUE}
        if close := nearest(line, titles):
            return open_picture(talk, titles[close])
        raise


def listing(talk: Talk, words: str) -> Reply:
    """Name every picture, section by section."""
    return reply(talk, *_sections(), "Type open and a name.")


def _sections() -> Iterator[str]:
    for section, name in sections().items():
        pictures = "; ".join(f"{each.key}, {each.title}" for each in of_section(section))
        yield f"{'Own' if section == OWN else f'Section {section},'} {name}: {pictures or 'text alone'}."


def section(talk: Talk, words: str) -> Reply:
    """Open a section at its first picture, or at the next where it is open already; or its text.

    Raises:
        SettingError: there is none of this number.
    """
    number = section_named(words) if words else talk.session.entry.section
    if not of_section(number):
        return part(talk, number)
    moved = talk.session.closed().section(number)
    if moved.key == talk.session.key:
        return reply(talk, f"Section {number} has no other picture.")
    return reply(talk.shows(moved))


def example(talk: Talk, words: str) -> Reply:
    """Show the next example, or the one of a number.

    Raises:
        SettingError: there is none of this number.
    """
    session = talk.session
    presets = session.state.presets
    place = number_of(words, 1, len(presets), "example") - 1 if words else session.example + 1
    after = session.with_example(place)
    told = f"Example {after.example + 1} of {len(presets)}: {presets[after.example].title}."
    return reply(talk.shows(after), told)


def examples(talk: Talk, words: str) -> Reply:
    """Name the examples of this picture."""
    named = [f"{place}. {preset.title}." for place, preset in enumerate(talk.session.state.presets, 1)]
    return reply(talk, *named, "Type example and a number.")


def number_of(words: str, least: int, most: int, what: str) -> int:
    """A whole number in a range.

    Raises:
        SettingError: it is none; says the range.
    """
    right = words.isascii() and words.isdecimal() and len(words) < 10 and least <= int(words) <= most
    if not right:
        raise SettingError(f"write {what} and a whole number from {least} to {most}, not '{excerpt(words)}'")
    return int(words)


# Time


def forward(talk: Talk, words: str) -> Reply:
    """Move the timeline forward, by one step or by so many."""
    return _stepped(talk, number_of(words or "1", 1, 10_000, "next"))


def backward(talk: Talk, words: str) -> Reply:
    """Move the timeline back, by one step or by so many."""
    return _stepped(talk, -number_of(words or "1", 1, 10_000, "back"))


def _stepped(talk: Talk, by: int) -> Reply:
    session = talk.session
    steps = session.state.timeline.steps
    step = min(max(stepped(session.position(), by), 0), steps)
    if step == session.position():
        return reply(talk, _at_end(step))
    return reply(talk.shows(session.at_step(step)), f"Step {step} of {steps}.")


def _at_end(step: int) -> str:
    return "This is the end of the timeline: to start goes back." if step else "This is its start: step 0."


def to(talk: Talk, words: str) -> Reply:
    """Move the timeline to a step, to its start or to its end.

    Raises:
        SettingError: there is no such step.
    """
    steps = talk.session.state.timeline.steps
    if not words:
        return reply(talk, position(talk.session.state))
    named = {"start": 0, "end": steps}
    step = named[words] if words in named else number_of(words, 0, steps, "to")
    if step == talk.session.position():
        return reply(talk, f"This is step {step} of {steps} already.")
    return reply(talk.shows(talk.session.at_step(step)), f"Step {step} of {steps}.")


def play(talk: Talk, words: str) -> Reply:
    """Run through the timeline from where it stands, or from its start, and speak at a few places."""
    state = talk.session.state
    sweep = state.timeline
    begin = 0 if talk.session.position() >= sweep.steps else stepped(talk.session.position(), 1)
    places = dict.fromkeys(round(begin + (sweep.steps - begin) * part / PLAYED) for part in range(PLAYED))
    told = [_told(talk, step) for step in {**places, sweep.steps: None}]
    after = talk.shows(talk.session.at_step(sweep.steps))
    end = f"This is the end, step {sweep.steps}."
    return Reply(talk=after, lines=(*told, end, *numbers(after.frame())), complete=True)


def _told(talk: Talk, step: int) -> str:
    state = talk.session.state.at_step(step)
    setting = state.setting(state.timeline.setting)
    value = "" if setting.name == "step" else f", {setting.name} is {setting.control.write(setting.value)}"
    return f"Step {step}{value}: {talk.look(state).scene.sentence}"


# Lectures


def stop(talk: Talk, words: str) -> Reply:
    """Say again what the lecture says here, or go to a stop of it.

    Raises:
        SettingError: there is no stop of this number.
    """
    tour = talk.session.tour
    if tour is None:
        return reply(talk, "No lecture is given: calctui --linear tour begins one.")
    if not words:
        return reply(at_stop(talk), *notes(talk))
    return _at_stop(talk, number_of(words, 1, len(tour.stops), "stop") - 1)


def onward(talk: Talk, words: str) -> Reply:
    """Go to the next stop of the lecture."""
    if talk.session.tour is None:
        return come_back(talk, words)
    if talk.session.stop + 1 == len(talk.session.tour.stops):
        return reply(talk, "This is the last stop.")
    return _at_stop(talk, talk.session.stop + 1)


def come_back(talk: Talk, words: str) -> Reply:
    """Come back to the stop, or to the lecturer; from the stop itself go to the one before."""
    session = talk.session
    if session.tour is None:
        if talk.lecturer is None:
            return stop(talk, "")
        return reply(talk.shows(session.shown(talk.lecturer)), "Back with the lecture.")
    if session.strayed:
        return _at_stop(talk, session.stop)
    if session.stop == 0:
        return reply(talk, "This is the first stop.")
    return _at_stop(talk, session.stop - 1)


def _at_stop(talk: Talk, place: int) -> Reply:
    after = talk.session.at_stop(place)
    same = after.stop == talk.session.stop
    return reply(at_stop(talk.shows(after)), *([f"Back at stop {place + 1}."] if same else []))
