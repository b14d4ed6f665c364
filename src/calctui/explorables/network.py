"""A small network learns two classes: backpropagation through layers, and what is left of it at the first."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated

import numpy as np

from calctui.explorables.parts.networkcode import code
from calctui.explore.controls import Choice, Integer, LogSlider, Sizes
from calctui.explore.explorable import Explorable, Preset
from calctui.explore.guess import Guess
from calctui.explore.timeline import Sweep
from calctui.maths.network import Data, History, decision, init, train, two_moons, xor
from calctui.maths.symbolic import Answer
from calctui.scene import (
    Beside,
    Curve,
    Glyph,
    Guide,
    Mark,
    Plot,
    Point,
    Readout,
    Role,
    Scatter,
    Scene,
    Shade,
    Stack,
    Value,
    View,
    Window,
)
from calctui.scene.framing import vertical
from calctui.scene.numbers import number, readout_number

POINTS = 100
NOISE = {"xor": 0.25, "moons": 0.1}
"""Spread of the points: enough to be a task, little enough to be learnt."""
HALF = 2.0
MESH = 41
MOST_STEPS = 400
CHUNK = 100
"""Training is worked out in stretches of so many steps, so that the first steps are there at once."""
FADED = 0.01
"""A first layer with less than this share of the last layer's gradient hardly learns."""


