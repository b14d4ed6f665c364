"""A picture, or one that says why there is none."""

from collections.abc import Mapping

from calctui.explore.errors import SettingError
from calctui.explore.explorable import Explorable
from calctui.maths.symbolic import Answer
from calctui.scene import Plot, Scene, Window


def shown(state: Explorable, answers: Mapping[str, Answer]) -> Scene:
    """The scene of a state; where one from outside fails, its settings can still be changed."""
    try:
        return state.scene(answers)
    except SettingError as error:
        why = str(error)
    empty = Plot(Window(0.0, 1.0, 0.0, 1.0), (), note=f"{state.key()} can't be drawn at these settings")
    return Scene(empty, (), sentence=why, code=f"# {why}\n")
