"""A small multilayer perceptron that tells two classes apart, trained by our own reverse mode.

Reverse mode works on whole layers here, as in every framework: forward keeps what each layer took in, and
backward carries the derivative of the loss from the last layer to the first (Rumelhart, Hinton and Williams
1986). The activations and their slopes are those of the one table of primitives.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from calctui.maths.elementary import sigmoid, softplus
from calctui.maths.evaluate import Floats
from calctui.maths.primitives import ARRAYS, PRIMITIVES

RECTIFIERS = ("relu", "gelu", "silu", "elu", "selu", "mish", "softplus", "relu6")
"""Activations that let about half of what comes in pass: their weights start larger."""


@dataclass(frozen=True, eq=False, slots=True)
class Data:
    """Labelled points."""

    points: Floats
    """Shape (n, inputs)."""
    labels: Floats
    """Shape (n,): 0 or 1."""


@dataclass(frozen=True, eq=False, slots=True)
class Network:
    """Layers of weights with an activation between them; the one output is a logit."""

    sizes: tuple[int, ...]
    """Inputs, hidden layers, output."""
    activation: str
    """A primitive of one operand."""
    parameters: Floats
    """Every weight and bias in one vector, layer after layer."""

    def layers(self, vector: Floats | None = None) -> list[tuple[Floats, Floats]]:
        """(weights, biases) of every layer, shapes (out, in) and (out,), as torch.nn.Linear has them.

        They are views of the parameters, or of another vector laid out alike, such as their gradient.
        """
        vector = self.parameters if vector is None else vector
        found, start = [], 0
        for fan_in, fan_out in pairwise(self.sizes):
            middle, end = start + fan_in * fan_out, start + (fan_in + 1) * fan_out
            found.append((vector[start:middle].reshape(fan_out, fan_in), vector[middle:end]))
            start = end
        return found


@dataclass(frozen=True, eq=False, slots=True)
class History:
    """What training did: a row for the start and one for each step."""

    network: Network
    """At the start."""
    loss: Floats
    """Shape (steps + 1,)."""
    accuracy: Floats
    """Shape (steps + 1,): the share of points told right."""
    gradient_norms: Floats
    """Shape (steps + 1, layers): over the weights and biases of each layer, first layer first."""
    parameters: Floats
    """Shape (steps + 1, parameters)."""

    def at(self, step: int) -> Network:
        """The network after so many steps."""
        return replace(self.network, parameters=self.parameters[step])


def xor(points: int, noise: float, seed: int) -> Data:
    """Points around the corners (±1, ±1), labelled 1 where the signs differ; `noise` is their spread."""
    corners = np.array([[1.0, 1.0], [-1.0, 1.0], [-1.0, -1.0], [1.0, -1.0]])
    which = np.arange(points) % 4
    spread = np.random.default_rng(seed).normal(0.0, noise, (points, 2))
    return Data(corners[which] + spread, (which % 2).astype(float))


def two_moons(points: int, noise: float, seed: int) -> Data:
    """Two half circles in each other's arms, those of sklearn.datasets.make_moons with their middle at 0."""
    upper = points // 2
    along = np.concatenate([np.linspace(0, np.pi, upper), np.linspace(0, np.pi, points - upper)])
    labels = (np.arange(points) >= upper).astype(float)
    side = 1 - 2 * labels
    moons = np.stack([side * (np.cos(along) - 0.5), side * (np.sin(along) - 0.25)], axis=1)
    return Data(moons + np.random.default_rng(seed).normal(0.0, noise, (points, 2)), labels)


