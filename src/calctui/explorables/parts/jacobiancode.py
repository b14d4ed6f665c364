"""The Jacobian as programs over SymPy and PyTorch."""

from calctui.explorables.parts import sympycode, torchcode
from calctui.explore.controls import Numbers
from calctui.maths.expression import Expression


def sympy(f: Expression, at: Numbers) -> str:
    """Its formulas, and its numbers at a place; nothing without inputs."""
    if not at or not sympycode.has_no_stairs(f, f.inputs):
        return ""
    lines = [
        f"jacobian = outputs.jacobian([{', '.join(f.inputs)}])",
        'print("jacobian:", jacobian.tolist())',
        "",
        sympycode.place(dict(at)),
        "here = sp.N(jacobian.subs(at))",
        *_entries(f, "here[{}, {}]", "here.det()"),
    ]
    return sympycode.program(f, f.inputs, {}, lines, column=True)


def torch(f: Expression, at: Numbers) -> str:
    """Its numbers at a place; nothing where an output does not depend on any input."""
    if not torchcode.has_graph(f, f.inputs):
        return ""
    lines = [
        torchcode.point([value for _, value in at]),
        "jacobian = torch.autograd.functional.jacobian(f, point)",
        *_entries(f, "jacobian[{}, {}].item()", "torch.linalg.det(jacobian).item()"),
    ]
    return torchcode.program(torchcode.of_point(f, f.inputs, column=True), {}, lines)


def _entries(f: Expression, entry: str, determinant: str) -> list[str]:
    """Every entry printed by its name, and the determinant of a square."""
    m, n = len(f.outputs), len(f.inputs)
    places = [(i, j) for i in range(m) for j in range(n)]
    lines = [f'print("j_{i + 1}{j + 1}", {entry.format(i, j)})' for i, j in places]
    return [*lines, f'print("determinant", {determinant})'] if m == n else lines
