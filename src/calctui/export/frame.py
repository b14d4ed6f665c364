"""One frame: a state, its place in the catalogue and its scene with SymPy's answers in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from calctui.explorables.catalogue import Entry, entry
from calctui.explore.controls import END, Steps
from calctui.explore.explorable import Explorable, Setting
from calctui.explore.link import command
from calctui.maths.expression import Expression
from calctui.maths.symbolic import Answer, Engine
from calctui.scene import Scene

PATIENCE = 10.0
"""Seconds for SymPy to start and answer; the questions of a picture have 2 s together within."""


@dataclass(frozen=True, eq=False, slots=True)
class Frame:
    """Everything that can be written of one state."""

    entry: Entry
    state: Explorable
    scene: Scene
    answers: Mapping[str, Answer]
    """What SymPy has said, by the names of the questions."""


def frame(state: Explorable, engine: Engine) -> Frame:
    """Make a frame, waiting for SymPy where the explorable asks it something."""
    questions = state.questions()
    answers = engine.answer(questions, timeout=PATIENCE) if questions else {}
    return framed(state, answers)


def framed(state: Explorable, answers: Mapping[str, Answer]) -> Frame:
    """The frame of a state with the answers that are there."""
    return Frame(entry(state.key()), state, state.scene(answers), answers)


def as_data(shown: Frame) -> Mapping[str, Any]:
    """The frame as what JSON can hold: no NaN, no infinity."""
    return {
        "explorable": shown.entry.key,
        "section": shown.entry.section,
        "title": shown.entry.title,
        "command": command(shown.state),
        "settings": {
            setting.name: as_written(setting) for setting in shown.state.settings() if not setting.part_of
        },
        "readouts": {readout.name: readout.value for readout in shown.scene.readouts},
        "sentence": shown.scene.sentence,
        "code": shown.scene.code,
        "unanswered": list(shown.scene.unanswered),
    }


def as_written(setting: Setting) -> Any:
    """A setting's value as JSON can hold it: formulas, points, vectors and the end as they are typed."""
    end = isinstance(setting.control, Steps) and setting.value >= END
    written = end or isinstance(setting.value, Expression | tuple)
    return setting.control.write(setting.value) if written else setting.value
