"""An explorable at all states worth trying: what is not as it should be, and where."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from calctui.explore.errors import SettingError
from calctui.explore.explorable import Explorable
from calctui.explore.link import picture_line
from calctui.export.conformance.checks import CHECKS, SMALL, check_code, check_time
from calctui.export.conformance.programs import Printed, run_all
from calctui.export.conformance.states import along, cases, default, ends, presets
from calctui.export.drawing import drawn
from calctui.scene import Scene


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it should be."""

    line: str
    """The settings at which it shows, as a command line."""
    what: str


def examined(explorable: type[Explorable]) -> tuple[int, tuple[Fault, ...]]:
    """How many states were tried, and what is wrong at them."""
    states = dict.fromkeys([*(case.state for case in cases(explorable)), *along(explorable)])
    faults = [Fault(explorable.key(), what) for what in _declared(explorable)]
    scenes: dict[Explorable, Scene] = {}
    for state in states:
        try:
            state.questions()
            scene = state.scene({})
            drawn(state, scene.view, *SMALL)
            scenes[state] = scene
        except SettingError as error:
            faults.append(Fault(picture_line(state), str(error)))
    faults += [Fault(picture_line(state), what) for state, what in _faults(explorable, scenes)]
    return len(states), tuple(faults)


def _declared(explorable: type[Explorable]) -> Iterator[str]:
    """What is wrong whatever the settings are."""
    if (explorable.__doc__ or "").startswith(f"{explorable.__name__}("):  # what a dataclass says by itself
        yield "the class has no docstring: one sentence about the idea"
    for name, control in explorable.controls.items():
        if not control.help:
            yield f"{name} has no help: a few words in its control"
    if len({preset.title for preset in explorable.presets}) < len(explorable.presets):
        yield "two examples have the same title"


def _faults(
    explorable: type[Explorable], scenes: Mapping[Explorable, Scene]
) -> Iterator[tuple[Explorable, str]]:
    if explorable() not in scenes:
        return
    for state, scene in scenes.items():
        yield from ((state, what) for check in CHECKS for what in _said(check, state, scene))
    in_time = [default(explorable), *presets(explorable), *ends(explorable)]  # it moves numbers: no formulas
    for state in dict.fromkeys(case.state for case in in_time):
        yield from ((state, what) for what in _said(check_time, state))
    names = [readout.name for readout in scenes[explorable()].readouts]
    for guess in explorable.guesses:
        if not any(map(guess.fits, names)):
            yield explorable(), f"a guess asks for {guess.readout}, which is no readout"
    ran = run_all([scene.code for scene in scenes.values()])
    for (state, scene), printed in zip(scenes.items(), ran, strict=True):
        yield from ((state, what) for what in _program(state, scene, printed))


def _said(check: Callable[..., Iterable[str]], *given: Any) -> Iterator[str]:
    """What a check finds, or what the explorable raises meanwhile."""
    try:
        yield from check(*given)
    except SettingError as error:
        yield str(error)


def _program(state: Explorable, scene: Scene, printed: Printed) -> Iterator[str]:
    """What is wrong with the code of a picture."""
    if printed.error:
        yield f"the code does not run: {printed.error}"
        return
    if not printed.numbers.keys() & {each.name for each in scene.readouts}:
        yield "the code prints no readout by its name, as in print('x', x)"
    if found := re.search(r"calctui|sympy|\beval\b|\bexec\b", scene.code):
        yield f"the code speaks of {found[0]}: it should run where NumPy is all there is"
    yield from check_code(state, scene, printed.numbers)