@dataclass(frozen=True, kw_only=True)
class Network(Explorable):
    """Multipliers flow back through every layer, and with some activations little of them arrives."""

    inputs: Annotated[str, Choice(choices=("xor", "moons"), help="what is to be told apart")] = "xor"
    hidden: Annotated[tuple[int, ...], Sizes(1, 16, most=6, help="neurons in each hidden layer")] = (4, 4)
    activation: Annotated[
        str, Choice(choices=("tanh", "relu", "sigmoid", "gelu"), help="between the layers")
    ] = "tanh"
    rate: Annotated[float, LogSlider(0.001, 10, help="the learning rate")] = 0.5
    seed: Annotated[int, Integer(0, 999, help="of the weights that it starts from, and of the points")] = 0
    step: Annotated[int, Integer(0, MOST_STEPS, help="how many steps it has been trained")] = 100

    presets = (
        Preset("XOR, which no straight line can tell apart", "step=150"),
        Preset("Two moons", "inputs=moons hidden='8, 8' step=200"),
        Preset(
            "Six layers of sigmoid: nothing reaches the first",
            "hidden='6, 6, 6, 6, 6, 6' activation=sigmoid rate=0.1 step=0",
        ),
        Preset(
            "Six layers of ReLU: the gradient arrives",
            "hidden='6, 6, 6, 6, 6, 6' activation=relu rate=0.1 step=0",
        ),
        Preset("A rate too high: the loss jumps about", "rate=10 step=100"),
        Preset("One neuron can only draw a line", "hidden=1 step=200"),
    )
    guesses = (
        Guess("accuracy", ask="Which share of the points is told right, from 0 to 1?"),
        Guess("loss", "magnitude"),
    )

    @property
    def timeline(self) -> Sweep:
        """It is trained step by step."""
        return Sweep("step", start=0, stop=MOST_STEPS, steps=MOST_STEPS)

    def scene(self, answers: Mapping[str, Answer]) -> Scene:
        """What it has learnt, how the loss fell, and how large the gradient is in each layer."""
        history = self._history()
        loss, accuracy = float(history.loss[self.step]), float(history.accuracy[self.step])
        norms = [float(norm) for norm in history.gradient_norms[self.step]]
        sizes: list[Value] = [readout_number(norm) for norm in norms]
        charts = Stack((_losses(self, history), _layers(norms)), (1, 1))
        return Scene(
            view=Beside((_map(self, history), charts), (1, 1)),
            readouts=(
                Readout("loss", readout_number(loss), "loss"),
                Readout("accuracy", readout_number(accuracy), "accuracy"),
                Readout("gradient_norms", sizes, "gradients", ", ".join(number(norm, 2) for norm in norms)),
            ),
            sentence=_sentence(self, loss, accuracy, norms),
            code=_code(self),
        )

    def _history(self) -> History:
        steps = min(-(-max(self.step, 1) // CHUNK) * CHUNK, MOST_STEPS)
        return _trained(self.inputs, self.hidden, self.activation, self.rate, self.seed, steps)


@lru_cache(maxsize=16)
def _data(inputs: str, seed: int) -> Data:
    make = xor if inputs == "xor" else two_moons
    return make(POINTS, NOISE[inputs], seed)


@lru_cache(maxsize=16)
def _trained(
    inputs: str, hidden: tuple[int, ...], activation: str, rate: float, seed: int, steps: int
) -> History:
    return train(init((2, *hidden, 1), activation, seed), _data(inputs, seed), rate, steps)


def _map(state: Network, history: History) -> Plot:
    """The plane as the network divides it, with the points it learnt from."""
    side = np.linspace(-HALF, HALF, MESH)
    chances = decision(history.at(state.step), side, side)
    data = _data(state.inputs, state.seed)
    marks: list[Mark] = [Shade(side, side, chances)]
    for label, role, glyph in ((1, Role.FIRST, Glyph.DOT), (0, Role.SECOND, Glyph.CROSS)):
        x, y = data.points[data.labels == label].T
        marks.append(Scatter(x, y, role, glyph))
    note = "" if np.isfinite(chances).all() else "The weights are too large for a float."
    return Plot(Window(-HALF, HALF, -HALF, HALF), tuple(marks), "what it says where", "x", note)


def _losses(state: Network, history: History) -> View:
    loss = history.loss[: state.step + 1]
    marks: list[Mark] = [Curve(np.arange(len(loss), dtype=float), loss, Role.FUNCTION)]
    if len(loss) and np.isfinite(loss[-1]):
        marks.append(Point(float(state.step), float(loss[-1]), Role.POINT))
    note = "" if np.isfinite(loss).any() else "no loss that a float can hold"
    window = Window(0.0, float(len(history.loss) - 1), *vertical(loss, [0.0]))
    return Plot(window, tuple(marks), "loss", "step", note)


def _layers(norms: list[float]) -> Plot:
    """The gradient of each layer in powers of ten, the first layer on the left."""
    with np.errstate(all="ignore"):
        powers = np.log10(np.array(norms))
    layers = np.arange(1.0, len(norms) + 1)
    marks: list[Mark] = [
        Curve(layers, np.where(np.isfinite(powers), powers, np.nan), Role.GRADIENT),
        Guide(y=0.0),
    ]
    marks += [
        Point(float(layer), float(power), Role.POINT, Glyph.DOT)
        for layer, power in zip(layers, powers, strict=True)
        if np.isfinite(power)
    ]
    note = "" if np.isfinite(powers).any() else "no gradient in any layer"
    window = Window(0.5, len(norms) + 0.5, *vertical(powers, [0.0]))
    return Plot(window, tuple(marks), "log10 of gradient", "layer", note)


def _sentence(state: Network, loss: float, accuracy: float, norms: list[float]) -> str:
    if not np.isfinite([loss, *norms]).all():
        return f"After {state.step} steps the weights are too large for a float: the rate is too high."
    right = f"{accuracy:.0%} of the points are told right"
    told = f"After {state.step} steps the loss is {number(loss, 3)} and {right}"
    first, last = norms[0], norms[-1]
    if last == 0:
        return f"{told}; no gradient is left in any layer." if first == 0 else f"{told}."
    share = f"the first layer's gradient is {number(first / last, 2)} times the last one's"
    return f"{told}; {share}{': it hardly learns' if first < FADED * last else ''}."


def _code(state: Network) -> str:
    return code(
        state.inputs,
        noise=NOISE[state.inputs],
        points=POINTS,
        hidden=state.hidden,
        activation=state.activation,
        rate=state.rate,
        seed=state.seed,
        step=state.step,
    )
