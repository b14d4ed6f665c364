"""The network against torch's numbers, against the same network as one scalar graph, and against mpmath."""

from dataclasses import replace
from typing import Any

import mpmath
import numpy as np
import pytest
from torch_numbers import LABELS, NETWORKS, POINTS, WEIGHTS

from calctui.maths.autodiff import gradient
from calctui.maths.evaluate import Floats, evaluate
from calctui.maths.expression import Builder, Expression
from calctui.maths.network import (
    RECTIFIERS,
    Data,
    Network,
    decision,
    init,
    logits,
    loss_and_gradient,
    train,
    two_moons,
    xor,
)

MP: Any = mpmath.mp.clone()
MP.dps = 40
BATCH = Data(np.array(POINTS), np.array(LABELS))


def fixed(activation: str) -> Network:
    """The weights that torch was given."""
    parts = [np.ravel(part) for layer in WEIGHTS for part in layer]
    return Network((2, 3, 2, 1), activation, np.concatenate(parts))


@pytest.mark.parametrize("activation", NETWORKS)
def test_loss_gradient_and_training_are_torchs(activation: str) -> None:
    loss, norm, first, eighth, last, trained = NETWORKS[activation]
    found, _, slopes = loss_and_gradient(fixed(activation), BATCH)
    assert found == pytest.approx(loss, rel=1e-13)
    assert np.linalg.norm(slopes) == pytest.approx(norm, rel=1e-12)
    assert slopes[[0, 8, -1]] == pytest.approx([first, eighth, last], rel=1e-11)
    assert train(fixed(activation), BATCH, 0.5, 20).loss[-1] == pytest.approx(trained, rel=1e-10)


class Scalars:
    """The loss of a small network as one Expression, a node for every single operation."""

    def __init__(self, network: Network, data: Data) -> None:
        self.builder = Builder()
        self.names = [f"p{k}" for k in range(len(network.parameters))]
        self.at = dict(zip(self.names, network.parameters.tolist(), strict=True))
        self.places = [self.builder.input(name) for name in self.names]
        self.network = network
        losses = [self.loss(x, t) for x, t in zip(data.points, data.labels, strict=True)]
        total = self.sum(losses)
        mean = self.builder.apply("div", total, self.builder.number(float(len(losses))))
        self.expression: Expression = self.builder.expression([mean])

    def sum(self, terms: list[int]) -> int:
        total = terms[0]
        for term in terms[1:]:
            total = self.builder.apply("add", total, term)
        return total

    def loss(self, point: Floats, label: float) -> int:
        """ln(1 + e^z) - label z."""
        now, used = [self.builder.number(float(c)) for c in point], 0
        for layer, fan_out in enumerate(self.network.sizes[1:]):
            weights, biases = used, used + fan_out * len(now)
            sums = []
            for j in range(fan_out):
                places = self.places[weights + j * len(now) : weights + (j + 1) * len(now)]
                products = [self.builder.apply("mul", w, a) for w, a in zip(places, now, strict=True)]
                sums.append(self.sum([*products, self.places[biases + j]]))
            used = biases + fan_out
            hidden = layer < len(self.network.sizes) - 2
            now = [self.builder.apply(self.network.activation, s) for s in sums] if hidden else sums
        target = self.builder.apply("mul", self.builder.number(float(label)), now[0])
        return self.builder.apply("sub", self.builder.apply("softplus", now[0]), target)


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu", "gelu", "softplus", "sin"])
def test_layers_and_single_operations_agree(activation: str) -> None:
    network, data = init((2, 4, 3, 1), activation, 5), two_moons(12, 0.1, 2)
    scalars = Scalars(network, data)
    loss, _, slopes = loss_and_gradient(network, data)
    assert loss == pytest.approx(float(evaluate(scalars.expression, scalars.at)), rel=1e-13)
    single = gradient(scalars.expression, scalars.at, scalars.names)
    np.testing.assert_allclose(slopes, [single[name] for name in scalars.names], rtol=1e-10, atol=1e-14)


def exact_loss(parameters: list[Any], data: Data) -> Any:
    """A 2-2-1 network with tanh, written out at 40 digits."""
    a, b, c, d, p, q, u, v, w = parameters
    total = MP.mpf(0)
    for (x, y), label in zip(data.points.tolist(), data.labels.tolist(), strict=True):
        z = u * MP.tanh(a * x + b * y + p) + v * MP.tanh(c * x + d * y + q) + w
        total += MP.log1p(MP.exp(z)) - label * z
    return total / len(data.labels)


def test_the_gradient_is_that_of_the_written_out_loss() -> None:
    data = xor(6, 0.3, 1)
    network = init((2, 2, 1), "tanh", 3)
    parameters = [MP.mpf(p) for p in network.parameters.tolist()]
    loss, _, slopes = loss_and_gradient(network, data)
    assert loss == pytest.approx(float(exact_loss(parameters, data)), rel=1e-14)
    nudge = MP.mpf(10) ** -15
    for k, slope in enumerate(slopes):
        up, down = list(parameters), list(parameters)
        up[k], down[k] = up[k] + nudge, down[k] - nudge
        exact = (exact_loss(up, data) - exact_loss(down, data)) / (2 * nudge)
        assert slope == pytest.approx(float(exact), rel=1e-11, abs=1e-15)


# Training


@pytest.mark.parametrize("make", [xor, two_moons])
@pytest.mark.parametrize("activation", ["relu", "tanh"])
def test_it_learns(make: Any, activation: str) -> None:
    data = make(200, 0.1, 0)
    history = train(init((2, 16, 16, 1), activation, 0), data, 0.5, 500)
    assert history.accuracy[-1] == 1.0
    assert history.loss[-1] < 0.01 < history.loss[0]
    assert history.loss.shape == history.accuracy.shape == (501,)
    assert history.gradient_norms.shape == (501, 3)


