"""Questions made from what an explorable declares: its guesses, its readouts, and what comes one step on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from calctui.chapter.quiz.measure import ROUNDING, near, plain, sized, solid
from calctui.explorables.catalogue import entry, load
from calctui.explore.controls import Slider
from calctui.explore.explorable import Explorable
from calctui.explore.guess import Guess
from calctui.explore.link import read_settings
from calctui.explore.showing import shown
from calctui.explore.timeline import stepped
from calctui.scene import Scene
from calctui.scene.covering import covered

POSITIVE, NEGATIVE, ZERO = "positive", "negative", "zero"
SIGNS = (POSITIVE, NEGATIVE, ZERO)
IT = "it"
"""What a verdict calls that whose label is no name."""
A_NUMBER = "a number"
"""In a choice of words, what stands for all numbers."""
NO_ANSWER = frozenset({"undefined", "not found", "not asked", "not known", "none yet", "unclear"})
"""Words of readouts that say that there is none."""
LONGEST = 30
"""Characters of a label in a question: formulas may bring long names."""
PROMPTS = {
    "number": "What is {}?",
    "sign": "Is {} positive, negative or zero?",
    "word": "What is {}?",
    "magnitude": "How large is {}, to a factor of 3?",
    "next": "One step on: what will {} be?",
}
_NOUN = re.compile(r"[a-z]{2,}(?![\w(/])")
"""How labels begin that take an article: a word, not f(a) or dL/dw."""


@dataclass(frozen=True, slots=True)
class Question:
    """Something asked of one picture."""

    state: Explorable
    """What is shown."""
    guess: Guess
    readout: str
    """The name of the readout that is asked of."""
    prompt: str
    subject: str
    """What the verdict calls it: `the error`, `f(a)`, or `it`."""
    choices: tuple[str, ...]
    """The words that are possible; none where a number is asked for."""
    answer: float | str
    value: float | str
    """What the readout holds, where the answer is only its sign or kind; else the answer."""

    @property
    def section(self) -> str:
        """The section of the chapter that it belongs to."""
        return entry(self.state.key()).section

    def cover(self, scene: Scene) -> Scene:
        """The scene of its state, with or without SymPy's answers, as it is shown before the guess."""
        present = self.readout if self.guess.kind == "next" else ""
        return covered(scene, self.prompt, self.value, present)


def questions_of(state: Explorable) -> tuple[Question, ...]:
    """What can be asked of a state: whatever has an answer that a person can find and the picture allows."""
    readouts = _singles(shown(state, {}))
    guesses = state.guessable()
    following = later(state) if any(guess.kind == "next" for guess in guesses) else None
    after = {name: value for name, (_, value) in _singles(shown(following, {})).items()} if following else {}
    numbers = [abs(value) for _, value in readouts.values() if not isinstance(value, str)]
    largest = max(numbers, default=0.0)
    found = []
    for guess in guesses:
        for name, (label, now) in readouts.items():
            value = after.get(name) if guess.kind == "next" else now
            if guess.fits(name) and value is not None:
                choices = _choices(state, guess, value)
                answer = _answer(guess, value, choices)
                if answer is not None and _fair(state, guess, now, answer, largest):
                    said = _said(guess, label)
                    found.append(Question(state, guess, name, *said, choices, answer, value))
    return tuple(found)


def later(state: Explorable) -> Explorable | None:
    """The state one step of the timeline on; None at its end."""
    sweep = state.timeline
    control = state.control(sweep.setting)
    assert isinstance(control, Slider), "a timeline moves a number"
    step = stepped(sweep.position(state.setting(sweep.setting).value, control), 1)
    if step > sweep.steps:
        return None
    following = state.with_value(sweep.setting, sweep.value(step, control))
    return following if following != state else None


def _singles(scene: Scene) -> dict[str, tuple[str, float | str]]:
    """Label and value of every readout that is one number or one word."""
    return {
        each.name: (each.label, each.value if isinstance(each.value, str) else float(each.value))
        for each in scene.readouts
        if not isinstance(each.value, list)
    }


def _said(guess: Guess, label: str) -> tuple[str, str]:
    """The question, and what it is about."""
    label = label if len(label) <= LONGEST else label[: LONGEST - 1] + "…"
    noun = f"the {label}" if _NOUN.match(label) else label
    if guess.ask:
        return guess.ask.replace("{}", label), noun if "{}" in guess.ask else IT
    return PROMPTS[guess.kind].format(noun), noun


def _answer(guess: Guess, value: float | str, choices: tuple[str, ...]) -> float | str | None:
    """What would be right; None where nothing is."""
    if choices:
        word = _sign(value) if guess.kind == "sign" else word_of(value)
        return word if word in choices and len(choices) > 1 else None
    return None if isinstance(value, str) else value


def _fair(state: Explorable, guess: Guess, now: float | str, answer: float | str, largest: float) -> bool:
    """Whether the answer can be found, and neither settings nor the value now give it away."""
    if guess.kind == "sign":
        return now == 0 or (not isinstance(now, str) and solid(now, largest))
    if isinstance(answer, str):
        return True
    if guess.kind == "magnitude":
        return sized(answer) and solid(answer, largest)
    if guess.kind == "next":
        return plain(answer) and not isinstance(now, str) and not near(now, answer)
    return plain(answer) and not _all_but_set(state, answer)


def _all_but_set(state: Explorable, answer: float) -> bool:
    """Whether a setting counts as the answer without being it: only more digits could tell them apart."""
    values = [each.value for each in state.adjustable() if isinstance(each.value, int | float)]
    return any(abs(value - answer) > ROUNDING * abs(answer) and near(value, answer) for value in values)


def _sign(value: float | str) -> str:
    """The word for a number's sign; empty for what is none."""
    if isinstance(value, str):
        return ""
    return POSITIVE if value > 0 else NEGATIVE if value < 0 else ZERO


def word_of(value: float | str) -> str:
    """A readout's word, one for all numbers."""
    return value if isinstance(value, str) else A_NUMBER


def _choices(state: Explorable, guess: Guess, value: float | str) -> tuple[str, ...]:
    """The words to choose from; none where the answer is a number."""
    if guess.kind == "sign":
        return SIGNS
    wordy = guess.kind == "word" or (guess.kind == "next" and isinstance(value, str))
    return _words(state.key(), guess) if wordy else ()


@lru_cache(maxsize=64)
def _words(key: str, guess: Guess) -> tuple[str, ...]:
    """The words that a readout takes in the presets, or at any step of theirs; and those declared."""
    explorable = load(key)
    presets = [explorable(), *(read_settings(explorable(), each.settings) for each in explorable.presets)]
    states = chain.from_iterable(map(_steps, presets)) if guess.kind == "next" else presets
    shown = {
        word_of(value)
        for state in states
        for name, (_, value) in _singles(state.scene({})).items()
        if guess.fits(name)
    }
    return tuple(sorted(shown - NO_ANSWER | set(guess.words)))


def _steps(state: Explorable) -> Iterator[Explorable]:
    """The state at every step of its timeline."""
    sweep = state.timeline
    control = state.control(sweep.setting)
    assert isinstance(control, Slider), "a timeline moves a number"
    for step in range(sweep.steps + 1):
        yield state.with_value(sweep.setting, sweep.value(step, control))
