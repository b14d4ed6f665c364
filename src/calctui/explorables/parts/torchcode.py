"""The computation of a picture as a Python program over PyTorch, which differentiates as it computes."""

from collections.abc import Mapping, Sequence

from calctui.maths.expression import Expression
from calctui.maths.source import TORCH, listed, python, python_helpers, shared, statements

HEAD = "import torch\n\ntorch.set_default_dtype(torch.float64)  # as many digits as NumPy's numbers"


def program(functions: Sequence[str], letters: Mapping[str, float], lines: Sequence[str]) -> str:
    """Put a program together: the import, definitions, the values of letters, then `lines`."""
    top = "\n\n\n".join([HEAD, *functions]) + "\n" * bool(functions)
    return "\n".join([top, "", *values(letters), *lines]) + "\n"


def of_point(f: Expression, variables: Sequence[str], *, column: bool = False) -> list[str]:
    """The formula as a function of one tensor that holds all variables, after the helpers it needs.

    As a column its outputs are one tensor, too.
    """
    steps, found = statements(shared(f) if column else f, TORCH)
    outputs = [each.text for each in found]
    body = [
        f"{', '.join(variables)}{',' * (len(variables) == 1)} = point",
        *steps,
        *(listed("return torch.stack", outputs) if column else [f"return {outputs[-1]}"]),
    ]
    return [*python_helpers(f, TORCH), "\n".join(["def f(point):", *(f"    {line}" for line in body)])]


def of(f: Expression, variables: Sequence[str]) -> list[str]:
    """The formula as a function of its variables, after the helpers it needs."""
    return python(f, "f", variables, TORCH).split("\n\n\n")


def values(given: Mapping[str, float], *, leaves: bool = False) -> list[str]:
    """A line a tensor; leaves are what the derivative is taken by."""
    grad = ", requires_grad=True" if leaves else ""
    return [f"{name} = torch.tensor({float(value)}{grad})" for name, value in given.items()]


def point(at: Sequence[float]) -> str:
    """The line that makes the point."""
    return f"point = torch.tensor([{', '.join(str(float(value)) for value in at)}])"


def has_graph(f: Expression, variables: Sequence[str]) -> bool:
    """Whether every output depends on a variable: to what does not, nothing flows back."""
    reached = f.depends_on(variables)
    return all(reached[output] for output in f.outputs)
