"""States of the whole catalogue, their scenes and questions, each worked out once."""

from functools import cache

from calctui.chapter.quiz import Question, questions_of, series
from calctui.explorables.catalogue import CATALOGUE, load
from calctui.explore.explorable import Explorable
from calctui.explore.link import read_settings
from calctui.scene import Scene

KEYS = tuple(entry.key for entry in CATALOGUE)


def state(line: str) -> Explorable:
    """A state by its command line without the program's name."""
    key, _, settings = line.partition(" ")
    return read_settings(load(key)(), settings)


@cache
def scene_of(shown: Explorable) -> Scene:
    return shown.scene({})


@cache
def questions(shown: Explorable) -> tuple[Question, ...]:
    return questions_of(shown)


@cache
def states(key: str) -> tuple[Explorable, ...]:
    """The default, and the presets that differ from it."""
    default = load(key)()
    return tuple(
        dict.fromkeys([default, *(read_settings(default, each.settings) for each in default.presets)])
    )


@cache
def ten(section: str, seed: int) -> tuple[Question, ...]:
    return series(section, seed)


def one(line: str, readout: str, kind: str) -> Question:
    """The question of a kind that is asked of a state's readout."""
    (found,) = (each for each in questions(state(line)) if (each.readout, each.guess.kind) == (readout, kind))
    return found
