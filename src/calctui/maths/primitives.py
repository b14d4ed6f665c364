"""The one table of elementary operations. A new function is a new row here and nothing else.

Partial derivatives are written once, over an algebra `m` that offers every primitive by name: with arrays
for `m` they are numbers, with graph terms they are the formula of the derivative. They take the operands
and the operation's own result, which is why a sigmoid's slope costs no second exponential.
"""

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, TypeAlias

import numpy as np

from calctui.maths import elementary, series
from calctui.maths.elementary import LN2, LN10, SELU_ALPHA, SELU_SCALE, SQRT2, SQRT_2PI

Partial: TypeAlias = Callable[..., Any]
"""(m, *operands, result) -> the derivative by one operand, all in the algebra m."""


@dataclass(frozen=True, slots=True)
class Primitive:
    """One elementary operation; `u` and `v` stand for its operands."""

    name: str
    rule: str
    """What textbooks call the rule that differentiates it."""
    array: Callable[..., Any]
    """Its values on NumPy arrays: NaN where it has none."""
    partials: tuple[Partial, ...]
    """Its derivative by each operand."""
    taylor: Callable[..., series.Series]
    """Its power series, given those of the operands."""
    sympy: Callable[..., Any]
    """Its SymPy counterpart, given the module first, so that this table need not import SymPy."""
    code: str
    """Its value as NumPy source text in u and v."""
    torch: str
    """Its value as PyTorch source text in u and v, for tensors."""

    @property
    def arity(self) -> int:
        """How many operands it takes."""
        return len(self.partials)


def _tie(m: Any, u: Any, v: Any) -> Any:
    """1 where u > v, 0 where u < v, and one half where they tie: as torch and JAX share the slope."""
    return (1 + m.sign(u - v)) / 2


def _gelu_slope(m: Any, u: Any, y: Any) -> Any:
    return (1 + m.erf(u / SQRT2)) / 2 + u * m.exp(-u * u / 2) / SQRT_2PI


def _silu_slope(m: Any, u: Any, y: Any) -> Any:
    return m.sigmoid(u) * (1 + u * (1 - m.sigmoid(u)))


def _mish_slope(m: Any, u: Any, y: Any) -> Any:
    inner = m.tanh(m.softplus(u))
    return inner + u * (1 - inner * inner) * m.sigmoid(u)


def _elu_slope(alpha: float, scale: float) -> Partial:
    return lambda m, u, y: scale * (m.step(u) + (1 - m.step(u)) * alpha * m.exp(m.min(u, 0.0)))


def _inside(low: float, high: float) -> Partial:
    """1 strictly between two corners, 0 elsewhere."""
    return lambda m, u, y: m.step(u - low) * m.step(high - u)


def _clipped(low: float, high: float) -> Callable[[series.Series], series.Series]:
    return lambda u: np.where((u[0] > low) & (u[0] < high), u, series.constant(np.clip(u[0], low, high), u))


def _sympy_elu(alpha: float, scale: float) -> Callable[..., Any]:
    def build(sp: Any, u: Any) -> Any:
        a, s = sp.Rational(repr(alpha)), sp.Rational(repr(scale))
        return sp.Piecewise((s * u, u > 0), (s * a * (sp.exp(u) - 1), True))

    return build


