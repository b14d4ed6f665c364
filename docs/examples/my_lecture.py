"""An explorable of your own. To see it: calctui --with my_lecture.py."""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from calctui.explore import Explorable, Guess, Integer, Preset, Slider, Sweep
from calctui.scene import Curve, Plot, Readout, Role, Scene, Window


@dataclass(frozen=True, kw_only=True)
class Cobweb(Explorable):
    """Feed a rule its own result: its slope where it meets the diagonal says whether that settles."""

    r: Annotated[float, Slider(0, 4, stride=0.05, help="how fast it grows")] = 2.8
    n: Annotated[int, Integer(0, 60, help="how often the rule is used")] = 20
    title, timeline, guesses = "Order turns into chaos", Sweep("n", 0, 60, steps=60), (Guess("x", "next"),)
    presets = Preset("It settles", "r=2.9"), Preset("Two by turns", "r=3.3"), Preset("Chaos", "r=3.9 n=60")

    def scene(self, answers):
        x, way, slope = np.linspace(0, 1, 401), [0.1], 1 - abs(self.r - 1)
        for _ in range(self.n):
            way.append(self.r * way[-1] * (1 - way[-1]))
        rule, web = Curve(x, self.r * x * (1 - x), Role.FUNCTION, "rule"), np.repeat(way, 2)
        marks = Curve(x, x, Role.GUIDE), rule, Curve(web[:-1], np.append(0, web[2:]), Role.DESCENT)
        numbers = Readout("x", way[-1], "x"), Readout("slope", slope, "crossing slope")
        said = f"Round {self.n}: x is {way[-1]:.4g}; it {'settles' if abs(slope) <= 1 else 'never settles'}."
        code = f"x = 0.1\nfor _ in range({self.n}):\n    x = {self.r} * x * (1 - x)\nprint('x', x)\n"
        return Scene(Plot(Window(0, 1, 0, 1), marks, "next x = r x (1 - x)", "x"), numbers, said, code)
