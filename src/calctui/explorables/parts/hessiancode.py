"""The Hessian as programs over SymPy and PyTorch."""

from collections.abc import Mapping

from calctui.explorables.parts import sympycode, torchcode
from calctui.maths.expression import Expression

ENTRIES = (("xx", 0, 0), ("xy", 0, 1), ("yy", 1, 1))


def sympy(f: Expression, letters: Mapping[str, float], at: Mapping[str, float]) -> str:
    """Its formulas, and its numbers at a place."""
    if not sympycode.has_no_stairs(f, ("x", "y")):
        return ""
    lines = [
        "hessian = sp.hessian(f, (x, y))",
        'print("hessian:", hessian.tolist())',
        "",
        sympycode.place(at),
        "here = sp.N(hessian.subs(at))",
        *(f'print("h_{by}", here[{row}, {column}])' for by, row, column in ENTRIES),
        "low, high = sorted(sp.re(each) for each in here.eigenvals(multiple=True))",
        'print("eigenvalue_1", low)',
        'print("eigenvalue_2", high)',
        'print("determinant", here.det())',
        'print("trace", here.trace())',
    ]
    return sympycode.program(f, ("x", "y"), letters, lines)


def torch(f: Expression, letters: Mapping[str, float], at: Mapping[str, float]) -> str:
    """Its numbers at a place."""
    if not torchcode.has_graph(f, ("x", "y")):
        return ""
    lines = [
        torchcode.point(tuple(at.values())),
        "hessian = torch.autograd.functional.hessian(f, point)",
        "low, high = torch.linalg.eigvalsh(hessian)",
        *(f'print("h_{by}", hessian[{row}, {column}].item())' for by, row, column in ENTRIES),
        'print("eigenvalue_1", low.item())',
        'print("eigenvalue_2", high.item())',
        'print("determinant", torch.linalg.det(hessian).item())',
        'print("trace", torch.trace(hessian).item())',
    ]
    return torchcode.program(torchcode.of_point(f, ("x", "y")), letters, lines)
