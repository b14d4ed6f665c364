"""What a class from outside must have before it can be shown: its form, its settings, its time, a picture."""

from collections.abc import Callable
from dataclasses import MISSING, fields

import numpy as np

from calctui.explore.controls import Formula, Slider
from calctui.explore.errors import SettingError, excerpt
from calctui.explore.explorable import Explorable
from calctui.explore.link import read_settings
from calctui.explore.timeline import Sweep
from calctui.maths.spelling import nearest
from calctui.scene import Readout, Scene


def fault(explorable: type[Explorable]) -> str:
    """What keeps it from being shown, in one line with what would be right; empty where nothing does.

    Raises:
        Exception: whatever its own code raises.
    """
    name = explorable.__name__
    return next((f"{name} {why}" for check in _CHECKS if (why := check(explorable))), "")


def _form(explorable: type[Explorable]) -> str:
    parameters = vars(explorable).get("__dataclass_params__")
    if not (parameters and parameters.frozen):
        return "is no frozen dataclass: write @dataclass(frozen=True, kw_only=True) above it"
    title = explorable.title
    if not (isinstance(title, str) and title.strip() and title.isprintable()):
        return 'has no title: write title = "..." in it, in one line'
    return ""


def _settings(explorable: type[Explorable]) -> str:
    controls = explorable.controls
    if not controls:
        return "has no setting: write one as r: Annotated[float, Slider(0, 4)] = 2.0"
    letters = {control.letters for control in controls.values() if isinstance(control, Formula)}
    for field in fields(explorable):
        if field.name not in {*controls, *letters, "parameters"}:
            return (
                f"has no control for {field.name}: write {field.name}: Annotated[float, Slider(0, 4)] = 2.0"
            )
        if field.default is MISSING and field.default_factory is MISSING:
            return f"has no value for {field.name} to begin with"
    return ""


def _values(explorable: type[Explorable]) -> str:
    state = explorable()
    for name, control in state.controls.items():
        try:
            control.read(control.write(getattr(state, name)))
        except SettingError as error:
            return f"begins with a value that its control refuses: {name}: {error}"
    return ""


def _time(explorable: type[Explorable]) -> str:
    state = explorable()
    try:
        sweep = state.timeline
    except NotImplementedError:
        sweep = None
    if not isinstance(sweep, Sweep):
        return 'has no timeline: write timeline = Sweep("r", start=0, stop=4, steps=100)'
    moved = {each.name: each.control for each in state.settings() if isinstance(each.control, Slider)}
    if sweep.setting not in moved:
        meant = nearest(sweep.setting, moved) or ", ".join(moved)
        return (
            f"moves '{excerpt(sweep.setting)}' on its timeline, which is no number of its: {meant} would be"
        )
    low, high = moved[sweep.setting].ends()
    if sweep.start == sweep.stop or not all(low <= end <= high for end in (sweep.start, sweep.stop)):
        return f"has a timeline from {sweep.start} to {sweep.stop}: {sweep.setting} goes from {low} to {high}"
    return "" if sweep.steps >= 1 else "has a timeline without steps"


def _examples(explorable: type[Explorable]) -> str:
    if not explorable.presets:
        return 'has no example: write presets = (Preset("What it shows", "r=3"),)'
    for preset in explorable.presets:
        try:
            read_settings(explorable(), preset.settings)
        except SettingError as error:
            return f"has an example that can't be read, '{excerpt(preset.title)}': {error}"
    return ""


def _picture(explorable: type[Explorable]) -> str:
    with np.errstate(all="ignore"):
        scene = explorable().scene({})
    if not isinstance(scene, Scene):
        return "returns no Scene from scene"
    if not (isinstance(scene.sentence, str) and isinstance(scene.code, str)):
        return "returns a sentence or a code that is no text"
    sound = isinstance(scene.readouts, tuple) and all(isinstance(each, Readout) for each in scene.readouts)
    return "" if sound else "returns readouts that are no tuple of Readout: (Readout(...),)"


_CHECKS: tuple[Callable[[type[Explorable]], str], ...] = (
    _form, _settings, _values, _time, _examples, _picture,
)  # fmt: skip
