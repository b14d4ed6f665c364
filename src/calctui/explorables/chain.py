"""The chain rule on a diagram: values flow right, then multipliers flow backward, one edge a step."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated

from calctui.explorables.parts.flow import NONE, Flow, flow
from calctui.explorables.parts.flowcode import code
from calctui.explorables.parts.flowtorch import code as torch_code
from calctui.explorables.parts.ledger import count_of_paths, ledger
from calctui.explore.controls import END, Choice, Control, Formula, Numbers, Point, Steps
from calctui.explore.explorable import Explorable, Preset
from calctui.explore.guess import Guess
from calctui.explore.timeline import Sweep
from calctui.maths.expression import Expression
from calctui.maths.formatting import pretty
from calctui.maths.parser import parse
from calctui.maths.symbolic import Answer
from calctui.scene import Readout, Scene
from calctui.scene.numbers import readout_number


@dataclass(frozen=True, kw_only=True)
class Chain(Explorable):
    """Rates multiply along a path, and where paths meet they add."""

    f: Annotated[Expression, Formula(variables=(), letters="at", help="steps, or one formula")] = parse(
        "g = w*x; a = g^2; L = a", ()
    )
    at: Annotated[Numbers, Point(help="the values of the inputs")] = (("w", 3.0), ("x", 2.0))
    mode: Annotated[
        str, Choice(choices=("reverse", "forward"), help="multiply from the output, or from an input")
    ] = "reverse"
    wrt: Annotated[str, Choice(help="the input that a forward sweep starts from")] = "w"
    overwrite: Annotated[str, Choice(help="a stored value, changed by 1 before the way back")] = NONE
    step: Annotated[int, Steps(help="how far the sweep has come")] = END

    presets = (
        Preset("One neuron, w = 3 and x = 2: dL/dw is 24", "at='w=3, x=2'"),
        Preset("Three links: three multipliers", "f='u = 2x; v = u^2; z = sin v' at='x=0.5' step=0"),
        Preset("Two routes from x: their rates add up", "f='u = x^2; v = 3x; z = u + v' at='x=1' step=0"),
        Preset(
            "A neuron with a loss: w, x and b are three leaves",
            "f='g = w*x + b; a = relu(g); L = (a - y)^2' at='w=2, x=1.5, b=-1, y=0.5' step=0",
        ),
        Preset("b is used twice", "f='c = a + b; d = b + 1; z = c*d' at='a=2, b=1' step=0"),
        Preset("Revenue by users by ads: 2 times 3 is 6", "f='u = 3a; r = 2u' at='a=1' step=0"),
        Preset(
            "Softmax and cross-entropy",
            "f='p = e^a; q = e^b; r = e^c; s = p + q + r; L = ln s - a' at='a=1, b=2, c=0.5' step=0",
        ),
        Preset("A stored value is overwritten: garbage comes back", "overwrite=g step=0"),
        Preset("Forward: one sweep for each input", "mode=forward wrt=x step=0"),
    )
    guesses = (
        Guess("d*_d*", ask="What does the sweep find for {}?"),
        Guess("value"),
        Guess("paths", ask="How many paths lead to the output?"),
    )

    @property
    def timeline(self) -> Sweep:
        """The sweep goes on, value by value, edge by edge."""
        last = self._flow().steps
        return Sweep("step", start=0, stop=last, steps=last)

    def control(self, name: str) -> Control:
        """`wrt` is one of the inputs, `overwrite` one of the stored values, `step` one of the steps."""
        control = super().control(name)
        if name == "wrt" and isinstance(control, Choice):
            return replace(control, choices=self.f.inputs or (NONE,))
        if name == "step" and isinstance(control, Steps):
            return replace(control, high=self._flow().steps)
        if name == "overwrite" and isinstance(control, Choice):
            whole = flow(self.f, self.at, True, "", NONE)
            return replace(control, choices=(NONE, *(whole.names[place] for place in whole.order)))
        return control

    def programs(self) -> Mapping[str, str]:
        """The same sweep as PyTorch takes it."""
        return {"torch": torch_code(self._flow())}

    def scene(self, answers: Mapping[str, Answer]) -> Scene:
        """The diagram as far as the sweep has come, and all the derivatives."""
        whole = self._flow()
        step = min(self.step, whole.steps)
        slopes = [
            Readout(f"d{whole.output}_d{name}", readout_number(slope), f"d{whole.output}/d{name}")
            for name, slope in whole.gradient.items()
        ]
        return Scene(
            view=whole.diagram(step),
            readouts=(
                Readout("value", readout_number(whole.result), whole.output),
                *slopes,
                Readout("sweeps", len(slopes) if self.mode == "forward" else 1, "sweeps"),
                Readout("paths", count_of_paths(whole), "paths"),
            ),
            sentence=whole.sentence(step),
            code=code(whole),
            table=ledger(whole),
            formulas={whole.output: pretty(self.f)},
        )

    def _flow(self) -> Flow:
        return flow(self.f, self.at, self.mode == "reverse", self.wrt, self.overwrite)
