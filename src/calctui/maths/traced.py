"""The table's SymPy column as source text: its functions are called with something that writes along."""

from typing import Any

from calctui.maths.primitives import Primitive
from calctui.maths.writer import INFIX, NEG, POWER, Text


def traced(primitive: Primitive) -> str:
    """A primitive's SymPy counterpart as Python source in u and v: `sp.Abs(u)`, `1/(1 + sp.exp(-u))`."""
    operands = (_Trace(Text(name)) for name in "uv"[: primitive.arity])
    return _source(primitive.sympy(_Sympy(), *operands)).text


class _Trace:
    """Stands for a SymPy expression: whatever is done to it is written down."""

    def __init__(self, text: Text) -> None:
        self.text = text

    def __add__(self, other: object) -> "_Trace":
        return _infix("add", self, other)

    def __radd__(self, other: object) -> "_Trace":
        return _infix("add", other, self)

    def __sub__(self, other: object) -> "_Trace":
        return _infix("sub", self, other)

    def __mul__(self, other: object) -> "_Trace":
        return _infix("mul", self, other)

    def __truediv__(self, other: object) -> "_Trace":
        return _infix("div", self, other)

    def __rtruediv__(self, other: object) -> "_Trace":
        return _infix("div", other, self)

    def __pow__(self, other: object) -> "_Trace":
        return _Trace(Text(f"{self.text.within(POWER + 1)}**{_source(other).after_sign(POWER)}", POWER))

    def __neg__(self) -> "_Trace":
        return _Trace(Text("-" + self.text.after_sign(NEG), NEG))

    def __gt__(self, other: object) -> "_Trace":
        return _Trace(Text(f"{self.text.text} > {_source(other).text}", 0))

    def __lt__(self, other: object) -> "_Trace":
        return _Trace(Text(f"{self.text.text} < {_source(other).text}", 0))


class _Sympy:
    """Stands for the module: every name in it is a function."""

    def __getattr__(self, name: str) -> Any:
        return lambda *args: _Trace(Text(f"sp.{name}({', '.join(_source(arg).text for arg in args)})"))


def _infix(op: str, left: object, right: object) -> _Trace:
    sign, binding = INFIX[op]
    return _Trace(
        Text(_source(left).within(binding) + sign + _source(right).after_sign(binding + 1), binding)
    )


def _source(value: object) -> Text:
    """A traced part, a number, a text, or the cases of a Piecewise, as they are written."""
    if isinstance(value, _Trace):
        return value.text
    if isinstance(value, tuple):
        return Text(f"({', '.join(_source(each).text for each in value)})")
    return Text(f'"{value}"' if isinstance(value, str) else str(value))
