"""Settings by name: what they are, what they may be, and how a line changes them."""

import re
from dataclasses import replace

from calctui.explore.controls import Choice, Control, Formula, Integer, Point, Slider, Vector
from calctui.explore.explorable import Explorable, Setting
from calctui.linear.talk import Reply, Talk, reply
from calctui.maths.expression import Expression
from calctui.maths.formatting import pretty
from calctui.scene.numbers import number

_STEPS = re.compile(r"(\+|-|up|down)(?:\s+(\d*\.?\d+))?")
_ENDS = {"low": 0, "high": 1}


def has(state: Explorable, name: str) -> bool:
    """Whether a state has a setting of this name."""
    return any(setting.name == name for setting in state.settings())


def value_of(setting: Setting) -> str:
    """A setting and its value, a formula in the way it was understood."""
    value = setting.value
    text = pretty(value) if isinstance(value, Expression) else setting.control.write(value)
    return f"{setting.name} is {text or 'empty'}"


def settings_of(state: Explorable) -> tuple[Setting, ...]:
    """The settings that have a line of their own: a point is one."""
    return tuple(setting for setting in state.settings() if not setting.part_of)


def account(state: Explorable, setting: Setting) -> str:
    """Everything about a setting, in one line."""
    about = f": {setting.control.help}" if setting.control.help else ""
    line = f"{value_of(setting)}{about}. It may be {possible(setting.control)}."
    sweep = state.timeline
    if setting.name != sweep.setting:
        return line
    start, stop = setting.control.write(sweep.start), setting.control.write(sweep.stop)
    return f"{line} The timeline moves it from {start} to {stop} in {sweep.steps} steps."


def possible(control: Control) -> str:
    """What a setting may be."""
    match control:
        case Formula(variables=variables, named=named):
            names = f", or one of {', '.join(named)}" if named else ""
            return f"a formula{' in ' * bool(variables)}{', '.join(variables)}{names}"
        case Choice(choices=choices):
            return listed(choices, "or")
        case Point():
            return "a value for each input, such as w=3, x=2"
        case Vector(names=names, slider=slider):
            return f"{len(names)} numbers, each {_range(slider)}"
        case Slider():
            whole = "a whole number " if isinstance(control, Integer) else ""
            factors = ", in steps that multiply" if control.scale == "log" else ""
            return f"{whole}{_range(control)}{factors}"
    known = control.describe()
    return f"up to {known['most']} numbers, each from {number(known['low'])} to {number(known['high'])}"


def listed(words: tuple[str, ...] | list[str], last: str) -> str:
    """Words in a row: a, b or c."""
    *before, end = words
    return f"{', '.join(before)} {last} {end}" if before else end


def _range(slider: Slider) -> str:
    return f"from {number(slider.low)} to {number(slider.high)}"


def change(talk: Talk, name: str, text: str) -> Reply:
    """Set a setting to a value, or step it: `+`, `- 10`, `up`, `low`, `high`. Without a text, tell of it.

    Raises:
        SettingError: there is none of this name, or the text can't be read.
    """
    session, text = talk.session, text.strip()
    setting = session.state.setting(name)
    if not text:
        return reply(talk, account(session.state, setting))
    if isinstance(setting.control, Formula) or _is_choice(setting.control, text):
        changed = session.with_text(name, text)
    elif stepped := _STEPS.fullmatch(text.lower()):
        by = float(stepped[2] or 1) * (1 if stepped[1] in ("+", "up") else -1)
        value = setting.control.step(setting.value, by)
        changed = session.with_state(session.state.with_value(name, value))
    elif text.lower() in _ENDS:
        return _to_end(talk, setting, _ENDS[text.lower()])
    else:
        changed = session.with_text(name, text)
    if changed.state == session.state:
        return reply(talk, f"Nothing changed: {value_of(setting)}.")
    return reply(talk.shows(changed))


def _is_choice(control: Control, text: str) -> bool:
    return isinstance(control, Choice) and text.lower() in control.choices


def _to_end(talk: Talk, setting: Setting, which: int) -> Reply:
    """The next place worth a name on this side, or the lowest or highest value."""
    before = talk.session.settled()
    selectable = {each.name for each in before.state.adjustable()}
    if setting.name not in selectable:
        return reply(talk, f"{setting.name} is made of several numbers: set them one by one.")
    after = replace(before, selected=setting.name).at_end(which)
    if after.state != before.state:
        return reply(talk.shows(after))
    side = "above" if which else "below"
    return reply(talk, f"There is nothing further {side}: {value_of(setting)}.")