def test_one_step_is_one_step_against_the_gradient() -> None:
    network, data = init((2, 3, 1), "tanh", 0), xor(40, 0.2, 0)
    history = train(network, data, 0.25, 2)
    _, _, slopes = loss_and_gradient(network, data)
    np.testing.assert_array_equal(history.at(1).parameters, network.parameters - 0.25 * slopes)
    norms = [np.sqrt((w**2).sum() + (b**2).sum()) for w, b in network.layers(slopes)]
    np.testing.assert_allclose(history.gradient_norms[0], norms)
    assert history.loss[2] == loss_and_gradient(history.at(2), data)[0]
    np.testing.assert_array_equal(history.at(0).parameters, network.parameters)


def test_the_same_seed_is_the_same_training() -> None:
    runs = [train(init((2, 8, 1), "relu", s), two_moons(50, 0.1, s), 0.5, 20).parameters for s in (7, 7, 8)]
    np.testing.assert_array_equal(runs[0], runs[1])
    assert not np.array_equal(runs[0], runs[2])


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("make", [xor, two_moons])
def test_gradients_vanish_behind_sigmoids_and_not_behind_relus(make: Any, seed: int) -> None:
    """Each sigmoid passes on at most a quarter of what it gets."""
    data = make(200, 0.1, seed)
    shares = {}
    for activation in ("sigmoid", "relu"):
        network = init((2, 8, 8, 8, 8, 8, 1), activation, seed)
        norms = train(network, data, 0.1, 0).gradient_norms[0]
        shares[activation] = norms[0] / norms[-1]
        if activation == "sigmoid":
            assert norms[0] < 1e-2 * norms[-1]
            assert (norms[:-1] < norms[1:]).all()
    assert shares["relu"] > 0.05
    assert shares["sigmoid"] < 0.02 * shares["relu"]


def test_a_rate_far_too_large_ends_in_no_numbers_but_without_a_word() -> None:
    history = train(init((2, 8, 8, 1), "relu", 0), xor(40, 0.2, 0), 1e200, 20)
    assert not np.isfinite(history.loss[-1])
    decision(history.at(20), np.linspace(-1, 1, 3), np.linspace(-1, 1, 3))


# Layout, data, and the picture


def test_layers_are_views_laid_out_as_torchs() -> None:
    network = fixed("tanh")
    for (weights, biases), (expected, offsets) in zip(network.layers(), WEIGHTS, strict=True):
        assert weights.tolist() == expected
        assert biases.tolist() == offsets
        assert np.shares_memory(weights, network.parameters)
    assert len(init((2, 16, 16, 1), "relu", 0).parameters) == 2 * 16 + 16 + 16 * 16 + 16 + 16 + 1


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", *RECTIFIERS])
def test_initial_weights_fill_their_bounds(activation: str) -> None:
    for (weights, biases), (fan_in, fan_out) in zip(
        init((50, 80, 40, 1), activation, 0).layers(), [(50, 80), (80, 40), (40, 1)], strict=True
    ):
        bound = np.sqrt(6 / fan_in) if activation in RECTIFIERS else np.sqrt(6 / (fan_in + fan_out))
        assert 0.9 * bound < np.abs(weights).max() <= bound
        assert not biases.any()


@pytest.mark.parametrize("sizes", [(2,), (2, 3, 2), (2, 0, 1), (0, 1), ()])
def test_refused_sizes(sizes: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="one output"):
        init(sizes, "relu", 0)


@pytest.mark.parametrize("activation", ["softmax", "add", "leaky_relu"])
def test_refused_activations(activation: str) -> None:
    with pytest.raises(ValueError, match=activation):
        init((2, 3, 1), activation, 0)


def test_xor_has_four_even_clouds() -> None:
    data = xor(40, 0.0, 0)
    assert {(*map(float, p), float(t)) for p, t in zip(data.points, data.labels, strict=True)} == {
        (1, 1, 0), (-1, 1, 1), (-1, -1, 0), (1, -1, 1),
    }  # fmt: skip
    noisy = xor(4000, 0.3, 0)
    assert (noisy.points - xor(4000, 0.0, 0).points).std() == pytest.approx(0.3, rel=0.03)
    assert noisy.labels.mean() == 0.5


def test_two_moons_are_two_half_circles() -> None:
    data = two_moons(101, 0.0, 0)
    outer, inner = data.points[data.labels == 0], data.points[data.labels == 1]
    assert (len(outer), len(inner)) == (50, 51)
    np.testing.assert_allclose(np.hypot(*(outer + np.array([0.5, 0.25])).T), 1.0)
    np.testing.assert_allclose(np.hypot(*(inner - np.array([0.5, 0.25])).T), 1.0)
    assert outer[:, 1].min() == pytest.approx(-0.25)
    assert inner[:, 1].max() == pytest.approx(0.25)
    assert np.abs(data.points.mean(axis=0)).max() < 0.02
    assert (two_moons(50, 0.1, 3).points == two_moons(50, 0.1, 3).points).all()
    assert (two_moons(50, 0.1, 3).points != two_moons(50, 0.1, 4).points).all()


def test_the_decision_map_has_rows_of_equal_y() -> None:
    network = replace(init((2, 1), "tanh", 0), parameters=np.array([1.0, -10.0, 0.5]))  # z = x - 10 y + 0.5
    x, y = np.array([0.0, 1.0, 2.0]), np.array([0.0, 0.1])
    expected = 1 / (1 + np.exp(-(x[None, :] - 10 * y[:, None] + 0.5)))
    np.testing.assert_allclose(decision(network, x, y), expected)
    np.testing.assert_allclose(logits(network, np.array([[1.0, 0.1]])), [0.5])
