"""What is said of a picture: all of it, the beginning of a new one, or only what a change has changed."""

from collections.abc import Iterator
from dataclasses import replace

from calctui.chapter.document import links_of, parsed
from calctui.chapter.quiz import Game, wanted
from calctui.explorables.catalogue import OWN, sections
from calctui.explore.explorable import Explorable
from calctui.export.frame import Frame
from calctui.export.words import spoken_formulas, spoken_readout, spoken_rows
from calctui.linear.prose import prose
from calctui.linear.settings import listed, settings_of, value_of
from calctui.linear.talk import Talk
from calctui.scene import Readout
from calctui.scene.covering import HIDDEN

DIGITS = 6
"""Of a number that is said: nobody can keep ten in mind."""
LONGEST_ROW = 8
"""Numbers of one readout that are said."""


def since(before: Talk, after: Talk) -> Iterator[str]:
    """What is new since a moment ago: notes, a question or a verdict, the picture or what changed in it."""
    old, new = before.session, after.session
    if new.tour and (old.tour, old.stop) != (new.tour, new.stop):
        yield from notes(after)
    if after.asking and (old.game is not new.game or not before.asking):
        yield from question(after)
    elif before.asking and new.game and new.game.verdict:
        yield from verdict(after)
    elif old.key != new.key:
        yield from opened(after)
    elif old.state != new.state:
        yield from changes(before.look(old.state), after.look(new.state))


def everything(talk: Talk) -> Iterator[str]:
    """All that there is to be said of the picture."""
    if talk.asking:
        yield from question(talk)
        return
    shown = talk.frame()
    yield title(shown)
    yield shown.scene.sentence
    yield from numbers(shown)
    yield from spoken_formulas(shown)
    rows = spoken_rows(shown.scene.table)
    if rows:
        yield f"Table of {len(rows)} rows:"
        yield from rows
    yield from places(shown.state)
    yield position(shown.state)
    yield hint(shown.state)


def opened(talk: Talk) -> Iterator[str]:
    """A picture that has just been opened, without its table."""
    shown = talk.frame()
    yield title(shown)
    yield shown.scene.sentence
    yield from numbers(shown)
    yield from spoken_formulas(shown)
    yield hint(shown.state)


def changes(old: Frame, new: Frame) -> Iterator[str]:
    """The settings, sentence, numbers and formulas that are not as they were."""
    values = [value_of(setting) for setting in settings_of(old.state)]
    for setting in settings_of(new.state):
        if (value := value_of(setting)) not in values:
            yield f"{value}."
    if new.scene.sentence != old.scene.sentence:
        yield new.scene.sentence
    was = [*map(_readout, old.scene.readouts), *spoken_formulas(old)]
    said = [*map(_readout, new.scene.readouts), *spoken_formulas(new)]
    yield from (line for line in said if line not in was)


def numbers(shown: Frame) -> Iterator[str]:
    """The readouts of a picture."""
    yield from map(_readout, shown.scene.readouts)


def _readout(readout: Readout) -> str:
    """A readout; of a long row of numbers, the beginning."""
    value = readout.value
    if readout.shown or not isinstance(value, list) or len(value) <= LONGEST_ROW:
        return spoken_readout(readout, DIGITS)
    begun = replace(readout, value=value[:LONGEST_ROW])
    return f"{spoken_readout(begun, DIGITS)} and {len(value) - LONGEST_ROW} more"


def title(shown: Frame) -> str:
    """The name of a picture, and where in the chapter it stands."""
    section = shown.entry.section
    return f"{shown.entry.title}. {'Own' if section == OWN else f'Section {section},'} {sections()[section]}."


def hint(state: Explorable) -> str:
    """What can be changed here."""
    names = [setting.name for setting in settings_of(state)]
    return f"You can change {listed(names, 'and')}."


def places(state: Explorable) -> Iterator[str]:
    """The places that `low` and `high` move a setting to, where they have names."""
    for setting in state.adjustable():
        if landings := state.landings(setting.name):
            yield f"Named places along {setting.name}: {', '.join(map(setting.control.write, landings))}."


def position(state: Explorable) -> str:
    """Where the timeline stands."""
    sweep = state.timeline
    return f"The timeline moves {sweep.setting}: step {state.position():.0f} of {sweep.steps}."


def question(talk: Talk) -> Iterator[str]:
    """What is asked, of what, and what can be answered."""
    shown, game = talk.frame(), talk.session.guessing
    assert game.question is not None, "nothing is asked"
    yield title(shown)
    yield f"Settings: {'; '.join(map(value_of, settings_of(shown.state)))}."
    yield from (_readout(each) for each in shown.scene.readouts if each.value != HIDDEN)
    yield f"{_place(game)}: {game.question.prompt}"
    yield f"Type {wanted(game.question)}. Or skip."


def _place(game: "Game") -> str:
    """Which question it is."""
    series = game.series
    return f"Question {len(series.verdicts) + 1} of {len(series.questions)}" if series else "Question"


def verdict(talk: Talk) -> Iterator[str]:
    """What a guess was worth, and the picture without its cover."""
    shown, game = talk.frame(), talk.session.guessing
    yield game.told(shown.state)
    yield shown.scene.sentence
    yield from numbers(shown)
    done = game.series is not None and game.series.finished
    yield f"{game.standing()} Type guess {'to hear how it went' if done else 'for the next question'}."


def notes(talk: Talk) -> Iterator[str]:
    """What the lecture says to its stop."""
    session = talk.session
    if session.tour:
        stop = session.tour.stops[session.stop]
        place = f"Stop {session.stop + 1} of {len(session.tour.stops)}"
        yield f"{place}: {stop.title}." if stop.title else f"{place}."
        yield from prose(parsed(stop.notes))


def at_stop(talk: Talk) -> Talk:
    """With the links of the notes to a stop, which `follow` opens."""
    tour = talk.session.tour
    found = links_of(parsed(tour.stops[talk.session.stop].notes)) if tour else ()
    return replace(talk, links=tuple(link for link, _ in found)) if found else talk
