"""The contract between explorables and everything that shows them.

What an explorable is made of can be imported from here: `from calctui.explore import Explorable, Slider`. It
loads when a name is first asked for: the first frame needs none, and NumPy comes with them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from calctui.explore.controls import (
        Choice,
        Control,
        Count,
        Formula,
        Integer,
        LogSlider,
        Numbers,
        Series,
        Slider,
        Vector,
    )
    from calctui.explore.errors import SettingError
    from calctui.explore.explorable import Explorable, Preset, Setting
    from calctui.explore.guess import Guess
    from calctui.explore.timeline import Sweep

__all__ = [
    "Choice",
    "Control",
    "Count",
    "Explorable",
    "Formula",
    "Guess",
    "Integer",
    "LogSlider",
    "Numbers",
    "Preset",
    "Series",
    "Setting",
    "SettingError",
    "Slider",
    "Sweep",
    "Vector",
]
_HOMES = ("explorable", "controls", "errors", "guess", "timeline")

if not TYPE_CHECKING:  # to a type checker, a name that is not above is a mistake

    def __getattr__(name: str) -> Any:
        for home in _HOMES if name in __all__ else ():
            module = import_module(f"calctui.explore.{home}")
            if hasattr(module, name):
                return getattr(module, name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
