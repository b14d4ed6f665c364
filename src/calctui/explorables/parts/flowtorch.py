"""A sweep as a program over PyTorch: it records the forward statements, and goes back by itself."""

from calctui.explorables.parts import torchcode
from calctui.explorables.parts.flow import NONE, Flow
from calctui.maths.source import TORCH, identifier, python_helpers, python_operations


def code(flow: Flow) -> str:
    """The program; nothing where a stored value is overwritten, which PyTorch refuses, or nothing flows."""
    if (flow.overwritten != NONE and flow.reverse) or not _reaching(flow):
        return ""
    return _reverse(flow) if flow.reverse else _forward(flow)


def _reaching(flow: Flow) -> list[str]:
    """The inputs on which the output depends."""
    f = flow.expression
    return [name for name in f.inputs if f.depends_on((name,))[f.output]]


def _inputs(flow: Flow) -> dict[str, float]:
    return {flow.names[place]: float(flow.trace.values[place]) for place in flow.inputs}


def _statements(flow: Flow) -> list[str]:
    texts = python_operations(flow.expression, TORCH)
    return [f"{identifier(flow.names[place])} = {texts[place]}" for place in flow.order]


def _reverse(flow: Flow) -> str:
    output = identifier(flow.output)
    lines = [
        "",
        *_statements(flow),
        f'print("value", {output}.item())',
        "",
        f"{output}.backward()  # one sweep back fills every gradient",
        *(f'print("d{flow.output}_d{name}", {name}.grad.item())' for name in _reaching(flow)),
    ]
    leaves = torchcode.values(_inputs(flow), leaves=True)
    return torchcode.program(python_helpers(flow.expression, TORCH), {}, [*leaves, *lines])


def _forward(flow: Flow) -> str:
    inputs, output = _inputs(flow), identifier(flow.output)
    body = [f"def f({', '.join(inputs)}):", *(f"    {line}" for line in _statements(flow))]
    function = "\n".join([*body, f"    return {output}"])
    lines = [
        f"inputs = {_tuple(list(inputs.values()))}",
        f"moves = {_tuple([float(name == flow.wrt) for name in inputs])}  # a nudge of {flow.wrt} alone",
        f"{output}, slope = torch.func.jvp(f, inputs, moves)  # one sweep forward, for one input",
        f'print("value", {output}.item())',
        f'print("d{flow.output}_d{flow.wrt}", slope.item())',
    ]
    return torchcode.program([*python_helpers(flow.expression, TORCH), function], {}, lines)


def _tuple(numbers: list[float]) -> str:
    tensors = ", ".join(f"torch.tensor({number})" for number in numbers)
    return f"({tensors},)" if len(numbers) == 1 else f"({tensors})"
