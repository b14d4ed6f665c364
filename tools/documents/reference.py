"""The page on explorables: what each shows, its settings, its numbers, its examples, what playing moves."""

from collections.abc import Iterator
from inspect import getdoc

from calctui.explorables.catalogue import CATALOGUE, SECTIONS, Entry, load, of_section
from calctui.explore.controls import Control, Formula, Slider, Steps
from calctui.explore.explorable import PARAMETER, PARAMETER_START, Explorable
from calctui.explore.libraries import by_library
from calctui.export.frame import Frame, frame
from calctui.maths.symbolic import Engine
from calctui.scene import Value
from calctui.scene.numbers import plain, words
from documents.markdown import code, page, prose, table

LETTER = f"{plain(PARAMETER.low)} to {plain(PARAMETER.high)}, at first {plain(PARAMETER_START)}"
OPENING = f"""# Every picture

Each explorable with its settings, its readouts and its examples. Any setting is given as `name=value`, on the
command line and in a lecture: `calctui secant h=0.1`. A letter of a formula that is none of its variables
becomes a slider ({LETTER}). Numbers may be typed as formulas too: `a=pi/4`. Readouts are what
`calctui show --format json` answers, by these names."""
ROUNDING = 1e-6


def reference() -> str:
    """The page, the explorables in the chapter's order."""
    with Engine() as engine:
        shown = {entry: frame(load(entry.key)(), engine) for entry in CATALOGUE}
    parts: list[str] = [OPENING, _contents()]
    for section, title in SECTIONS.items():
        entries = of_section(section)
        parts += [f"## {section} {prose(title)}"] if entries else []
        for entry in entries:
            parts += _explorable(entry, shown[entry])
    return page(*parts)


def _contents() -> str:
    lines = []
    for section, title in SECTIONS.items():
        names = [f"[{entry.title}](#{entry.key})" for entry in of_section(section)]
        if names:
            lines.append(f"- **{section} {prose(title)}**: {', '.join(names)}")
    return "\n".join(lines)


def _explorable(entry: Entry, shown: Frame) -> Iterator[str]:
    state = shown.state
    yield f"### {entry.key}"
    yield f"**{prose(entry.title)}.** {prose(' '.join((getdoc(type(state)) or '').split()))}"
    yield f"![{prose(entry.title)}](../screenshots/{entry.key}.svg)"
    yield f"{code(f'calctui {entry.key}')}. {_moved(state)} {_libraries(shown)}"
    yield table(("setting", "control", "values", "default", ""), _settings(state))
    yield table(("readout", "on the screen", "at the defaults"), _readouts(shown))
    yield "Examples:"
    yield "\n".join(
        f"- {prose(preset.title)}: {code(f'calctui {entry.key} {preset.settings}')}"
        for preset in state.presets
    )


def _moved(state: Explorable) -> str:
    """What playing does."""
    sweep = state.timeline
    control = state.control(sweep.setting)
    ends = f"{code(plain(sweep.start))} to {code(plain(sweep.stop))} in {sweep.steps} steps"
    spaced = ", spaced by factors" if isinstance(control, Slider) and control.scale == "log" else ""
    return f"Playing moves {code(sweep.setting)} from {ends}{spaced}."


def _libraries(shown: Frame) -> str:
    names = ", ".join(by_library(shown.state, shown.scene))
    return f"As a program over: {names}."


def _settings(state: Explorable) -> Iterator[tuple[str, ...]]:
    for name in state.controls:
        control = state.control(name)
        default = control.write(getattr(state, name))
        yield code(name), prose(control.kind), _values(control), code(default), prose(control.help)


def _values(control: Control) -> str:
    """What a control takes."""
    described = control.describe()
    if isinstance(control, Formula):
        named = ", ".join(map(code, described.get("named", ())))
        variables = f"in {', '.join(map(code, control.variables))}" if control.variables else "in any letters"
        several = f", {control.outputs} values at most" if control.outputs > 1 else ""
        return variables + several + (f"; or by name: {named}" if named else "")
    if "choices" in described:
        return ", ".join(map(code, described["choices"]))
    if "low" not in described:
        return f"such as {code('w=3, x=2')}"
    high = f"the last, {code('end')}" if isinstance(control, Steps) else plain(described["high"])
    each = "each " if control.kind == "vector" else ""
    factors = ", by factors" if described.get("scale") == "log" else ""
    named = "; as " + ", ".join(map(code, described["names"])) if "names" in described else ""
    most = f", {described['most']} at most" if "most" in described else ""
    return f"{each}{plain(described['low'])} to {high}{factors}{most}{named}"


def _readouts(shown: Frame) -> Iterator[tuple[str, ...]]:
    for readout in shown.scene.readouts:
        yield code(readout.name), prose(readout.label), prose(_value(readout.value))


def _value(value: Value) -> str:
    """A readout's value; what is mostly rounding differs from one processor to the next."""
    tiny = isinstance(value, float) and 0 < abs(value) < ROUNDING
    return f"less than {plain(ROUNDING)} off 0" if tiny else words(value)
