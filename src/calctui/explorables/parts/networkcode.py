"""The training of a small network as a Python program over NumPy alone."""

from calctui.maths.derive import Term, Terms
from calctui.maths.network import RECTIFIERS
from calctui.maths.primitives import PRIMITIVES
from calctui.maths.source import python_helpers, python_operations

_XOR = """\
corners = np.array([[1.0, 1.0], [-1.0, 1.0], [-1.0, -1.0], [1.0, -1.0]])
which = np.arange({points}) % 4
X = corners[which] + np.random.default_rng({seed}).normal(0.0, {noise}, ({points}, 2))
Y = (which % 2).astype(float)"""
_MOONS = """\
half = {points} // 2
along = np.concatenate([np.linspace(0, np.pi, half), np.linspace(0, np.pi, {points} - half)])
Y = (np.arange({points}) >= half).astype(float)
side = 1 - 2 * Y
X = np.stack([side * (np.cos(along) - 0.5), side * (np.sin(along) - 0.25)], axis=1)
X = X + np.random.default_rng({seed}).normal(0.0, {noise}, ({points}, 2))"""
_TRAIN = """\
random = np.random.default_rng({seed})
layers = []
for fan_in, fan_out in zip(sizes[:-1], sizes[1:]):
    bound = np.sqrt(6 / {fans})
    weights = random.uniform(-bound, bound, fan_in * fan_out).reshape(fan_out, fan_in)
    layers.append([weights, np.zeros(fan_out)])

for t in range({step} + 1):
    taken, sums = [X], []  # forward: what each layer takes in, and its sums
    for weights, biases in layers:
        sums.append(taken[-1] @ weights.T + biases)
        taken.append(act(sums[-1]))
    logits = sums[-1][:, 0]
    loss = np.mean(np.logaddexp(0.0, logits) - Y * logits)
    adjoint = ((1 / (1 + np.exp(-logits)) - Y) / len(Y))[:, None]  # backward, from the loss
    gradients = []
    for place in range(len(layers) - 1, -1, -1):
        gradients.insert(0, (adjoint.T @ taken[place], adjoint.sum(axis=0)))
        if place:
            adjoint = (adjoint @ layers[place][0]) * slope(sums[place - 1], taken[place])
    if t < {step}:
        layers = [[w - {rate} * dw, b - {rate} * db] for (w, b), (dw, db) in zip(layers, gradients)]

print("loss", loss)
print("accuracy", np.mean((logits > 0) == (Y > 0)))
"""


def code(
    inputs: str,
    noise: float,
    points: int,
    hidden: tuple[int, ...],
    activation: str,
    rate: float,
    seed: int,
    step: int,
) -> str:
    """The program: points, weights, and every step forward, backward and against the gradient."""
    data = (_XOR if inputs == "xor" else _MOONS).format(points=points, seed=seed, noise=noise)
    fans = "fan_in" if activation in RECTIFIERS else "(fan_in + fan_out)"
    training = _TRAIN.format(seed=seed, fans=fans, step=step, rate=rate)
    helpers, slope = _slope(activation)
    functions = [
        *helpers,
        f"def act(u):\n    return {PRIMITIVES[activation].code}",
        f"def slope(u, y):\n    return {slope}",
    ]
    body = "\n\n\n".join(functions)
    imports = "import math\n\nimport numpy as np" if "math." in body else "import numpy as np"
    sizes = ", ".join(map(str, (2, *hidden, 1)))
    return f"{imports}\n\n\n{body}\n\n\n{data}\nsizes = [{sizes}]\n{training}"


def _slope(activation: str) -> tuple[list[str], str]:
    """The activation's derivative in u, what came in, and y, what went out, after the functions it needs."""
    terms = Terms()
    term = PRIMITIVES[activation].partials[0](terms, terms.input("u"), terms.input("y"))
    assert isinstance(term, Term), "an activation's slope depends on what comes in"
    formula = terms.builder.expression([term.place])
    return python_helpers(formula), python_operations(formula)[formula.output]
