"""An explorable's scene and readouts, from settings written as on the command line."""

from typing import Any

from calctui.explorables.catalogue import load
from calctui.explore.explorable import Explorable
from calctui.explore.link import read_settings
from calctui.scene import Plot, Scene, View


def state(line: str) -> Explorable:
    key, _, settings = line.partition(" ")
    return read_settings(load(key)(), settings)


def scene(line: str) -> Scene:
    return state(line).scene({})


def readouts(line: str) -> dict[str, Any]:
    return {each.name: each.value for each in scene(line).readouts}


def plots(view: View) -> list[Plot]:
    """All plots in a view, in their order."""
    if isinstance(view, Plot):
        return [view]
    return [plot for part in getattr(view, "views", ()) for plot in plots(part)]
