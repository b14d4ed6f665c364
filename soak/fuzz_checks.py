"""What has to hold of a random case: each check says how it ended, or raises Disagreement."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from random import Random
from typing import Any

from calctui.explorables.catalogue import CATALOGUE, load, state_of
from calctui.explore.controls import Choice, Formula, Slider
from calctui.explore.errors import SettingError
from calctui.explore.explorable import Explorable, Setting
from calctui.explore.link import command
from calctui.maths.checked import MAX_NODES
from calctui.maths.derive import derivative
from calctui.maths.evaluate import evaluate
from calctui.maths.expression import Expression, ExpressionError
from calctui.maths.formatting import plain, pretty
from calctui.maths.parser import parse
from fuzz_endings import ACCEPTED, REFUSED, UNDECIDED, Case, require
from fuzz_graphs import graph
from fuzz_slopes import check_derivation, check_exact, check_series, check_slopes, sloped, small
from fuzz_texts import MOST, garbage, program, spoilt, value

# Texts


def texts(rng: Random) -> Case:
    """A formula."""
    text = program(rng)
    return text, text


def spoilt_texts(rng: Random) -> Case:
    """What is hardly one."""
    text = garbage(rng)
    return text, text


def check_text(text: str) -> str:
    """A text is refused in one line, or is a formula that can be computed and written out again."""
    try:
        expression = parse(text)
    except ExpressionError as error:
        require(1 <= error.column <= len(text) + 1, f"column {error.column}")
        require(str(error).isprintable() and len(str(error)) < 200, f"message {str(error)!r}")
        return REFUSED
    require(len(expression.nodes) <= 2 * MAX_NODES, "too many nodes")  # steps that rename have their own
    at = dict.fromkeys((*expression.inputs, "x"), 0.7)
    evaluate(expression, at)
    evaluate(derivative(expression, "x"), at)
    if len(expression.text) <= MOST // 3:  # what is longer may be too long once it has its brackets
        _check_written(expression, ("x",))
    return ACCEPTED


def _check_written(expression: Expression, variables: tuple[str, ...]) -> bool:
    """What is written out is read back to the same graph; False where it is too long to be read."""
    for written in (plain(expression), pretty(expression)):
        try:
            again = parse(written, variables)
        except ExpressionError as error:
            too_much = ("too long", "nested too deeply", "too complex")
            require(any(words in error.problem for words in too_much), f"{written!r} is refused: {error}")
            return False
        require(again == expression, f"{written!r} is read as another graph")
    return True


def graphs(rng: Random) -> Case:
    """A graph with named steps."""
    made = graph(rng, 12, steps=True)
    return plain(made), made


def check_written(expression: Expression) -> str:
    """A graph is read back from what is written of it."""
    return ACCEPTED if _check_written(expression, ("x", "y")) else UNDECIDED


# Settings


@lru_cache(maxsize=1)
def _states() -> tuple[Explorable, ...]:
    return tuple(load(each.key)() for each in CATALOGUE)


def settings(rng: Random) -> Case:
    """A text for some setting of some explorable."""
    state = rng.choice(_states())
    setting = rng.choice(state.settings())
    text = _typed(rng, setting) if rng.random() < 0.5 else value(rng)
    return f"{state.key()} {setting.name}={text}", (state, setting.name, text)


def _typed(rng: Random, setting: Setting) -> str:
    """What somebody may well type for a setting."""
    control = setting.control
    if isinstance(control, Formula):
        return program(rng)
    if isinstance(control, Slider):
        return control.write(control.between(control.low, control.high, rng.random()))
    return rng.choice(control.choices) if isinstance(control, Choice) else control.write(setting.value)


def check_setting(case: tuple[Explorable, str, str]) -> str:
    """A setting refuses a text in one short line, or takes a value that is written so that it reads back."""
    state, name, text = case
    try:
        changed = state.with_text(name, text)
    except SettingError as error:
        return _refused(error)
    return _check_command(changed)


def lines(rng: Random) -> Case:
    """A command line, mostly spoilt."""
    state = rng.choice(_states())
    chosen = rng.choices(state.settings(), k=rng.choice((0, 1, 2)))
    line = " ".join([state.key(), *(f"{each.name}='{_typed(rng, each)}'" for each in chosen)])
    line = spoilt(rng, line) if rng.random() < 0.5 else line
    return line, line


def check_line(line: str) -> str:
    """A command line opens a picture that can be opened again, or is refused in one short line."""
    try:
        state = state_of(line)
    except SettingError as error:
        return _refused(error)
    return _check_command(state)


def _refused(error: SettingError) -> str:
    require(str(error).isprintable() and len(str(error)) < 200, f"message {str(error)!r}")
    return REFUSED


def _check_command(state: Explorable) -> str:
    written = command(state)
    require(written.isprintable(), f"command {written!r}")
    require(state_of(written) == state, f"{written!r} opens another picture")
    return ACCEPTED


KINDS: Mapping[str, tuple[float, Callable[[Random], Case], Callable[[Any], str]]] = {
    "garbage: parser": (0.36, spoilt_texts, check_text),
    "formulas: parser, values, writer": (0.15, texts, check_text),
    "graphs: writer": (0.07, graphs, check_written),
    "slopes: forward, reverse, formula, series": (0.12, sloped, check_slopes),
    "series to the third order": (0.05, small, check_series),
    "derivations": (0.06, small, check_derivation),
    "slopes to eighty digits": (0.05, small, check_exact),
    "settings": (0.09, settings, check_setting),
    "command lines": (0.05, lines, check_line),
}
"""Share of all cases, what makes one, and what checks it."""
