"""Forward against reverse: the sweeps that n inputs and m outputs need, and what reverse remembers."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import log10
from typing import Annotated

import numpy as np

from calctui.explorables.parts import torchcode
from calctui.explorables.parts.sizes import size
from calctui.explore.controls import Count
from calctui.explore.explorable import Explorable, Preset
from calctui.explore.guess import Guess
from calctui.explore.timeline import Sweep
from calctui.maths.symbolic import Answer
from calctui.scene import Curve, Glyph, Guide, Mark, Plot, Point, Readout, Role, Scene, Stack, Table, Window
from calctui.scene.numbers import number

MOST = 10**9
NETWORKS = (
    ("curve", 1, 3),
    ("map", 2, 1),
    ("small net", 1000, 1),
    ("image net", 25_000_000, 1),
    ("language", 1_000_000_000, 1),
    ("physics", 3, 1000),
)
"""What has so many inputs and outputs."""
RUN = 1_000_000
"""Numbers that the sweeps of a program may fill: beyond it nobody waits for them."""


@dataclass(frozen=True, kw_only=True)
class Modes(Explorable):
    """One sweep an input, or one sweep an output: start from the end that has fewer."""

    inputs: Annotated[int, Count(1, MOST, help="what is varied: the parameters of a model")] = 1_000_000
    outputs: Annotated[int, Count(1, MOST, help="what is differentiated: one loss, or many values")] = 1
    operations: Annotated[int, Count(1, MOST, help="elementary operations of one evaluation")] = 10_000_000

    presets = (
        Preset("A million parameters, one loss: reverse", "inputs=1000000 outputs=1"),
        Preset("A curve through space: one input, three outputs", "inputs=1 outputs=3 operations=20"),
        Preset("As many in as out: no difference", "inputs=1000 outputs=1000 operations=100000"),
        Preset("Three knobs, a thousand sensors: forward", "inputs=3 outputs=1000 operations=100000"),
        Preset("A language model", "inputs=1000000000 outputs=1 operations=1000000000"),
    )
    guesses = (
        Guess("better", "word", "Which mode needs fewer sweeps?"),
        Guess("*_sweeps", "magnitude", "How many {} does it take, to a factor of 3?"),
    )

    @property
    def timeline(self) -> Sweep:
        """The model grows from ten inputs to a billion."""
        return Sweep("inputs", start=10, stop=MOST, steps=80)

    def programs(self) -> Mapping[str, str]:
        """Reverse sweeps counted as PyTorch takes them."""
        return {"torch": _torch(self)}

    def scene(self, answers: Mapping[str, Answer]) -> Scene:
        """The sweeps of both modes against the number of inputs, and what each has to remember."""
        return Scene(
            view=Stack((_sweeps(self), _memory(self)), (3.0, 2.0)),
            readouts=(
                Readout("forward_sweeps", self.inputs, "forward sweeps"),
                Readout("reverse_sweeps", self.outputs, "reverse sweeps"),
                Readout("better", _better(self), "better"),
                Readout("reverse_memory", size(self.operations), "reverse keeps"),
            ),
            sentence=_sentence(self),
            code=_code(self),
            table=_table(self),
        )


def _better(state: Modes) -> str:
    if state.inputs == state.outputs:
        return "equal"
    return "forward" if state.inputs < state.outputs else "reverse"


def _sweeps(state: Modes) -> Plot:
    """Both numbers of sweeps on logarithmic axes: a rising and a level line, which cross at n = m."""
    top = log10(MOST)
    n = np.array([0.0, top])
    m, here = log10(state.outputs), log10(state.inputs)
    marks: list[Mark] = [
        Guide(x=here),
        Curve(n, n, Role.FIRST, "forward: n"),
        Curve(n, np.full(2, m), Role.SECOND, "reverse: m"),
        Point(m, m, Role.SPECIAL, Glyph.CROSS, "cross"),
        Point(here, here, Role.FIRST, Glyph.RING),
        Point(here, m, Role.SECOND, Glyph.SQUARE),
    ]
    window = Window(0.0, top, -0.4, top + 0.4)
    return Plot(window, tuple(marks), "sweeps", "n inputs", log_x=True, log_y=True)


def _memory(state: Modes) -> Plot:
    """Numbers that must be kept at once: all values of the way there for reverse, a pair for forward."""
    top = log10(MOST)
    kept, here = log10(state.operations), log10(state.inputs)
    n = np.array([0.0, top])
    marks: list[Mark] = [
        Guide(x=here),
        Curve(n, np.full(2, log10(2)), Role.FIRST, "forward: a value and its slope"),
        Curve(n, np.full(2, kept), Role.SECOND, "reverse: every value"),
        Point(here, log10(2), Role.FIRST, Glyph.RING),
        Point(here, kept, Role.SECOND, Glyph.SQUARE),
    ]
    window = Window(0.0, top, -0.8, top + 0.8)
    return Plot(window, tuple(marks), "numbers kept", "n inputs", log_x=True, log_y=True)


def _table(state: Modes) -> Table:
    rows = [(name, number(n), number(m), "forward" if n < m else "reverse") for name, n, m in NETWORKS]
    return Table(("", "n", "m", "better"), tuple(rows))


def _sentence(state: Modes) -> str:
    n, m = state.inputs, state.outputs
    start = f"{number(n)} input{'s' * (n != 1)} and {number(m)} output{'s' * (m != 1)}"
    if n == m:
        return f"{start}: as many sweeps either way, and forward has nothing to remember."
    if n < m:
        return f"{start}: {_times(m, n)} fewer sweeps forward, one an input, and nothing to remember."
    kept = size(state.operations)
    return f"{start}: {_times(n, m)} fewer sweeps in reverse, one an output, for {kept} of remembered values."


def _times(more: int, fewer: int) -> str:
    return f"{number(more / fewer, 3)} times"


def _code(state: Modes) -> str:
    return "\n".join(
        [
            f"inputs, outputs = {state.inputs}, {state.outputs}",
            "",
            "forward_sweeps = inputs  # each carries the derivative by one input through every operation",
            "reverse_sweeps = outputs  # each carries the derivative of one output back to every input",
            'print("forward_sweeps", forward_sweeps)',
            'print("reverse_sweeps", reverse_sweeps)',
            'print("better:", "forward" if inputs < outputs else "reverse" if inputs > outputs else "equal")',
            "",
        ]
    )


def _torch(state: Modes) -> str:
    """A sweep back for every output; nothing where they are too many to wait for."""
    n = min(state.inputs, RUN // state.outputs)
    if n < 1:
        return ""
    fewer = "" if n == state.inputs else f"  # of {state.inputs}: the sweeps are as many"
    lines = [
        f"inputs = {n}{fewer}",
        f"outputs = {state.outputs}",
        "x = torch.arange(1.0, inputs + 1, requires_grad=True)",
        "sweeps = 0",
        "for shift in range(outputs):",
        "    x.grad = None",
        "    output = (x**2).sum() + shift  # the way there builds the graph",
        "    output.backward()  # one sweep back fills every gradient of this output",
        "    sweeps += 1",
        'print("reverse_sweeps", sweeps)',
        'print("gradient", x.grad[:3])',
    ]
    return torchcode.program([], {}, lines)
