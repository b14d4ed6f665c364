"""A descent as a Python program: the update rule, step by step, as torch.optim has it."""

from calctui.explorables.parts.snippet import program
from calctui.explore.controls import Numbers
from calctui.maths.derive import derivative
from calctui.maths.expression import Expression

UPDATES = {
    "gd": ("p = p - rate * g",),
    "momentum": ("v = momentum * v + g", "p = p - rate * v"),
    "nesterov": ("v = momentum * v + g", "p = p - rate * (g + momentum * v)"),
    "rmsprop": ("s = 0.99 * s + 0.01 * g**2", "p = p - rate * g / (np.sqrt(s) + 1e-8)"),
    "adam": (
        "v = 0.9 * v + 0.1 * g",
        "s = 0.999 * s + 0.001 * g**2",
        "p = p - rate * (v / (1 - 0.9**t)) / (np.sqrt(s / (1 - 0.999**t)) + 1e-8)",
    ),
    "newton": (
        "H = np.array([[f_xx(*p), f_xy(*p)], [f_xy(*p), f_yy(*p)]])",
        "if not g.any() or not np.isfinite(H).all() or np.linalg.cond(H) > 2e15:",
        "    break  # H has no inverse here",
        "p = p - rate * np.linalg.solve(H, g)",
    ),
}
"""The rules as the program spells them: g is the gradient, p the point, v and s what is remembered."""
REMEMBERED = {"momentum": "v", "nesterov": "v", "rmsprop": "s", "adam": "vs"}


def code(
    f: Expression,
    letters: Numbers,
    start: tuple[float, ...],
    method: str,
    rates: tuple[float, float],
    steps: int,
) -> str:
    """The program; it prints the point and its loss after `steps` steps with a rate and a momentum."""
    functions = {"f": f, "f_x": derivative(f, "x"), "f_y": derivative(f, "y")}
    if method == "newton":
        pairs = (("x", "x"), ("x", "y"), ("y", "y"))
        functions |= {f"f_{a}{b}": derivative(derivative(f, a), b) for a, b in pairs}
    values = {**dict(letters), "x0": start[0], "y0": start[1], "rate": rates[0]}
    if "momentum" in " ".join(UPDATES[method]):
        values["momentum"] = rates[1]
    lines = [
        "p = np.array([x0, y0])",
        *(f"{name} = np.zeros(2)" for name in REMEMBERED.get(method, "")),
        f"for t in range(1, {steps} + 1):",
        "    g = np.array([f_x(*p), f_y(*p)])",
        "    if np.isnan([f(*p), *g]).any() or np.isfinite(f(*p)) and np.isinf(g).any():",
        "        break  # no slope to step against",
        *(f"    {line}" for line in UPDATES[method]),
        'print("x", p[0])',
        'print("y", p[1])',
        'print("value", f(*p))',
        'print("gradient_norm", np.hypot(f_x(*p), f_y(*p)))',
    ]
    return program(functions, values, lines, ("x", "y"))
