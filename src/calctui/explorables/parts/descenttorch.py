"""A descent as a program over PyTorch: torch.optim takes the steps."""

from calctui.explorables.parts import torchcode
from calctui.explore.controls import Numbers
from calctui.maths.expression import Expression

OPTIMIZERS = {
    "gd": "SGD([point], lr={rate})",
    "momentum": "SGD([point], lr={rate}, momentum={momentum})",
    "nesterov": "SGD([point], lr={rate}, momentum={momentum}, nesterov=True)",
    "rmsprop": "RMSprop([point], lr={rate})",
    "adam": "Adam([point], lr={rate})",
}
"""The methods as torch.optim has them; it has no Newton."""
NEWTON = (
    "    gradient = torch.autograd.functional.jacobian(f, point)",
    "    hessian = torch.autograd.functional.hessian(f, point)",
    "    if not hessian.isfinite().all() or torch.linalg.cond(hessian) > 2e15:",
    "        break  # it has no inverse here",
    "    point = point - {rate} * torch.linalg.solve(hessian, gradient)",
)


def code(
    f: Expression,
    letters: Numbers,
    start: tuple[float, ...],
    method: str,
    rates: tuple[float, float],
    steps: int,
) -> str:
    """The program; it prints the point and its loss after `steps` steps with a rate and a momentum."""
    if not torchcode.has_graph(f, ("x", "y")):
        return ""
    rate, momentum = rates
    walk = _newton(rate, steps) if method == "newton" else _optimized(method, rate, momentum, steps)
    lines = [
        *walk,
        'print("x", point[0].item())',
        'print("y", point[1].item())',
        'print("value", f(point).item())',
        'print("gradient_norm", torch.hypot(*torch.autograd.functional.jacobian(f, point)).item())',
    ]
    made = torchcode.point(start)
    if method != "newton":
        made = made.removesuffix(")") + ", requires_grad=True)"
    return torchcode.program(torchcode.of_point(f, ("x", "y")), dict(letters), [made, *lines])


def _newton(rate: float, steps: int) -> list[str]:
    return [f"for _ in range({steps}):", *(line.format(rate=rate) for line in NEWTON)]


def _optimized(method: str, rate: float, momentum: float, steps: int) -> list[str]:
    return [
        f"optimizer = torch.optim.{OPTIMIZERS[method].format(rate=rate, momentum=momentum)}",
        f"for _ in range({steps}):",
        "    optimizer.zero_grad()",
        "    loss = f(point)",
        "    loss.backward()",
        "    if loss.isnan() or point.grad.isnan().any():",
        "        break  # no slope to step against",
        "    optimizer.step()",
        "",
    ]
