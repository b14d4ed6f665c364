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
    return Scene(
        empty(why), (), sentence=f"{state.key()} has no picture at these settings.", code=f"# {why}\n"
    )


def empty(why: str) -> Plot:
    """A window with nothing in it but the reason."""
    return Plot(Window(0.0, 1.0, 0.0, 1.0), (), note=why)
