"""The same computation as programs over several libraries."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from calctui.explore.explorable import Explorable
    from calctui.scene import Scene

LIBRARIES = ("numpy", "sympy", "torch", "scipy")
"""Every library that some program uses; NumPy's is there for all pictures."""


def by_library(state: "Explorable", scene: "Scene") -> Mapping[str, str]:
    """The programs that a picture has, by library, in the order above."""
    every = {LIBRARIES[0]: scene.code, **state.programs()}
    return {name: every[name] for name in LIBRARIES if every.get(name)}