def init(sizes: Sequence[int], activation: str, seed: int) -> Network:
    """A network with random weights and no biases.

    Weights are uniform in ±√(6 / (fan_in + fan_out)), as torch.nn.init.xavier_uniform_ (Glorot and Bengio
    2010); before a rectifier ±√(6 / fan_in), as kaiming_uniform_ (He et al. 2015). With these the signal
    neither grows nor fades on its way forward, so that what fades backward is the activation's doing.

    Raises:
        ValueError: not one output, an empty layer, or an activation of more than one operand.
    """
    if len(sizes) < 2 or sizes[-1] != 1 or min(sizes) < 1:
        raise ValueError("a network has one or more inputs, no empty layer, and one output")
    if activation not in PRIMITIVES or PRIMITIVES[activation].arity != 1:
        raise ValueError(f"'{activation}' is no function of one number")
    random = np.random.default_rng(seed)
    parts: list[Floats] = []
    for fan_in, fan_out in pairwise(sizes):
        bound = np.sqrt(6 / (fan_in if activation in RECTIFIERS else fan_in + fan_out))
        parts += [random.uniform(-bound, bound, fan_in * fan_out), np.zeros(fan_out)]
    return Network(tuple(sizes), activation, np.concatenate(parts))


def logits(network: Network, points: Floats) -> Floats:
    """The output for points of shape (n, inputs), shape (n,): above 0 it says class 1."""
    with np.errstate(all="ignore"):
        return _forward(network, points)[1][-1][:, 0]


def decision(network: Network, x: Floats, y: Floats) -> Floats:
    """The probability of class 1 over a grid of shapes (columns,) and (rows,): shape (rows, columns)."""
    points = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
    with np.errstate(all="ignore"):
        chances: Floats = sigmoid(logits(network, points)).reshape(len(y), len(x))
    return chances


def loss_and_gradient(network: Network, data: Data) -> tuple[float, float, Floats]:
    """One forward and one backward sweep over all points.

    Returns:
        The mean binary cross-entropy of the logits, as torch.nn.BCEWithLogitsLoss; the share of points told
        right; and the gradient of the loss by the parameters, laid out as they are.
    """
    with np.errstate(all="ignore"):
        taken, sums = _forward(network, data.points)
        out = sums[-1][:, 0]
        loss = float(np.mean(softplus(out) - data.labels * out))
        accuracy = float(np.mean((out > 0) == (data.labels > 0)))
        adjoint = ((sigmoid(out) - data.labels) / len(out))[:, None]
        return loss, accuracy, _backward(network, taken, sums, adjoint)


def train(network: Network, data: Data, rate: float, steps: int) -> History:
    """Gradient descent on all points at once, `steps` steps of size `rate`."""
    count = len(network.layers())
    loss, accuracy, norms = np.empty(steps + 1), np.empty(steps + 1), np.empty((steps + 1, count))
    parameters = np.empty((steps + 1, len(network.parameters)))
    parameters[0] = network.parameters
    for k in range(steps + 1):
        now = replace(network, parameters=parameters[k])
        loss[k], accuracy[k], gradient = loss_and_gradient(now, data)
        norms[k] = [np.hypot(np.linalg.norm(w), np.linalg.norm(b)) for w, b in network.layers(gradient)]
        if k < steps:
            with np.errstate(all="ignore"):
                parameters[k + 1] = parameters[k] - rate * gradient
    return History(network, loss, accuracy, norms, parameters)


def _forward(network: Network, points: Floats) -> tuple[list[Floats], list[Floats]]:
    """What every layer took in, and its weighted sums."""
    activate = PRIMITIVES[network.activation].array
    taken: list[Floats] = [points]
    sums: list[Floats] = []
    for weights, biases in network.layers():
        if sums:
            taken.append(activate(sums[-1]))
        sums.append(taken[-1] @ weights.T + biases)
    return taken, sums


def _backward(network: Network, taken: list[Floats], sums: list[Floats], adjoint: Floats) -> Floats:
    """The gradient by the parameters, from the adjoint of the last weighted sums, shape (n, 1)."""
    slope = PRIMITIVES[network.activation].partials[0]
    gradient = np.empty_like(network.parameters)
    layers, gradients = network.layers(), network.layers(gradient)
    for place in range(len(layers) - 1, -1, -1):
        gradients[place][0][...] = adjoint.T @ taken[place]
        gradients[place][1][...] = adjoint.sum(axis=0)
        if place:  # the layer before gave what this one took in
            adjoint = (adjoint @ layers[place][0]) * slope(ARRAYS, sums[place - 1], taken[place])
    return gradient
