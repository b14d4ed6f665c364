"""The computation of a picture as a Python program that runs by itself, over NumPy alone."""

from collections.abc import Mapping, Sequence

from calctui.maths.expression import Expression
from calctui.maths.source import python
from calctui.scene.numbers import plain


def program(
    functions: Mapping[str, Expression],
    values: Mapping[str, float],
    lines: Sequence[str],
    variables: Sequence[str] = ("x",),
) -> str:
    """Put a program together: imports, the values of letters and settings, functions, then `lines`.

    Args:
        functions: formulas by the name they are to have in the program.
        values: letters and settings by name.
        lines: what to compute and print from them.
        variables: the functions' arguments.
    """
    helpers: dict[str, None] = {}
    for name, expression in functions.items():
        for definition in python(expression, name, variables).split("\n\n\n"):
            helpers[definition] = None  # a helper that two formulas share stands once
    # NumPy's numbers: for Python's own, 1/x at 0 is an exception and not NaN.
    settings = "\n".join(f"{name} = np.float64({plain(value)})" for name, value in values.items())
    body = "\n\n\n".join(helpers)
    imports = "import math\n\nimport numpy as np" if "math." in body else "import numpy as np"
    return "\n\n".join([imports, settings, "\n" + body + "\n", "\n".join(lines)]) + "\n"
