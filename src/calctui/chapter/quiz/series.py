"""A series of questions: the same seed, the same questions."""

import random
from collections import Counter
from collections.abc import Iterator
from itertools import islice

import numpy as np

from calctui.chapter.quiz.questions import Question, questions_of
from calctui.explorables.catalogue import WHOLE, entries, load
from calctui.explore.controls import Slider
from calctui.explore.explorable import Explorable
from calctui.explore.link import read_settings

TRIES = 12
"""Pictures that are looked at for each question, until one has a question that was not asked yet."""
MOVED = 2
"""Settings that are moved at most, beside a preset."""
FURTHEST = 5
"""Steps by which a setting is moved at most."""
KEPT = frozenset({"seed", "span", "turn"})
"""Settings that are not moved: chance, and how the picture is looked at."""


SEEDS = 10_000
"""Series to draw from where nobody names one; few enough that a seed is easily told to others."""


def any_seed() -> int:
    """The seed of a series that nobody has chosen."""
    return random.randrange(SEEDS)


def series(section: str, seed: int, length: int = 10) -> tuple[Question, ...]:
    """Different questions of a section, or of the whole chapter: as many as are found, up to `length`.

    They go round the explorables, and at each ask first what was asked of it least.
    """
    rng = np.random.default_rng(seed)
    keys = [each.key for each in entries() if section in (WHOLE, each.section)]
    found: dict[tuple[Explorable, str, str], Question] = {}
    asked: Counter[tuple[str, str, str]] = Counter()
    for key in islice(_rounds(keys, rng), TRIES * length):
        if len(found) == length:
            break
        for question in _by_rarity(questions_of(_varied(load(key), rng)), asked, rng):
            identity = question.state, question.readout, question.guess.kind
            if identity not in found:
                found[identity] = question
                asked[_sort(question)] += 1
                break
    return tuple(found.values())


def _rounds(keys: list[str], rng: np.random.Generator) -> Iterator[str]:
    """All of them in some order, then in another, without end."""
    while keys:
        yield from rng.permutation(keys).tolist()


def _by_rarity(
    questions: tuple[Question, ...], asked: Counter[tuple[str, str, str]], rng: np.random.Generator
) -> list[Question]:
    """In a random order, but first those of a sort that was asked least."""
    mixed = [questions[place] for place in rng.permutation(len(questions))]
    return sorted(mixed, key=lambda question: asked[_sort(question)])


def _sort(question: Question) -> tuple[str, str, str]:
    return question.state.key(), question.guess.readout, question.guess.kind


def _varied(explorable: type[Explorable], rng: np.random.Generator) -> Explorable:
    """A preset, or the default, with a few of its numbers moved by a few steps."""
    settings = rng.choice(["", *(each.settings for each in explorable.presets)])
    state = read_settings(explorable(), str(settings))
    for _ in range(rng.integers(MOVED + 1)):
        movable = [
            each for each in state.adjustable() if isinstance(each.control, Slider) and each.name not in KEPT
        ]
        moved = movable[rng.integers(len(movable))]
        steps = int(rng.integers(1, FURTHEST + 1)) * int(rng.choice([-1, 1]))
        state = state.with_value(moved.name, moved.control.step(moved.value, steps))
    return state