# One row an operation, its columns in the order of Primitive's fields.
# fmt: off
_ROWS = (
    Primitive("identity", "renaming", lambda u: u, (lambda m, u, y: 1.0,),
              lambda u: u, lambda sp, u: u, "u", "u"),
    Primitive("add", "sum", np.add, (lambda m, u, v, y: 1.0, lambda m, u, v, y: 1.0),
              lambda u, v: u + v, lambda sp, u, v: u + v, "u + v", "u + v"),
    Primitive("sub", "difference", np.subtract, (lambda m, u, v, y: 1.0, lambda m, u, v, y: -1.0),
              lambda u, v: u - v, lambda sp, u, v: u - v, "u - v", "u - v"),
    Primitive("mul", "product", np.multiply, (lambda m, u, v, y: v, lambda m, u, v, y: u),
              series.mul, lambda sp, u, v: u * v, "u * v", "u * v"),
    Primitive("div", "quotient", elementary.divide, (lambda m, u, v, y: 1 / v, lambda m, u, v, y: -y / v),
              series.div, lambda sp, u, v: u / v, "u / v", "u / v"),
    Primitive("pow", "power", elementary.power,
              (lambda m, u, v, y: v * m.pow(u, v - 1), lambda m, u, v, y: y * m.ln(u)),
              series.power, lambda sp, u, v: u**v, "u ** v", "u ** v"),
    Primitive("neg", "constant multiple", np.negative, (lambda m, u, y: -1.0,),
              lambda u: -u, lambda sp, u: -u, "-u", "-u"),
    Primitive("abs", "absolute value", np.abs, (lambda m, u, y: m.sign(u),),
              lambda u: series.side(u) * u, lambda sp, u: sp.Abs(u), "np.abs(u)", "torch.abs(u)"),
    Primitive("sqrt", "square root", np.sqrt, (lambda m, u, y: 0.5 / y,),
              lambda u: series.root_power(np.sqrt(u[0]), u, 0.5), lambda sp, u: sp.sqrt(u), "np.sqrt(u)",
              "torch.sqrt(u)"),
    Primitive("cbrt", "cube root", np.cbrt, (lambda m, u, y: 1 / (3 * y * y),),
              lambda u: series.root_power(np.cbrt(u[0]), u, 1 / 3),
              lambda sp, u: sp.sign(u) * sp.Abs(u) ** sp.Rational(1, 3), "np.cbrt(u)",
              "torch.sign(u) * torch.abs(u) ** (1 / 3)"),
    Primitive("exp", "exponential", np.exp, (lambda m, u, y: y,),
              series.exp, lambda sp, u: sp.exp(u), "np.exp(u)", "torch.exp(u)"),
    Primitive("ln", "logarithm", elementary.log, (lambda m, u, y: 1 / u,),
              series.log, lambda sp, u: sp.log(u), "np.log(u)", "torch.log(u)"),
    Primitive("log2", "logarithm", lambda u: np.log2(np.where(u == 0, np.nan, u)),
              (lambda m, u, y: 1 / (u * LN2),),
              lambda u: series.log(u) / LN2, lambda sp, u: sp.log(u) / sp.log(2), "np.log2(u)",
              "torch.log2(u)"),
    Primitive("log10", "logarithm", lambda u: np.log10(np.where(u == 0, np.nan, u)),
              (lambda m, u, y: 1 / (u * LN10),),
              lambda u: series.log(u) / LN10, lambda sp, u: sp.log(u) / sp.log(10), "np.log10(u)",
              "torch.log10(u)"),
    Primitive("sin", "sine", np.sin, (lambda m, u, y: m.cos(u),),
              lambda u: series.circular(u)[0], lambda sp, u: sp.sin(u), "np.sin(u)", "torch.sin(u)"),
    Primitive("cos", "cosine", np.cos, (lambda m, u, y: -m.sin(u),),
              lambda u: series.circular(u)[1], lambda sp, u: sp.cos(u), "np.cos(u)", "torch.cos(u)"),
    Primitive("tan", "tangent", np.tan, (lambda m, u, y: 1 + y * y,),
              lambda u: series.riccati(np.tan(u[0]), u, 1, 0, 1), lambda sp, u: sp.tan(u), "np.tan(u)",
              "torch.tan(u)"),
    Primitive("asin", "inverse sine", np.arcsin, (lambda m, u, y: 1 / m.sqrt(1 - u * u),),
              lambda u: series.arc(np.arcsin(u[0]), u, -1, -0.5), lambda sp, u: sp.asin(u), "np.arcsin(u)",
              "torch.asin(u)"),
    Primitive("acos", "inverse cosine", np.arccos, (lambda m, u, y: -1 / m.sqrt(1 - u * u),),
              lambda u: -series.arc(-np.arccos(u[0]), u, -1, -0.5), lambda sp, u: sp.acos(u), "np.arccos(u)",
              "torch.acos(u)"),
    Primitive("atan", "inverse tangent", np.arctan, (lambda m, u, y: 1 / (1 + u * u),),
              lambda u: series.arc(np.arctan(u[0]), u, 1, -1.0), lambda sp, u: sp.atan(u), "np.arctan(u)",
              "torch.atan(u)"),
    Primitive("sinh", "hyperbolic sine", np.sinh, (lambda m, u, y: m.cosh(u),),
              lambda u: series.hyperbolic(u)[0], lambda sp, u: sp.sinh(u), "np.sinh(u)", "torch.sinh(u)"),
    Primitive("cosh", "hyperbolic cosine", np.cosh, (lambda m, u, y: m.sinh(u),),
              lambda u: series.hyperbolic(u)[1], lambda sp, u: sp.cosh(u), "np.cosh(u)", "torch.cosh(u)"),
    Primitive("tanh", "hyperbolic tangent", np.tanh, (lambda m, u, y: 1 - y * y,),
              series.tanh, lambda sp, u: sp.tanh(u), "np.tanh(u)", "torch.tanh(u)"),
    Primitive("sign", "sign", np.sign, (lambda m, u, y: 0.0,),
              series.flat(np.sign), lambda sp, u: sp.sign(u), "np.sign(u)", "torch.sign(u)"),
    Primitive("floor", "floor", np.floor, (lambda m, u, y: 0.0,),
              series.flat(np.floor), lambda sp, u: sp.floor(u), "np.floor(u)", "torch.floor(u)"),
    Primitive("ceil", "ceiling", np.ceil, (lambda m, u, y: 0.0,),
              series.flat(np.ceil), lambda sp, u: sp.ceiling(u), "np.ceil(u)", "torch.ceil(u)"),
    Primitive("step", "unit step", elementary.step, (lambda m, u, y: 0.0,),
              series.flat(elementary.step), lambda sp, u: sp.Piecewise((1, u > 0), (0, True)),
              "np.heaviside(u, 0.0)", "torch.sign(torch.relu(u))"),
    Primitive("min", "minimum", np.minimum,
              (lambda m, u, v, y: _tie(m, v, u), lambda m, u, v, y: _tie(m, u, v)),
              lambda u, v: series.choose(series.side(u - v), v, u), lambda sp, u, v: sp.Min(u, v),
              "np.minimum(u, v)", "torch.minimum(u, v)"),
    Primitive("max", "maximum", np.maximum,
              (lambda m, u, v, y: _tie(m, u, v), lambda m, u, v, y: _tie(m, v, u)),
              lambda u, v: series.choose(series.side(u - v), u, v), lambda sp, u, v: sp.Max(u, v),
              "np.maximum(u, v)", "torch.maximum(u, v)"),
    Primitive("relu", "ReLU", lambda u: np.maximum(u, 0.0), (lambda m, u, y: m.step(u),),
              lambda u: np.where(series.side(u) > 0, u, 0.0 * u),
              lambda sp, u: sp.Piecewise((u, u > 0), (0, True)), "np.maximum(u, 0.0)", "torch.relu(u)"),
    Primitive("leaky_relu", "leaky ReLU", elementary.leaky_relu,
              (lambda m, u, v, y: m.step(u) + (1 - m.step(u)) * v, lambda m, u, v, y: m.min(u, 0.0)),
              lambda u, v: np.where((series.side(u) > 0) & ~np.isnan(v[0]), u, series.mul(v, u)),
              lambda sp, u, v: sp.Piecewise((u, u > 0), (v * u, True)), "np.where(u > 0, u, v * u)",
              "torch.where(u > 0, u, v * u)"),
    Primitive("sigmoid", "sigmoid", elementary.sigmoid, (lambda m, u, y: y * (1 - y),),
              series.sigmoid, lambda sp, u: 1 / (1 + sp.exp(-u)), "1 / (1 + np.exp(-u))", "torch.sigmoid(u)"),
    Primitive("softplus", "softplus", elementary.softplus, (lambda m, u, y: m.sigmoid(u),),
              series.softplus, lambda sp, u: sp.log(1 + sp.exp(u)), "np.logaddexp(0.0, u)",
              "torch.nn.functional.softplus(u)"),
    Primitive("erf", "error function", elementary.erf,
              (lambda m, u, y: 2 / np.sqrt(np.pi) * m.exp(-u * u),),
              series.erf, lambda sp, u: sp.erf(u), "np.vectorize(math.erf)(u)", "torch.erf(u)"),
    Primitive("gelu", "GELU", lambda u: u * elementary.normal_cdf(u), (_gelu_slope,),
              lambda u: series.mul(u, series.normal_cdf(u)),
              lambda sp, u: u * (1 + sp.erf(u / sp.sqrt(2))) / 2,
              "u * np.vectorize(math.erfc)(-u / np.sqrt(2)) / 2", "torch.nn.functional.gelu(u)"),
    Primitive("silu", "SiLU", lambda u: u * elementary.sigmoid(u), (_silu_slope,),
              lambda u: series.mul(u, series.sigmoid(u)), lambda sp, u: u / (1 + sp.exp(-u)),
              "u / (1 + np.exp(-u))", "torch.nn.functional.silu(u)"),
    Primitive("elu", "ELU", elementary.elu, (_elu_slope(1.0, 1.0),),
              series.elu, _sympy_elu(1.0, 1.0), "np.where(u > 0, u, np.expm1(np.minimum(u, 0.0)))",
              "torch.nn.functional.elu(u)"),
    Primitive("selu", "SELU", lambda u: elementary.elu(u, SELU_ALPHA, SELU_SCALE),
              (_elu_slope(SELU_ALPHA, SELU_SCALE),), lambda u: series.elu(u, SELU_ALPHA, SELU_SCALE),
              _sympy_elu(SELU_ALPHA, SELU_SCALE),
              f"{SELU_SCALE} * np.where(u > 0, u, {SELU_ALPHA} * np.expm1(np.minimum(u, 0.0)))",
              "torch.nn.functional.selu(u)"),
    Primitive("mish", "Mish", lambda u: u * np.tanh(elementary.softplus(u)), (_mish_slope,),
              lambda u: series.mul(u, series.tanh(series.softplus(u))),
              lambda sp, u: u * sp.tanh(sp.log(1 + sp.exp(u))), "u * np.tanh(np.logaddexp(0.0, u))",
              "torch.nn.functional.mish(u)"),
    Primitive("softsign", "softsign", lambda u: u / (1 + np.abs(u)),
              (lambda m, u, y: 1 / ((1 + m.abs(u)) * (1 + m.abs(u))),),
              lambda u: series.div(u, series.constant(1.0, u) + series.side(u) * u),
              lambda sp, u: u / (1 + sp.Abs(u)), "u / (1 + np.abs(u))", "torch.nn.functional.softsign(u)"),
    Primitive("hardtanh", "hard tanh", lambda u: np.clip(u, -1.0, 1.0), (_inside(-1.0, 1.0),),
              _clipped(-1.0, 1.0), lambda sp, u: sp.Piecewise((-1, u < -1), (1, u > 1), (u, True)),
              "np.clip(u, -1.0, 1.0)", "torch.nn.functional.hardtanh(u)"),
    Primitive("relu6", "ReLU6", lambda u: np.clip(u, 0.0, 6.0), (_inside(0.0, 6.0),),
              _clipped(0.0, 6.0), lambda sp, u: sp.Piecewise((0, u < 0), (6, u > 6), (u, True)),
              "np.clip(u, 0.0, 6.0)", "torch.nn.functional.relu6(u)"),
)
# fmt: on

PRIMITIVES = {row.name: row for row in _ROWS}
"""Every elementary operation by name."""

ARRAYS = SimpleNamespace(**{row.name: row.array for row in _ROWS})
"""The algebra of NumPy arrays: every primitive by name."""
