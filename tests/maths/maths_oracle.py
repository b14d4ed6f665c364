"""What every primitive means, in mpmath at 50 digits: nothing here comes from calctui's own arithmetic."""

from collections.abc import Callable, Mapping
from typing import Any

import mpmath

from calctui.maths.expression import INPUT, NUMBER, Expression

MP: Any = mpmath.mp.clone()
MP.dps = 50


def _sigmoid(u: Any) -> Any:
    return 1 / (1 + MP.exp(-u))


def _softplus(u: Any) -> Any:
    return MP.log1p(MP.exp(u))


def _elu(u: Any, alpha: str = "1", scale: str = "1") -> Any:
    return MP.mpf(scale) * (u if u > 0 else MP.mpf(alpha) * MP.expm1(u))


def _power(u: Any, v: Any) -> Any:
    return MP.mpf(1) if v == 0 else u**v


MEANINGS: dict[str, Callable[..., Any]] = {
    "identity": lambda u: u,
    "add": lambda u, v: u + v,
    "sub": lambda u, v: u - v,
    "mul": lambda u, v: u * v,
    "div": lambda u, v: u / v,
    "pow": _power,
    "neg": lambda u: -u,
    "abs": abs,
    "sqrt": MP.sqrt,
    "cbrt": lambda u: MP.sign(u) * MP.cbrt(abs(u)),
    "exp": MP.exp,
    "ln": MP.log,
    "log2": lambda u: MP.log(u, 2),
    "log10": lambda u: MP.log(u, 10),
    "sin": MP.sin,
    "cos": MP.cos,
    "tan": MP.tan,
    "asin": MP.asin,
    "acos": MP.acos,
    "atan": MP.atan,
    "sinh": MP.sinh,
    "cosh": MP.cosh,
    "tanh": MP.tanh,
    "sign": MP.sign,
    "floor": MP.floor,
    "ceil": MP.ceil,
    "step": lambda u: MP.mpf(u > 0),
    "min": min,
    "max": max,
    "relu": lambda u: u if u > 0 else 0 * u,
    "leaky_relu": lambda u, v: u if u > 0 else u * v,
    "sigmoid": _sigmoid,
    "softplus": _softplus,
    "erf": MP.erf,
    "gelu": lambda u: u * MP.erfc(-u / MP.sqrt(2)) / 2,
    "silu": lambda u: u * _sigmoid(u),
    "elu": _elu,
    "selu": lambda u: _elu(u, "1.6732632423543772", "1.0507009873554805"),
    "mish": lambda u: u * MP.tanh(_softplus(u)),
    "softsign": lambda u: u / (1 + abs(u)),
    "hardtanh": lambda u: min(max(u, MP.mpf(-1)), MP.mpf(1)),
    "relu6": lambda u: min(max(u, MP.mpf(0)), MP.mpf(6)),
}

CONSTANTS = {"pi": MP.pi, "e": MP.e, "tau": 2 * MP.pi}


def meaning(op: str, *operands: float) -> Any:
    """The real value of a primitive at some floats, NaN outside its domain."""
    try:
        value = MEANINGS[op](*map(MP.mpf, operands))
    except (ValueError, ZeroDivisionError):
        return MP.nan
    return MP.nan if isinstance(value, MP.mpc) else value


def exact(expression: Expression, at: Mapping[str, Any]) -> Any:
    """The real value of the last output, with 50 digits all the way."""
    values: list[Any] = []
    for node in expression.nodes:
        if node.op == NUMBER:
            values.append(CONSTANTS.get(node.name, MP.mpf(node.value)))
        elif node.op == INPUT:
            values.append(MP.mpf(at[node.name]))
        else:
            values.append(MEANINGS[node.op](*(values[arg] for arg in node.args)))
    return values[expression.output]


def close(found: Any, expected: Any, relative: float = 1e-13, absolute: float = 0.0) -> bool:
    """Whether a float agrees with a number of 50 digits; NaN agrees with NaN."""
    if MP.isnan(expected) or MP.isnan(MP.mpf(float(found))):
        return bool(MP.isnan(expected) and MP.isnan(MP.mpf(float(found))))
    return bool(abs(MP.mpf(float(found)) - expected) <= max(relative * abs(expected), absolute))
